using System.Collections.Immutable;
using LossGen.Generator.Algebra;

namespace LossGen.Generator.Lowering;

/// <summary>
/// Which loops that look for a maximum or minimum take several lanes at a time: a comparison waits for the one before it longer
/// than all that it needs takes. So four lanes are compared with one another, and the greatest of them with what came before.
/// </summary>
internal static class Extremes
{
    private const int Lanes = 4;

    /// <summary>The lane calls of a body beyond which it has work enough to do while a comparison waits.</summary>
    private const int ShortBody = 8;

    /// <summary>Takes the loops of a block, and what they add from the lane calls that are left to the kernel.</summary>
    public static void Apply(Block block, List<string>? notes, ref int left)
    {
        for (int i = 0; i < block.Statements.Count; i++)
        {
            switch (block.Statements[i])
            {
                case If @if:
                    Apply(@if.Then, notes, ref left);
                    if (@if.Else is not null)
                        Apply(@if.Else, notes, ref left);
                    break;
                case Loop { Several: null } loop when IsFit(loop) && LaneCallCount.Of(loop.Body) is <= ShortBody and var calls && Lanes * calls <= left:
                    left -= Lanes * calls;
                    block.Statements[i] = loop with { Several = Of(loop) };
                    notes?.Add($"{loop.Index.Hint}: {Lanes} lanes at a time, compared with one another first");
                    break;
                case Loop { IsLane: false, Several: null } loop:
                    Apply(loop.Body, notes, ref left);
                    break;
            }
        }
    }

    private static bool IsFit(Loop loop) =>
        loop is { IsLane: true, Sums.IsEmpty: true } && loop.Body.Statements.TrueForAll(static statement => statement is Let or Accumulate { Kind: ReduceKind.Max or ReduceKind.Min });

    private static Several Of(Loop loop)
    {
        var several = Jam.Of(loop, Lanes);
        var accumulated = several.Body.Statements.OfType<Accumulate>().ToList();
        several.Body.Statements.RemoveAll(static statement => statement is Accumulate);
        foreach (var one in accumulated.GroupBy(static accumulate => accumulate.Variable))
        {
            var first = one.First();
            several.Body.Statements.Add(first with { Where = null, Value = one.Select(Candidate).Aggregate((left, right) => Call(first.Kind.ToString(), left, right)) });
        }

        return several;
    }

    /// <summary>What a statement compares, the identity where its condition fails.</summary>
    private static Expression Candidate(Accumulate accumulate) => accumulate.Where is null
        ? accumulate.Value
        : Call("Select", accumulate.Where, accumulate.Value, new LaneNumber(TermFactory.Identity(accumulate.Kind)));

    private static Expression Call(string member, params Expression[] arguments) => new LaneCall(member, arguments.ToImmutableArray(), ValueKind.Lane);
}
