using System.Collections.Immutable;
using LossGen.Generator.Algebra;
using LossGen.Generator.Binding;

namespace LossGen.Generator.Lowering;

/// <summary>What a value of the loop IR is in the generated code.</summary>
internal enum ValueKind
{
    /// <summary>L: a lane of real numbers. A value that is the same in every element is a lane too.</summary>
    Lane,

    /// <summary>L: a lane of masks.</summary>
    Mask,

    /// <summary>bool: a condition on parameters or on integers that every element shares.</summary>
    Bool,

    /// <summary>nint: an index, a label or an extent that every element shares.</summary>
    Integer,

    /// <summary>double: a sum that outlives a block of lanes.</summary>
    Double,
}

/// <summary>A temporary of the generated code.</summary>
/// <param name="hint">What it is, in a word; emission makes it unique.</param>
internal sealed class Variable(string hint, ValueKind kind)
{
    public string Hint { get; } = hint;
    public ValueKind Kind { get; } = kind;
}

/// <summary>A span of the call: an input, an array parameter, an output, or scratch.</summary>
internal enum ArrayRole { Input, Parameter, Gradient, Saved, Losses, Upstream, Scratch, Membership, BlockSum }

/// <summary>An array that a kernel reads or writes, by its start.</summary>
/// <param name="Name">Of the argument.</param>
/// <param name="IsLabels">Whether its elements are TLabel and not T.</param>
internal sealed record KernelArray(ArrayRole Role, string Name, bool IsLabels, BoundInput? Input = null, BoundParameter? Parameter = null, int Scratch = 0);

internal abstract record Expression(ValueKind Kind);

internal sealed record Use(Variable Variable) : Expression(Variable.Kind);

internal sealed record LaneNumber(double Value) : Expression(ValueKind.Lane);

internal sealed record IntegerNumber(long Value) : Expression(ValueKind.Integer);

/// <summary>The extent of an axis, the same for every sample.</summary>
internal sealed record ExtentOf(BoundAxis Axis) : Expression(ValueKind.Integer);

/// <summary>A number or switch of the loss, as a lane or, for a switch, as bool.</summary>
internal sealed record ParameterOf(BoundParameter Parameter, ValueKind As) : Expression(As);

/// <summary>A parameter compared with a number, or an array parameter's presence: decided once a call.</summary>
internal sealed record Present(BoundParameter Parameter) : Expression(ValueKind.Bool);

/// <summary>A gradient that the caller asked for.</summary>
internal sealed record Wanted(BoundInput Input) : Expression(ValueKind.Bool);

/// <summary>The constant factor of Backward: upstream over the divisor.</summary>
internal sealed record Scale() : Expression(ValueKind.Lane);

/// <summary>Whether each sample has an upstream of its own.</summary>
internal sealed record HasUpstreams() : Expression(ValueKind.Bool);

/// <summary>An operator of C#: + - * / on lanes and integers, comparisons and logic on bools and integers.</summary>
internal sealed record Infix(string Operator, Expression Left, Expression Right, ValueKind As) : Expression(As);

/// <summary>- on lanes, ! on bools, ~ on masks.</summary>
internal sealed record Prefix(string Operator, Expression Operand, ValueKind As) : Expression(As);

/// <summary>A member of the lane: L.Exp(x), L.Less(a, b), L.Select(mask, a, b).</summary>
internal sealed record LaneCall(string Member, ImmutableArray<Expression> Arguments, ValueKind As) : Expression(As);

/// <summary>condition ? a : b, with a condition that all elements share.</summary>
internal sealed record Conditional(Expression Condition, Expression WhenTrue, Expression WhenFalse) : Expression(WhenTrue.Kind);

/// <summary>A comparison of parameters in double: exact whatever T is.</summary>
internal sealed record ParameterComparison(string Operator, Expression Left, Expression Right) : Expression(ValueKind.Bool);

/// <summary>A parameter or number in double.</summary>
internal sealed record ParameterDouble(BoundParameter? Parameter, double Number) : Expression(ValueKind.Double);

/// <summary>The neighbours from an address on, of which the count in view are inside.</summary>
internal sealed record LoadLane(KernelArray Array, Expression Address) : Expression(ValueKind.Lane);

/// <summary>One element in every element.</summary>
internal sealed record LoadBroadcast(KernelArray Array, Expression Address) : Expression(ValueKind.Lane);

/// <summary>For each element the number at address + index · stride + element · step.</summary>
internal sealed record Gather(KernelArray Array, Expression Address, Expression Index, Expression Stride, Expression Step) : Expression(ValueKind.Lane);

/// <summary>A label as nint.</summary>
internal sealed record LoadLabel(KernelArray Array, Expression Address) : Expression(ValueKind.Integer);

/// <summary>Neighbouring labels as numbers.</summary>
internal sealed record LoadLabels(KernelArray Array, Expression Address) : Expression(ValueKind.Lane);

/// <summary>For each element the label at address + index · stride + element · step as a number; 0 where the index isn't below the length.</summary>
internal sealed record GatherLabels(
    KernelArray Array, Expression Address, Expression Index, Expression Length, Expression Stride, Expression Step) : Expression(ValueKind.Lane);

/// <summary>The number of labels before the first Until, in the sample at an address.</summary>
internal sealed record ListLength(KernelArray Array, Expression Address, Expression Extent, Expression Stride, long Until) : Expression(ValueKind.Integer);

/// <summary>The same for neighbouring samples, as numbers.</summary>
internal sealed record ListLengths(KernelArray Array, Expression Address, Expression Extent, Expression Stride, long Until) : Expression(ValueKind.Lane);

/// <summary>index, index + 1, … as numbers.</summary>
internal sealed record Indices(Expression Index) : Expression(ValueKind.Lane);

/// <summary>An integer as a number.</summary>
internal sealed record FromInteger(Expression Operand) : Expression(ValueKind.Lane);

/// <summary>A number that is an index, or 0 where it is not (the argmax of nothing, or of NaN).</summary>
internal sealed record ToInteger(Expression Operand, Expression Extent) : Expression(ValueKind.Integer);

/// <summary>A bool in every element.</summary>
internal sealed record ToMask(Expression Operand) : Expression(ValueKind.Mask);

/// <summary>A double in every element.</summary>
internal sealed record FromDouble(Expression Operand) : Expression(ValueKind.Lane);

internal abstract record Statement;

/// <summary>Declares and sets a temporary.</summary>
internal sealed record Let(Variable Variable, Expression Value) : Statement;

/// <summary>Declares and sets several temporaries by one member of the lane, which hands out all but the first; null is one that nobody needs.</summary>
internal sealed record LetFamily(Variable First, ImmutableArray<Variable?> Others, string Member, Expression Argument) : Statement;

/// <summary>A temporary that is set further down, or left at its start value.</summary>
internal sealed record Declare(Variable Variable, Expression? Start) : Statement;

internal sealed record Assign(Variable Variable, Expression Value) : Statement;

/// <summary>The term that the loop below computes, as a formula.</summary>
/// <param name="Indices">What the loops count its indices with.</param>
/// <param name="Temporaries">Of its parts, those that are computed above.</param>
/// <param name="Kept">Of its parts, those that are read from scratch.</param>
internal sealed record Comment(
    Term Term,
    ImmutableArray<(Binder Binder, Variable Variable)> Indices,
    ImmutableArray<(Term Term, Variable Variable)> Temporaries,
    ImmutableArray<(Term Term, KernelArray Array, IntegerTerm At)> Kept) : Statement
{
    private const int Longest = 120;

    /// <summary>With the names that the code has for what it uses.</summary>
    public string Print(TermPrinter printer, Func<Variable, string> nameOf, Func<KernelArray, string> nameOfArray)
    {
        foreach (var (binder, variable) in Indices)
            printer.Give(binder, nameOf(variable));
        foreach (var (known, variable) in Temporaries)
            printer.Give(known, nameOf(variable));
        foreach (var (known, array, at) in Kept)
            printer.Give(known, nameOfArray(array), at);
        return printer.PrintAbridged(Term, Longest);
    }
}

internal sealed record If(Expression Condition, Block Then, Block? Else) : Statement;

/// <summary>For every index of an axis, one at a time or as many as a lane holds.</summary>
/// <param name="Sums">What is reset and carried over after every 256 steps.</param>
internal sealed record Loop(
    Variable Index, Expression Extent, bool IsLane, Block Body, ImmutableArray<BlockSum> Sums) : Statement
{
    /// <summary>The first index, where it isn't 0.</summary>
    public Expression? First { get; init; }

    /// <summary>Whether the body is written twice: for whole lanes, then for the rest.</summary>
    public bool IsPeeled { get; init; }

    /// <summary>The indices of the elements of a lane, as numbers: counted on from lane to lane where the loop is peeled.</summary>
    public ImmutableArray<Variable> Counters { get; init; } = ImmutableArray<Variable>.Empty;

    /// <summary>What takes several indices at a time, and leaves to the body those that are fewer; or null.</summary>
    public Several? Several { get; init; }

    /// <summary>Whether it is written as a method of its own.</summary>
    public bool IsApart { get; init; }
}

/// <summary>The body of a loop for several of its indices at once; of a loop over lanes for as many whole lanes.</summary>
internal sealed record Several(int Count, Block Body);

/// <summary>A sum over a loop: a lane inside a block of 256 additions, then a total.</summary>
/// <param name="Total">Double where the elements are added across too, a lane where each element is its own sample.</param>
internal sealed record BlockSum(Variable Lane, Variable Total);

/// <summary>variable = member(variable, value) where the mask holds and the index is inside.</summary>
/// <param name="Kind">Sum, Product, Max or Min.</param>
/// <param name="InLaneLoop">Whether elements beyond the count in view have to be left out.</param>
internal sealed record Accumulate(Algebra.ReduceKind Kind, Variable Variable, Expression? Where, Expression Value, bool InLaneLoop) : Statement
{
    /// <summary>The factors of a product that is added, where all elements are: one operation where the machine fuses, and a rounding less.</summary>
    public Infix? Product => Kind == Algebra.ReduceKind.Sum && Where is null && Value is Infix { Operator: "*" } product ? product : null;
}

/// <summary>Writes neighbours, or one element.</summary>
internal sealed record Store(KernelArray Array, Expression Address, Expression Value, bool IsLane) : Statement;

/// <summary>Adds to what stands there.</summary>
internal sealed record AddTo(KernelArray Array, Expression Address, Expression Value, bool IsLane) : Statement;

/// <summary>For each element, writes at address + index · stride + element · step, or adds to what stands there.</summary>
internal sealed record Scatter(
    KernelArray Array, Expression Address, Expression Index, Expression Stride, Expression Step, Expression Value, bool IsAdded) : Statement;

/// <summary>Sets a run of elements to 0.</summary>
internal sealed record Clear(KernelArray Array, Expression Address, Expression Length) : Statement;

/// <summary>Adds the elements of a row to those from an address on.</summary>
internal sealed record AddRow(KernelArray Row, KernelArray Array, Expression Address, Expression Length) : Statement;

/// <summary>Marks the labels of a list in the membership array, or unmarks them.</summary>
internal sealed record Mark(KernelArray Membership, KernelArray List, Expression Address, Expression Length, bool On) : Statement;

/// <summary>Adds the loss of the sample, or of the samples in the lane, to the numerator, and stores it where asked.</summary>
/// <param name="Sum">Of losses along the lane of one sample, what the loop adds them up in.</param>
internal sealed record Finish(Expression? Value, Expression? Divisor, Expression Address, bool IsLane, Variable? Sum = null) : Statement;

/// <summary>Remembers a value outside the declared domain.</summary>
internal sealed record Violation(Variable Mask, Expression Outside) : Statement;

/// <summary>variable = extreme(value, variable), of which a value that is NaN changes nothing.</summary>
/// <param name="Extreme">MinOrSecond or MaxOrSecond.</param>
internal sealed record Remember(Variable Variable, string Extreme, Expression Value) : Statement;

/// <summary>Leaves the sample: the next one.</summary>
internal sealed record Skip() : Statement;

internal sealed class Block
{
    public List<Statement> Statements { get; } = [];
}

/// <summary>true or false.</summary>
internal sealed record Truth(bool Value) : Expression(ValueKind.Bool);

/// <summary>The number of elements of a lane.</summary>
internal sealed record LaneWidth() : Expression(ValueKind.Integer);

/// <summary>Adds the elements of a lane of samples to one element that the batch shares.</summary>
internal sealed record AddSum(KernelArray Array, Expression Address, Expression Value) : Statement;
