using System.Collections.Immutable;
using LossGen.Generator.Binding;
using LossGen.Generator.Functions;

namespace LossGen.Generator.Algebra;

/// <summary>
/// An index of a reduction, of the result or of a gradient's position, named by its axis and its height (one more than the
/// highest binder inside its reduction), so that equal reductions are one node.
/// </summary>
internal sealed record Binder(BoundAxis Axis, int Height);

/// <summary>A node of the shared graph. Equal terms are the same object; only the term factory makes them.</summary>
internal abstract class Term
{
    /// <summary>The order of making, which is deterministic; operands have smaller ones.</summary>
    public int Id { get; internal set; }

    /// <summary>The binders that occur free, ordered by axis and height.</summary>
    public ImmutableArray<Binder> Free { get; internal set; } = ImmutableArray<Binder>.Empty;

    /// <summary>Whether the value is the same for every sample: parameters, shared arrays and numbers only.</summary>
    public bool IsBatchConstant { get; internal set; }

    /// <summary>Whether parameters and numbers alone decide the value.</summary>
    public bool IsParameterConstant { get; internal set; }
}

// Real terms ---------------------------------------------------------------------------------------------------------

internal abstract class RealTerm : Term;

internal sealed class NumberTerm(double value) : RealTerm
{
    public double Value { get; } = value;
}

internal sealed class ParameterTerm(BoundParameter parameter) : RealTerm
{
    public BoundParameter Parameter { get; } = parameter;
}

/// <summary>An element of an array parameter, or its constant where the array is null.</summary>
internal sealed class ParameterElementTerm(BoundParameter parameter, ImmutableArray<IntegerTerm> subscripts) : RealTerm
{
    public BoundParameter Parameter { get; } = parameter;
    public ImmutableArray<IntegerTerm> Subscripts { get; } = subscripts;
}

internal sealed class LoadTerm(BoundInput input, ImmutableArray<IntegerTerm> subscripts) : RealTerm
{
    public BoundInput Input { get; } = input;
    public ImmutableArray<IntegerTerm> Subscripts { get; } = subscripts;
}

/// <summary>An integer as a number.</summary>
internal sealed class ConversionTerm(IntegerTerm operand) : RealTerm
{
    public IntegerTerm Operand { get; } = operand;
}

/// <summary>The gradient that arrives at the loss of this sample (and of this result index): the seed of every gradient.</summary>
internal sealed class UpstreamTerm(ImmutableArray<Binder> indices) : RealTerm
{
    public ImmutableArray<Binder> Indices { get; } = indices;
}

/// <summary>Two or more terms, at most one number and that one first; -t stands as the product of -1 and t.</summary>
internal sealed class SumTerm(ImmutableArray<RealTerm> operands) : RealTerm
{
    public ImmutableArray<RealTerm> Operands { get; } = operands;
}

/// <summary>Two or more factors, at most one number and that one first; division is a factor with a power of -1.</summary>
internal sealed class ProductTerm(ImmutableArray<RealTerm> operands) : RealTerm
{
    public ImmutableArray<RealTerm> Operands { get; } = operands;
}

/// <summary>Base and exponent; 1/t is t^-1, and sqrt is its own function.</summary>
internal sealed class PowerTerm(RealTerm @base, RealTerm exponent) : RealTerm
{
    public RealTerm Base { get; } = @base;
    public RealTerm Exponent { get; } = exponent;
}

/// <summary>A function of the table with a lane member; never an arithmetic operator.</summary>
internal sealed class ApplyTerm(Function function, ImmutableArray<RealTerm> arguments) : RealTerm
{
    public Function Function { get; } = function;
    public ImmutableArray<RealTerm> Arguments { get; } = arguments;
}

internal sealed class SelectTerm(ConditionTerm condition, RealTerm whenTrue, RealTerm whenFalse) : RealTerm
{
    public ConditionTerm Condition { get; } = condition;
    public RealTerm WhenTrue { get; } = whenTrue;
    public RealTerm WhenFalse { get; } = whenFalse;
}

internal enum ReduceKind { Sum, Product, Max, Min }

/// <summary>The body over every index of the binder's axis where the condition holds; max and min propagate NaN.</summary>
/// <param name="where">null for every index.</param>
internal sealed class ReduceTerm(ReduceKind kind, Binder binder, ConditionTerm? where, RealTerm body) : RealTerm
{
    public ReduceKind Kind { get; } = kind;
    public Binder Binder { get; } = binder;
    public ConditionTerm? Where { get; } = where;
    public RealTerm Body { get; } = body;
}

/// <summary>
/// log Σ exp of the body; and, with <see cref="At"/>, that minus the body at At. Carries its own derivative; expanded into
/// maximum and tail sum after differentiation, so lowering never sees it.
/// </summary>
internal sealed class LogSumExpTerm(Binder binder, ConditionTerm? where, RealTerm body, IntegerTerm? at) : RealTerm
{
    public Binder Binder { get; } = binder;
    public ConditionTerm? Where { get; } = where;
    public RealTerm Body { get; } = body;
    public IntegerTerm? At { get; } = at;
}

// Integer terms ------------------------------------------------------------------------------------------------------

internal abstract class IntegerTerm : Term;

internal sealed class IndexTerm(Binder binder) : IntegerTerm
{
    public Binder Binder { get; } = binder;
}

internal sealed class LabelTerm(BoundInput input) : IntegerTerm
{
    public BoundInput Input { get; } = input;
}

/// <summary>y[j]: never evaluated beyond the labels that the sample's list holds.</summary>
internal sealed class ListLabelTerm(BoundInput input, IntegerTerm position) : IntegerTerm
{
    public BoundInput Input { get; } = input;
    public IntegerTerm Position { get; } = position;
}

/// <summary>Of a list's axis: the number of labels read in that sample.</summary>
internal sealed class ExtentTerm(BoundAxis axis) : IntegerTerm
{
    public BoundAxis Axis { get; } = axis;
}

/// <summary>The first index where the body is largest (Max) or smallest (Min); 0 over nothing.</summary>
internal sealed class ArgumentTerm(ReduceKind kind, Binder binder, ConditionTerm? where, RealTerm body) : IntegerTerm
{
    public ReduceKind Kind { get; } = kind;
    public Binder Binder { get; } = binder;
    public ConditionTerm? Where { get; } = where;
    public RealTerm Body { get; } = body;
}

// Conditions ---------------------------------------------------------------------------------------------------------

internal abstract class ConditionTerm : Term;

internal sealed class ConstantCondition(bool value) : ConditionTerm
{
    public bool Value { get; } = value;
}

internal enum Comparison { Equal, NotEqual, Less, LessOrEqual, Greater, GreaterOrEqual }

internal sealed class CompareTerm(Comparison comparison, RealTerm left, RealTerm right) : ConditionTerm
{
    public Comparison Comparison { get; } = comparison;
    public RealTerm Left { get; } = left;
    public RealTerm Right { get; } = right;
}

internal sealed class IntegerCompareTerm(Comparison comparison, IntegerTerm left, IntegerTerm right) : ConditionTerm
{
    public Comparison Comparison { get; } = comparison;
    public IntegerTerm Left { get; } = left;
    public IntegerTerm Right { get; } = right;
}

internal sealed class AndTerm(ImmutableArray<ConditionTerm> operands) : ConditionTerm
{
    public ImmutableArray<ConditionTerm> Operands { get; } = operands;
}

internal sealed class OrTerm(ImmutableArray<ConditionTerm> operands) : ConditionTerm
{
    public ImmutableArray<ConditionTerm> Operands { get; } = operands;
}

internal sealed class NotTerm(ConditionTerm operand) : ConditionTerm
{
    public ConditionTerm Operand { get; } = operand;
}

/// <summary>Whether the item is among the labels read of the list.</summary>
internal sealed class MemberTerm(IntegerTerm item, BoundInput list) : ConditionTerm
{
    public IntegerTerm Item { get; } = item;
    public BoundInput List { get; } = list;
}

/// <summary>A switch parameter as a condition.</summary>
internal sealed class SwitchTerm(BoundParameter parameter) : ConditionTerm
{
    public BoundParameter Parameter { get; } = parameter;
}
