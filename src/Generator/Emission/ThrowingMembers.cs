using LossGen.Generator.Binding;
using LossGen.Generator.Lowering;

namespace LossGen.Generator.Emission;

/// <summary>
/// The members of a loss that has an error, so that what calls them compiles: with the signatures that the declarations give,
/// and no other body than an exception.
/// </summary>
internal static class ThrowingMembers
{
    public const string Body = "throw new global::System.NotSupportedException(\"The formula of this loss has an error.\");";

    /// <param name="isTaken">Whether the author has a member of that name, so that none may be added.</param>
    public static void Write(CodeWriter writer, IEnumerable<BoundLoss> outlines, Func<string, bool> isTaken)
    {
        // Formulas that C# cannot tell apart are one mistake, and must not be a second one here.
        var written = new HashSet<string>(StringComparer.Ordinal);
        foreach (var outline in outlines)
            foreach (var asked in Asked(outline))
                foreach (var member in Signature.Members(outline).Where(m => !isTaken(m.ToString())))
                    foreach (string element in Signature.Elements)
                        foreach (string label in Signature.LabelsOf(outline))
                        {
                            var parameters = Signature.Of(outline, asked, member, element, label);
                            if (written.Add($"{member} {string.Join(" ", parameters.Select(static p => p.Type))}"))
                                writer.Line($"{Signature.Head(member, parameters)} => {Body}");
                        }
    }

    /// <summary>
    /// Which extents a call may give. Whether that of an axis of the result is asked for depends on the formula, so that
    /// calls with it and without it have to compile.
    /// </summary>
    private static IEnumerable<IEnumerable<BoundAxis>> Asked(BoundLoss outline)
    {
        yield return Shapes.Of(outline, static _ => false).Asked;
        yield return Shapes.Of(outline, axis => outline.ResultIndices.Any(i => i.Axis == axis)).Asked;
    }
}
