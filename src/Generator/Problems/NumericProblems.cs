namespace LossGen.Generator.Problems;

/// <summary>What a formula does with numbers that its declarations allow: LOSS04xx. It compiles all the same.</summary>
internal static class NumericProblems
{
    private static readonly List<ProblemKind> Rows = [];

    public static IReadOnlyList<ProblemKind> All => Rows;

    public static readonly ProblemKind Logarithm = Row("LOSS0401",
        "A logarithm that can see 0", "What this logarithm sees is {0} at {1}: declare a domain that keeps it positive, or keep it so with clampmin");

    public static readonly ProblemKind Division = Row("LOSS0402",
        "A division that can be by 0", "This divides by {0} at {1}: declare a domain that excludes it, or add what keeps the divisor away from 0");

    public static readonly ProblemKind Root = Row("LOSS0403",
        "A square root whose slope can be infinite", "This square root sees {0} at {1}, where its slope is infinite: add what keeps it positive, or write norm");

    public static readonly ProblemKind Overflow = Row("LOSS0404",
        "An exponential that can overflow", "This sees {0} at {1}, which is too much for a float: declare a domain, or write it as a form that is known to be stable");

    public static readonly ProblemKind Jump = Row("LOSS0405",
        "A value that jumps", "The value jumps by {0} at {1}, where one case ends and another begins");

    private static ProblemKind Row(string id, string title, string message)
    {
        var kind = new ProblemKind(id, Severity.Info, title, message);
        Rows.Add(kind);
        return kind;
    }
}
