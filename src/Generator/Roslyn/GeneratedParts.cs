using Microsoft.CodeAnalysis;

namespace LossGen.Generator.Roslyn;

/// <summary>
/// Tells our own output from the author's text: an analyzer sees both in one compilation, and must not take the members that the
/// generator has added for members that the author declared.
/// </summary>
internal static class GeneratedParts
{
    // The folder of a generated file is named after its generator.
    private static readonly string Folder = typeof(LossGenerator).FullName;

    public static bool Declare(ISymbol member, CancellationToken cancellation) =>
        member.DeclaringSyntaxReferences.Length > 0
        && member.DeclaringSyntaxReferences.All(static reference => Holds(reference.SyntaxTree));

    public static bool Holds(SyntaxTree tree) => Path.GetFileName(Path.GetDirectoryName(tree.FilePath)) == Folder;
}
