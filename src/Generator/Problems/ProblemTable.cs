using System.Collections.Immutable;

namespace LossGen.Generator.Problems;

/// <summary>Every kind of problem. Each room's rows stand in a file of their own in this folder.</summary>
internal static class ProblemTable
{
    public static readonly ImmutableArray<ProblemKind> All = DeclarationProblems.All
        .AddRange(SyntaxProblems.All)
        .AddRange(BindingProblems.All)
        .AddRange(NumericProblems.All)
        .AddRange(InternalProblems.All);
}
