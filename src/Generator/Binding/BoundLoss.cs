using System.Collections.Immutable;
using LossGen.Generator.Functions;

namespace LossGen.Generator.Binding;

/// <summary>
/// A formula with every name resolved, every index bound in a written or inferred place, every definition put in its
/// place, and every conversion explicit. Nothing is simplified, differentiated or reordered.
/// </summary>
/// <param name="Inputs">In the order of the arguments.</param>
/// <param name="Axes">In order of first appearance.</param>
/// <param name="Result">The value of one sample, with <paramref name="ResultIndex"/> free where there is one.</param>
/// <param name="ResultIndices">The indices left of := of the result; empty for one value per sample.</param>
/// <param name="MeanBy">What a sample counts in the mean, or null for 1.</param>
internal sealed record BoundLoss(
    ImmutableArray<BoundInput> Inputs,
    ImmutableArray<BoundParameter> Parameters,
    ImmutableArray<BoundAxis> Axes,
    BoundReal Result,
    ImmutableArray<BoundIndex> ResultIndices,
    BoundReal? MeanBy);

/// <summary>A named extent.</summary>
/// <param name="List">The label list whose length it is, or null.</param>
internal sealed class BoundAxis(string name)
{
    public string Name { get; } = name;

    /// <summary>Set where the axis is that of a label list: its extent is the number of labels read in the sample.</summary>
    public BoundInput? List { get; set; }
}

internal enum InputKind { Number, Label, LabelList }

/// <summary>Numbers within bounds, or a finite set of them.</summary>
internal sealed record BoundDomain(
    double Lower, bool LowerIsStrict, double Upper, bool UpperIsStrict, ImmutableArray<double> Values)
{
    public static readonly BoundDomain All = new(double.NegativeInfinity, false, double.PositiveInfinity, false, ImmutableArray<double>.Empty);

    public bool IsFinite => !Values.IsEmpty;

    public bool IsAll => Values.IsEmpty && double.IsNegativeInfinity(Lower) && double.IsPositiveInfinity(Upper);
}

internal sealed class BoundInput
{
    public required string Name { get; init; }
    public required int Ordinal { get; init; }
    public required InputKind Kind { get; init; }
    public bool IsShared { get; init; }
    public ImmutableArray<BoundAxis> Axes { get; init; } = ImmutableArray<BoundAxis>.Empty;
    public BoundDomain Domain { get; init; } = BoundDomain.All;

    /// <summary>The axis that a label, or each label of a list, is an index on.</summary>
    public BoundAxis? LabelAxis { get; init; }

    /// <summary>A sample with this label isn't read: a parameter's name or a number.</summary>
    public BoundReal? Ignoring { get; init; }

    /// <summary>The value that ends a list, or null.</summary>
    public long? Until { get; init; }

    /// <summary>Real numbers that <c>mean by</c> does not use.</summary>
    public bool HasGradient { get; set; }

    public TextRange Range { get; init; }
}

internal sealed class BoundParameter
{
    public required string Name { get; init; }
    public required int Ordinal { get; init; }
    public required ParameterType Type { get; init; }

    /// <summary>The axes of an array.</summary>
    public ImmutableArray<BoundAxis> Axes { get; init; } = ImmutableArray<BoundAxis>.Empty;

    /// <summary>What stands for null.</summary>
    public double? NullConstant { get; init; }

    public BoundDomain Domain { get; init; } = BoundDomain.All;

    public bool IsArray => Type is ParameterType.Array or ParameterType.NullableArray;
}

/// <summary>A bound index: a name and the axis it runs over. Two binders are never the same object.</summary>
internal sealed class BoundIndex(string name, BoundAxis axis)
{
    public string Name { get; } = name;
    public BoundAxis Axis { get; } = axis;
}

internal abstract record BoundReal(TextRange Range);

internal sealed record BoundNumber(TextRange Range, double Value) : BoundReal(Range);

internal sealed record BoundInputElement(TextRange Range, BoundInput Input, ImmutableArray<BoundInteger> Subscripts) : BoundReal(Range);

/// <summary>A number or switch (a switch is 0 or 1).</summary>
internal sealed record BoundParameterValue(TextRange Range, BoundParameter Parameter) : BoundReal(Range);

/// <summary>An element of an array parameter, or its constant where the array is null.</summary>
internal sealed record BoundParameterElement(TextRange Range, BoundParameter Parameter, ImmutableArray<BoundInteger> Subscripts) : BoundReal(Range);

/// <summary>An integer used as a number.</summary>
internal sealed record BoundConversion(TextRange Range, BoundInteger Operand) : BoundReal(Range);

/// <summary>A function or operator; operators carry the function rows add, subtract, multiply, divide, negate, power, abs.</summary>
internal sealed record BoundCall(TextRange Range, Function Function, ImmutableArray<BoundReal> Arguments) : BoundReal(Range);

/// <summary>The first case that holds; NaN where none does and there is no otherwise.</summary>
internal sealed record BoundPiecewise(TextRange Range, ImmutableArray<BoundCase> Cases, BoundReal? Otherwise) : BoundReal(Range);

internal sealed record BoundCase(BoundCondition Condition, BoundReal Value);

/// <summary>sum, prod, mean, max, min, lse, norm, count. Several binders are one reduction over their product.</summary>
/// <param name="Condition">What a term must satisfy: constraints and the condition after the colon, joined; null for none.</param>
/// <param name="Body">1 for count.</param>
/// <param name="Power">p of norm, or null.</param>
internal sealed record BoundReduction(
    TextRange Range, Reduction Reduction, ImmutableArray<BoundIndex> Indices, BoundCondition? Condition, BoundReal Body, BoundReal? Power) : BoundReal(Range);

/// <summary>softmax[c](body) read at a subscript.</summary>
internal sealed record BoundSoftmax(TextRange Range, BoundIndex Index, BoundCondition? Condition, BoundReal Body, BoundInteger At) : BoundReal(Range);

internal abstract record BoundInteger(TextRange Range, BoundAxis? Axis);

internal sealed record BoundIndexValue(TextRange Range, BoundIndex Index) : BoundInteger(Range, Index.Axis);

/// <summary>The label y.</summary>
internal sealed record BoundLabel(TextRange Range, BoundInput Input) : BoundInteger(Range, Input.LabelAxis);

/// <summary>y[j] of a list.</summary>
internal sealed record BoundListLabel(TextRange Range, BoundInput Input, BoundInteger Position) : BoundInteger(Range, Input.LabelAxis);

/// <summary>The extent of an axis; of a list's axis, the number of labels read in that sample.</summary>
internal sealed record BoundExtent(TextRange Range, BoundAxis Of) : BoundInteger(Range, null);

/// <summary>argmax or argmin: the first index where the body is largest or smallest.</summary>
internal sealed record BoundArgument(TextRange Range, Reduction Reduction, BoundIndex Index, BoundCondition? Condition, BoundReal Body) : BoundInteger(Range, Index.Axis);

internal abstract record BoundCondition(TextRange Range);

/// <param name="Operator">== &lt; &lt;= &gt; &gt;=; for != see <see cref="BoundOr.IsInequality"/>.</param>
internal sealed record BoundComparison(TextRange Range, string Operator, BoundReal Left, BoundReal Right) : BoundCondition(Range);

/// <summary>A comparison of integers, kept apart because it is exact and never NaN.</summary>
internal sealed record BoundIntegerComparison(TextRange Range, string Operator, BoundInteger Left, BoundInteger Right) : BoundCondition(Range);

internal sealed record BoundAnd(TextRange Range, BoundCondition Left, BoundCondition Right) : BoundCondition(Range);

internal sealed record BoundOr(TextRange Range, BoundCondition Left, BoundCondition Right) : BoundCondition(Range)
{
    /// <summary>Whether it was written a != b, of real numbers: a &lt; b or a &gt; b, which NaN makes false as it does all comparisons.</summary>
    public bool IsInequality { get; init; }
}

internal sealed record BoundNot(TextRange Range, BoundCondition Operand) : BoundCondition(Range);

/// <summary>Whether an index is among the labels of a list.</summary>
internal sealed record BoundMembership(TextRange Range, BoundInteger Item, BoundInput List) : BoundCondition(Range);

/// <summary>any and all over binders.</summary>
internal sealed record BoundQuantifier(
    TextRange Range, bool IsAll, ImmutableArray<BoundIndex> Indices, BoundCondition? Condition, BoundCondition Body) : BoundCondition(Range);

/// <summary>A switch used as a condition.</summary>
internal sealed record BoundSwitch(TextRange Range, BoundParameter Parameter) : BoundCondition(Range);
