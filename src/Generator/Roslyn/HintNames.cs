using System.Globalization;
using Microsoft.CodeAnalysis;

namespace LossGen.Generator.Roslyn;

/// <summary>
/// The name of the generated file: <c>Namespace.Outer+Type-arity</c>. Such names are compared without regard to case, and C#'s
/// are not, so that of two names which differ in case only the second gets a (2).
/// </summary>
/// <remarks>Made of names and arities and never of MetadataName: that of a file-local type holds characters that throw.</remarks>
internal static class HintNames
{
    public static string Of(INamedTypeSymbol type)
    {
        string name = Distinct(type.Name, SiblingsOf(type)) + Arity(type);
        if (type.ContainingType is { } outer)
            return $"{Of(outer)}+{name}";
        string prefix = Of(type.ContainingNamespace);
        return prefix.Length == 0 ? name : $"{prefix}.{name}";
    }

    private static string Of(INamespaceSymbol @namespace)
    {
        if (@namespace.IsGlobalNamespace)
            return "";
        string prefix = Of(@namespace.ContainingNamespace);
        string name = Distinct(@namespace.Name, @namespace.ContainingNamespace.GetNamespaceMembers().Select(static n => n.Name));
        return prefix.Length == 0 ? name : $"{prefix}.{name}";
    }

    private static IEnumerable<string> SiblingsOf(INamedTypeSymbol type) =>
        (type.ContainingType is { } outer ? outer.GetTypeMembers() : type.ContainingNamespace.GetTypeMembers())
        .Where(sibling => sibling.Arity == type.Arity)
        .Select(static sibling => sibling.Name);

    private static string Distinct(string name, IEnumerable<string> siblings)
    {
        int before = siblings
            .Where(sibling => string.Equals(sibling, name, StringComparison.OrdinalIgnoreCase) && string.CompareOrdinal(sibling, name) < 0)
            .Distinct()
            .Count();
        return before == 0 ? name : string.Format(CultureInfo.InvariantCulture, "{0}({1})", name, before + 1);
    }

    private static string Arity(INamedTypeSymbol type) =>
        type.Arity == 0 ? "" : "-" + type.Arity.ToString(CultureInfo.InvariantCulture);
}
