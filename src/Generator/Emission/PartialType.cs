namespace LossGen.Generator.Emission;

/// <summary>The brackets around what is added to the author's type: its namespace, the types around it, itself.</summary>
internal static class PartialType
{
    /// <param name="document">Writes what stands above the type itself.</param>
    /// <param name="bases">What stands behind its name.</param>
    public static void Open(CodeWriter writer, LossDeclaration declaration, Action? document = null, string bases = "")
    {
        if (declaration.Namespace.Length > 0)
            writer.Open($"namespace {declaration.Namespace}");
        foreach (ContainingType type in declaration.ContainingTypes)
            writer.Open($"partial {type.Keyword} {type.Name}{InBrackets(type.TypeParameters)}");
        document?.Invoke();
        writer.Open($"partial class {declaration.TypeName}{InBrackets(declaration.TypeParameters)}{bases}");
    }

    public static void Close(CodeWriter writer, LossDeclaration declaration)
    {
        writer.Close();
        for (int i = 0; i < declaration.ContainingTypes.Count; i++)
            writer.Close();
        if (declaration.Namespace.Length > 0)
            writer.Close();
    }

    private static string InBrackets(string typeParameters) => typeParameters.Length == 0 ? "" : $"<{typeParameters}>";
}
