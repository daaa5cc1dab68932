using LossGen.Generator.Problems;

namespace LossGen.Generator.Binding;

/// <summary>
/// Whether calls can tell the formulas of one type apart: of any two, at some place one takes labels where the other takes
/// numbers. A difference in the number of arrays does not do, because C# 13 and C# 14 choose differently among such overloads.
/// </summary>
internal static class Overloads
{
    /// <param name="losses">In the order of the attributes; null for a formula with a mistake of its own.</param>
    public static IEnumerable<Problem> Check(IReadOnlyList<BoundLoss?> losses)
    {
        for (int second = 1; second < losses.Count; second++)
        {
            for (int first = 0; first < second; first++)
            {
                if (losses[first] is not { } one || losses[second] is not { } other || AreDistinct(one, other))
                    continue;
                string right = one.Inputs.Length == other.Inputs.Length
                    ? "at some place one of them must take labels where the other takes numbers"
                    : "they differ in how many there are, which C# 13 and C# 14 treat differently, so at some place one must take labels where the other takes numbers";
                yield return new Problem(BindingProblems.OverloadsAlike, ProblemPart.Formula, second, default,
                    new[] { (first + 1).ToString(System.Globalization.CultureInfo.InvariantCulture), right });
                break;
            }
        }
    }

    private static bool AreDistinct(BoundLoss one, BoundLoss other)
    {
        for (int i = 0; i < Math.Min(one.Inputs.Length, other.Inputs.Length); i++)
            if (one.Inputs[i].Kind == InputKind.Number != (other.Inputs[i].Kind == InputKind.Number))
                return true;
        return false;
    }
}
