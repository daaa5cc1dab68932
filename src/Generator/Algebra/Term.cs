using System.Collections.Immutable;
using LossGen.Generator.Binding;
using LossGen.Generator.Functions;

namespace LossGen.Generator.Algebra;

/// <summary>
/// An index of a reduction, of the result or of a gradient's position, named by its axis and its height (one more than the
/// highest binder inside its reduction), so that equal reductions are one node.
/// </summary>
internal sealed record Binder(BoundAxis Axis, int Height)
{
    // Compared more often than anything else; axes are the same where they are the same object.
    public bool Equals(Binder? other) => other is not null && Height == other.Height && Axis == other.Axis;

    public override int GetHashCode() => Height;
}

/// <summary>A node of the shared graph. Equal terms are the same object; only the term factory makes them.</summary>
internal abstract class Term
{
    // Read more often than anything else: no virtual property.
    private protected Term(ImmutableArray<Term> children) => Children = children;

    private protected Term()
        : this(ImmutableArray<Term>.Empty)
    {
    }

    /// <summary>The order of making, which is deterministic; operands have smaller ones.</summary>
    public int Id { get; internal set; }

    /// <summary>The binders that occur free, ordered by axis and height.</summary>
    public ImmutableArray<Binder> Free { get; internal set; } = ImmutableArray<Binder>.Empty;

    /// <summary>Whether the value is the same for every sample: parameters, shared arrays and numbers only.</summary>
    public bool IsBatchConstant { get; internal set; }

    /// <summary>Whether parameters and numbers alone decide the value (an extent does not count as one).</summary>
    public bool IsParameterConstant { get; internal set; }

    /// <summary>The numbers and switches of the loss that are in it, a bit each; parameters far apart in their order may share one.</summary>
    public ulong Parameters { get; internal set; }

    /// <summary>Whether a slope can reach an input through it.</summary>
    public bool IsActive { get; internal set; }

    /// <summary>Whether what arrives from upstream is in it.</summary>
    public bool HoldsUpstream { get; internal set; }

    /// <summary>Whether a condition that could be asked of parameters is in it.</summary>
    public bool HoldsQuestion { get; internal set; }

    /// <summary>Whether a choice that is made for each element is in it.</summary>
    public bool HoldsChoice { get; internal set; }

    /// <summary>Whether a product with 0 is in it.</summary>
    public bool HoldsZeroProduct { get; internal set; }

    /// <summary>Whether something is in it that the expander puts something else in the place of.</summary>
    public bool HoldsComposition { get; internal set; }

    /// <summary>
    /// Whether in it is a reduction over a list, which may be empty, or with a condition, which may hold nowhere; or the length
    /// of a list. A maximum of nothing is infinite, as is 1 over a sum of nothing: no sum that may be as empty is multiplied by it.
    /// </summary>
    public bool MayReduceNothing { get; internal set; }

    /// <summary>The greatest height of a binder that is bound inside; 0 if there is none.</summary>
    public int Height { get; internal set; }

    /// <summary>The terms it is made of, in the order of its declaration; a condition that is null is left out.</summary>
    public ImmutableArray<Term> Children { get; }

    /// <summary>What tells it from another term of its kind with the same children.</summary>
    internal virtual TermData Data => default;

    /// <summary>By what it is made of, in the pool of its factory.</summary>
    internal int Hash { get; set; }

    /// <summary>The next one in the pool whose hash leads to the same place.</summary>
    internal Term? Next { get; set; }

    /// <summary>By its number, so that what runs over a set runs alike in every process.</summary>
    public sealed override int GetHashCode() => Id;

    public sealed override bool Equals(object? obj) => ReferenceEquals(this, obj);

    /// <summary>The binder it binds, or null.</summary>
    public virtual Binder? Bound => null;

    internal static ulong BitOf(BoundParameter parameter) => 1UL << (parameter.Ordinal & 63);

    private protected static ImmutableArray<Term> ListOf(Term only) => ImmutableArray.Create(only);

    private protected static ImmutableArray<Term> ListOf(Term? first, Term second) =>
        first == null ? ImmutableArray.Create(second) : ImmutableArray.Create(first, second);

    private protected static ImmutableArray<Term> ListOf(Term? first, Term second, Term? third) =>
        third == null ? ListOf(first, second) : first == null ? ImmutableArray.Create(second, third) : ImmutableArray.Create(first, second, third);
}

// Real terms ---------------------------------------------------------------------------------------------------------

internal abstract class RealTerm : Term
{
    private protected RealTerm()
    {
    }

    private protected RealTerm(ImmutableArray<Term> children)
        : base(children)
    {
    }
}

internal sealed class NumberTerm(double value) : RealTerm
{
    public double Value { get; } = value;

    internal override TermData Data => new(null, BitConverter.DoubleToInt64Bits(Value));
}

internal sealed class ParameterTerm(BoundParameter parameter) : RealTerm
{
    public BoundParameter Parameter { get; } = parameter;

    internal override TermData Data => new(Parameter);
}

/// <summary>An element of an array parameter, or its constant where the array is null.</summary>
internal sealed class ParameterElementTerm(BoundParameter parameter, ImmutableArray<IntegerTerm> subscripts) : RealTerm(ImmutableArray<Term>.CastUp(subscripts))
{
    public BoundParameter Parameter { get; } = parameter;
    public ImmutableArray<IntegerTerm> Subscripts { get; } = subscripts;

    internal override TermData Data => new(Parameter);
}

internal sealed class LoadTerm(BoundInput input, ImmutableArray<IntegerTerm> subscripts) : RealTerm(ImmutableArray<Term>.CastUp(subscripts))
{
    public BoundInput Input { get; } = input;
    public ImmutableArray<IntegerTerm> Subscripts { get; } = subscripts;

    internal override TermData Data => new(Input);
}

/// <summary>An integer as a number.</summary>
internal sealed class ConversionTerm(IntegerTerm operand) : RealTerm(ListOf(operand))
{
    public IntegerTerm Operand { get; } = operand;
}

/// <summary>The gradient that arrives at the loss of this sample (and of this result index): the seed of every gradient.</summary>
internal sealed class UpstreamTerm(ImmutableArray<Binder> indices) : RealTerm
{
    public ImmutableArray<Binder> Indices { get; } = indices;

    internal override TermData Data => new(new EquatableArray<Binder>(Indices));
}

/// <summary>Two or more terms, at most one number and that one first; -t stands as the product of -1 and t.</summary>
/// <param name="isGrouped">Whether it is to be added on its own before it goes into another sum: a difference that must be formed first.</param>
internal sealed class SumTerm(ImmutableArray<RealTerm> operands, bool isGrouped) : RealTerm(ImmutableArray<Term>.CastUp(operands))
{
    public ImmutableArray<RealTerm> Operands { get; } = operands;
    public bool IsGrouped { get; } = isGrouped;

    internal override TermData Data => new(null, IsGrouped ? 1 : 0);
}

/// <summary>Two or more factors, at most one number and that one first; division is a factor with a power of -1.</summary>
internal sealed class ProductTerm(ImmutableArray<RealTerm> operands) : RealTerm(ImmutableArray<Term>.CastUp(operands))
{
    public ImmutableArray<RealTerm> Operands { get; } = operands;

    /// <summary>Whether it is 0, but for NaN and infinities among its factors.</summary>
    public bool IsZero => Operands[0] is NumberTerm { Value: 0 };
}

/// <summary>Base and exponent; 1/t is t^-1, and sqrt is its own function.</summary>
internal sealed class PowerTerm(RealTerm @base, RealTerm exponent) : RealTerm(ListOf(@base, exponent))
{
    public RealTerm Base { get; } = @base;
    public RealTerm Exponent { get; } = exponent;
}

/// <summary>A function of the table with a lane member; never an arithmetic operator.</summary>
internal sealed class ApplyTerm(Function function, ImmutableArray<RealTerm> arguments) : RealTerm(ImmutableArray<Term>.CastUp(arguments))
{
    public Function Function { get; } = function;
    public ImmutableArray<RealTerm> Arguments { get; } = arguments;

    internal override TermData Data => new(Function);
}

internal sealed class SelectTerm(ConditionTerm condition, RealTerm whenTrue, RealTerm whenFalse) : RealTerm(ListOf(condition, whenTrue, whenFalse))
{
    public ConditionTerm Condition { get; } = condition;
    public RealTerm WhenTrue { get; } = whenTrue;
    public RealTerm WhenFalse { get; } = whenFalse;
}

internal enum ReduceKind { Sum, Product, Max, Min }

/// <summary>The body over every index of the binder's axis where the condition holds; max and min propagate NaN.</summary>
/// <param name="where">null for every index.</param>
internal sealed class ReduceTerm(ReduceKind kind, Binder binder, ConditionTerm? where, RealTerm body) : RealTerm(ListOf(where, body))
{
    public ReduceKind Kind { get; } = kind;
    public Binder Binder { get; } = binder;
    public ConditionTerm? Where { get; } = where;
    public RealTerm Body { get; } = body;

    internal override TermData Data => new(Binder, 2 * (int)Kind + (Where == null ? 1 : 0));
    public override Binder Bound => Binder;
}

/// <summary>
/// log Σ exp of the body; and, with <see cref="At"/>, that minus the body at At. Carries its own derivative; expanded into
/// maximum and tail sum after differentiation, so lowering never sees it.
/// </summary>
internal sealed class LogSumExpTerm(Binder binder, ConditionTerm? where, RealTerm body, IntegerTerm? at) : RealTerm(ListOf(where, body, at))
{
    public Binder Binder { get; } = binder;
    public ConditionTerm? Where { get; } = where;
    public RealTerm Body { get; } = body;
    public IntegerTerm? At { get; } = at;

    internal override TermData Data => new(Binder, (Where == null ? 1 : 0) + (At == null ? 2 : 0));
    public override Binder Bound => Binder;
}

/// <summary>
/// exp of the body at At, divided by Σ exp of the body; or that minus 1, with the digits of a share that is almost 1. Carries its own derivative; expanded after differentiation, so
/// lowering never sees it.
/// </summary>
internal sealed class SoftmaxTerm(Binder binder, ConditionTerm? where, RealTerm body, IntegerTerm at, bool isLessOne) : RealTerm(ListOf(where, body, at))
{
    public bool IsLessOne { get; } = isLessOne;
    public Binder Binder { get; } = binder;
    public ConditionTerm? Where { get; } = where;
    public RealTerm Body { get; } = body;
    public IntegerTerm At { get; } = at;

    internal override TermData Data => new(Binder, (Where == null ? 1 : 0) + (IsLessOne ? 2 : 0));

    public override Binder Bound => Binder;
}

// Integer terms ------------------------------------------------------------------------------------------------------

internal abstract class IntegerTerm : Term
{
    private protected IntegerTerm()
    {
    }

    private protected IntegerTerm(ImmutableArray<Term> children)
        : base(children)
    {
    }

    /// <summary>The axis of which it is an index; null for an extent.</summary>
    public virtual BoundAxis? IndexOf => null;
}

internal sealed class IndexTerm(Binder binder) : IntegerTerm
{
    public Binder Binder { get; } = binder;

    public override BoundAxis? IndexOf => Binder.Axis;

    internal override TermData Data => new(Binder);
}

internal sealed class LabelTerm(BoundInput input) : IntegerTerm
{
    public BoundInput Input { get; } = input;

    public override BoundAxis? IndexOf => Input.LabelAxis;

    internal override TermData Data => new(Input);
}

/// <summary>y[j]: never evaluated beyond the labels that the sample's list holds.</summary>
internal sealed class ListLabelTerm(BoundInput input, IntegerTerm position) : IntegerTerm(ListOf(position))
{
    public BoundInput Input { get; } = input;
    public IntegerTerm Position { get; } = position;

    public override BoundAxis? IndexOf => Input.LabelAxis;

    internal override TermData Data => new(Input);
}

/// <summary>Of a list's axis: the number of labels read in that sample.</summary>
internal sealed class ExtentTerm(BoundAxis axis) : IntegerTerm
{
    public BoundAxis Axis { get; } = axis;

    internal override TermData Data => new(Axis);
}

/// <summary>The first index where the body is largest (Max) or smallest (Min); 0 over nothing.</summary>
internal sealed class ArgumentTerm(ReduceKind kind, Binder binder, ConditionTerm? where, RealTerm body) : IntegerTerm(ListOf(where, body))
{
    public ReduceKind Kind { get; } = kind;
    public Binder Binder { get; } = binder;
    public ConditionTerm? Where { get; } = where;
    public RealTerm Body { get; } = body;

    internal override TermData Data => new(Binder, 2 * (int)Kind + (Where == null ? 1 : 0));
    public override Binder Bound => Binder;
    public override BoundAxis? IndexOf => Binder.Axis;
}

// Conditions ---------------------------------------------------------------------------------------------------------

internal abstract class ConditionTerm : Term
{
    private protected ConditionTerm()
    {
    }

    private protected ConditionTerm(ImmutableArray<Term> children)
        : base(children)
    {
    }
}

internal sealed class ConstantCondition(bool value) : ConditionTerm
{
    public bool Value { get; } = value;

    internal override TermData Data => new(null, Value ? 1 : 0);
}

internal enum Comparison { Equal, NotEqual, Less, LessOrEqual, Greater, GreaterOrEqual }

internal sealed class CompareTerm(Comparison comparison, RealTerm left, RealTerm right) : ConditionTerm(ListOf(left, right))
{
    public Comparison Comparison { get; } = comparison;
    public RealTerm Left { get; } = left;
    public RealTerm Right { get; } = right;

    internal override TermData Data => new(null, (int)Comparison);
}

internal sealed class IntegerCompareTerm(Comparison comparison, IntegerTerm left, IntegerTerm right) : ConditionTerm(ListOf(left, right))
{
    public Comparison Comparison { get; } = comparison;
    public IntegerTerm Left { get; } = left;
    public IntegerTerm Right { get; } = right;

    internal override TermData Data => new(null, (int)Comparison);
}

internal sealed class AndTerm(ImmutableArray<ConditionTerm> operands) : ConditionTerm(ImmutableArray<Term>.CastUp(operands))
{
    public ImmutableArray<ConditionTerm> Operands { get; } = operands;
}

internal sealed class OrTerm(ImmutableArray<ConditionTerm> operands) : ConditionTerm(ImmutableArray<Term>.CastUp(operands))
{
    public ImmutableArray<ConditionTerm> Operands { get; } = operands;
}

internal sealed class NotTerm(ConditionTerm operand) : ConditionTerm(ListOf(operand))
{
    public ConditionTerm Operand { get; } = operand;
}

/// <summary>Whether the item is among the labels read of the list.</summary>
internal sealed class MemberTerm(IntegerTerm item, BoundInput list) : ConditionTerm(ListOf(item))
{
    public IntegerTerm Item { get; } = item;
    public BoundInput List { get; } = list;

    internal override TermData Data => new(List);
}

/// <summary>A switch parameter as a condition.</summary>
internal sealed class SwitchTerm(BoundParameter parameter) : ConditionTerm
{
    public BoundParameter Parameter { get; } = parameter;

    internal override TermData Data => new(Parameter);
}
