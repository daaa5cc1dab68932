namespace LossGen.Generator.Functions;

/// <summary>What a rewrite promises about the value in floating point.</summary>
internal enum FloatContract
{
    /// <summary>The same bits, NaN and infinities included, but perhaps for the sign of a zero.</summary>
    Bits,

    /// <summary>The same value but for rounding, where the old one neither overflowed nor lost its digits.</summary>
    Rounding,
}

/// <summary>When a rule is tried.</summary>
[Flags]
internal enum RulePhase
{
    /// <summary>Before differentiation and after it.</summary>
    Simplify = 1,

    /// <summary>Before differentiation and after it: what keeps digits and range.</summary>
    Stabilise = 2,

    /// <summary>At the end, when every composition has been put in its place: what is cheap to compute.</summary>
    Finish = 4,
}

/// <summary>A row of the rule tables: an equation, read from left to right.</summary>
/// <param name="Name">A few words, shown by Explain.</param>
/// <param name="Pattern">
/// In the formula language. A name stands for any number, the same one wherever it stands; u[i] for one that may depend on
/// the index i of the reduction around it, u[k] for the same one at another index. Sums and products match in any order;
/// what is left over of the outermost one stays.
/// </param>
/// <param name="Result">In the formula language, with the names of the pattern.</param>
/// <param name="When">
/// What must be proved from the declared domains, or null: comparisons, and the words number(n), integer(n), constant(c)
/// (never NaN and the same for every sample), varying(c) (the contrary), finite(c) (what may reduce nothing stays in a
/// reduction that may be as empty), squares(a) (a sum of squares, with factors that are never 0), joined by and.
/// </param>
/// <param name="Witness">
/// Of a stability rule: values of the names at which the pattern, computed as it stands in double, is wrong, and the true
/// value; "u = 800: 800". A list in brackets for a name with an index, "u = [1000, 999]; k = 0". Null where nothing fails but
/// a later rule needs the form, or it is only better.
/// </param>
/// <param name="Domain">The interval that tests draw each name from, as text "lo..hi".</param>
internal sealed record Rule(
    string Name, RulePhase Phase, string Pattern, string Result, string? When, FloatContract Contract, string? Witness = null, string Domain = "-3..3");
