using System.Collections.Immutable;

namespace LossGen.Generator.Lowering;

/// <summary>
/// Which loops over lanes are written twice, first for whole lanes and then for the rest: in a short body the question
/// whether a lane is whole costs up to half of the time, in a long one nothing; and what is written twice is inlined twice.
/// </summary>
internal static class Peeling
{
    /// <summary>The lane calls of a body up to which it is short.</summary>
    private const int ShortBody = 48;

    /// <summary>Marks the loops of a block, and takes what they add from the lane calls that are left.</summary>
    public static void Apply(Block block, ref int left)
    {
        for (int i = 0; i < block.Statements.Count; i++)
        {
            switch (block.Statements[i])
            {
                case If @if:
                    Apply(@if.Then, ref left);
                    if (@if.Else is not null)
                        Apply(@if.Else, ref left);
                    break;
                case Loop { Several: null } loop:
                    Apply(loop.Body, ref left);
                    if (loop.IsLane && IsPeeled(loop.Body, ref left))
                        block.Statements[i] = loop with { IsPeeled = true, Counters = TakeCounters(loop) };
                    break;
            }
        }
    }

    /// <summary>What counts the elements leaves the body: an addition takes its place, which converts nothing.</summary>
    private static ImmutableArray<Variable> TakeCounters(Loop loop)
    {
        var counters = loop.Body.Statements.OfType<Let>()
            .Where(let => let.Value is Indices { Index: Use { Variable: var index } } && index == loop.Index).ToArray();
        loop.Body.Statements.RemoveAll(counters.Contains);
        return counters.Select(static let => let.Variable).ToImmutableArray();
    }

    /// <summary>Whether a body is written twice; then its lane calls are taken from those that are left.</summary>
    public static bool IsPeeled(Block body, ref int left)
    {
        int calls = LaneCallCount.Of(body);
        if (calls > ShortBody || calls > left)
            return false;
        left -= calls;
        return true;
    }
}
