using System.Collections.Immutable;
using LossGen.Generator.Algebra;

namespace LossGen.Generator.Lowering;

/// <summary>The operations on lanes in the text of a kernel: past some number of locals the JIT stops inlining.</summary>
internal static class LaneCallCount
{
    /// <summary>A maximum or minimum that looks for NaN is made of so many.</summary>
    private const int Extreme = 4;

    public static int Of(Block block)
    {
        int calls = 0;
        foreach (var statement in block.Statements)
            calls += Of(statement);
        return calls;
    }

    private static int Of(Statement statement) => statement switch
    {
        Let let => Of(let.Value),
        LetFamily family => 1 + Of(family.Argument),
        Declare declare => declare.Start is null ? 0 : Of(declare.Start),
        Assign assign => Of(assign.Value),
        If @if => Of(@if.Then) + (@if.Else is null ? 0 : Of(@if.Else)),
        Loop { IsApart: true } => 0,
        Loop loop => Inside(loop),
        Accumulate accumulate => (accumulate.Kind is ReduceKind.Max or ReduceKind.Min ? 1 + Extreme : 2) + Of(accumulate.Value) + (accumulate.Where is null ? 0 : 1 + Of(accumulate.Where)),
        Store store => 1 + Of(store.Value),
        AddTo add => 3 + Of(add.Value),
        AddSum add => 2 + Of(add.Value),
        Scatter scatter => 1 + Of(scatter.Value),
        Finish finish => 3 + (finish.Value is null ? 0 : Of(finish.Value)) + (finish.Divisor is null ? 0 : 2 + Of(finish.Divisor)),
        Violation violation => 1 + Of(violation.Outside),
        Remember remember => 1 + Of(remember.Value),
        _ => 0,
    };

    /// <summary>Of a loop, in whatever method it is.</summary>
    public static int Inside(Loop loop) =>
        (loop.IsPeeled ? 2 : 1) * Of(loop.Body) + (loop.Several is null ? 0 : Of(loop.Several.Body)) + 2 * loop.Sums.Length;

    private static int Of(Expression expression) => expression switch
    {
        LaneNumber => 1,
        Infix infix => (infix.Kind is ValueKind.Lane or ValueKind.Mask ? 1 : 0) + Of(infix.Left) + Of(infix.Right),
        Prefix prefix => (prefix.Kind is ValueKind.Lane or ValueKind.Mask ? 1 : 0) + Of(prefix.Operand),
        LaneCall call => (call.Member is "Max" or "Min" ? Extreme : 1) + Of(call.Arguments),
        Conditional conditional => Of(conditional.WhenTrue) + Of(conditional.WhenFalse),
        LoadLane or LoadBroadcast or Gather or GatherLabels or LoadLabels or Indices or ListLengths => 1,
        FromInteger or FromDouble or ToMask => 1,
        _ => 0,
    };

    private static int Of(ImmutableArray<Expression> arguments)
    {
        int calls = 0;
        foreach (var argument in arguments)
            calls += Of(argument);
        return calls;
    }
}
