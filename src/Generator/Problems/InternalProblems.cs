using System.Collections.Immutable;

namespace LossGen.Generator.Problems;

/// <summary>What this compiler does wrong itself: LOSS09xx.</summary>
internal static class InternalProblems
{
    public static readonly ProblemKind Exception = new(
        "LOSS0901", Severity.Error, "The compiler of losses has failed",
        "LossGen failed on '{0}', which is a mistake of LossGen and not yours: please report the formula and this line: {1}");

    public static readonly ImmutableArray<ProblemKind> All = ImmutableArray.Create(Exception);
}
