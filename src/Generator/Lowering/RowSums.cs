using System.Collections.Immutable;

namespace LossGen.Generator.Lowering;

/// <summary>
/// Turns a pass over the rows of a shared array inside out. Where each sample of the block adds a lane after the other to the
/// row's sum, each lane of the row goes through the samples instead: the sum is a register, and not loaded and stored for
/// every addition. The additions are the same, in the same order.
/// </summary>
internal sealed class RowSums
{
    /// <summary>The loop over the lanes of a row, of all loops in the pass the one.</summary>
    private Loop? _lanes;

    /// <summary>What the sums of arrays are in.</summary>
    private readonly Dictionary<string, Variable> _sums = [];

    private bool _isFit = true;

    private RowSums()
    {
    }

    /// <param name="samples">What is done for each sample.</param>
    /// <param name="rowEnd">What is done with the sums after the samples.</param>
    /// <returns>A loop over the lanes of a row that does all of it; null where samples do something else.</returns>
    public static Loop? Of(Block samples, Block rowEnd)
    {
        var turned = new RowSums();
        var inside = turned.Inside(samples, isInLane: false);
        if (!turned._isFit || turned._lanes is not { } lanes)
            return null;
        var body = new Block();
        body.Statements.AddRange(turned._sums.Values.Select(static sum => new Declare(sum, new LaneNumber(0))));
        body.Statements.Add(new Loop(KernelBuilder.Position, new Use(KernelBuilder.End), false, inside, ImmutableArray<BlockSum>.Empty) { First = new Use(KernelBuilder.First) });
        body.Statements.AddRange(turned.End(rowEnd).Statements);
        return lanes with { Body = body };
    }

    private Block Inside(Block block, bool isInLane)
    {
        var inside = new Block();
        foreach (var statement in block.Statements)
        {
            switch (statement)
            {
                case Let or LetFamily or Declare or Assign or Skip or Comment:
                    inside.Statements.Add(statement);
                    break;
                case If @if:
                    inside.Statements.Add(new If(@if.Condition, Inside(@if.Then, isInLane), @if.Else is null ? null : Inside(@if.Else, isInLane)));
                    break;
                case AddTo { Array.Role: ArrayRole.BlockSum, IsLane: true, Address: Use { Variable: var index } } add when isInLane && index == _lanes!.Index:
                    inside.Statements.Add(new Accumulate(Algebra.ReduceKind.Sum, SumOf(add.Array), null, add.Value, InLaneLoop: false));
                    break;
                case Loop { IsLane: true, Sums.IsEmpty: true } loop when !isInLane && (_lanes is null || _lanes.Extent.Equals(loop.Extent)):
                    _lanes ??= loop;
                    var (theirs, ours) = (loop.Index, _lanes.Index);
                    _isFit &= !loop.Body.Statements.Exists(static s => s is Loop);
                    if (_isFit)
                        inside.Statements.AddRange(Inside(theirs == ours ? loop.Body : loop.Body.With(
                            value => value.With(part => part is Use use && use.Variable == theirs ? new Use(ours) : null), static v => v), isInLane: true).Statements);
                    break;
                default:
                    _isFit = false;
                    break;
            }
        }

        return inside;
    }

    private Variable SumOf(KernelArray array)
    {
        if (!_sums.TryGetValue(array.Name, out var sum))
            _sums.Add(array.Name, sum = new Variable(array.Name, ValueKind.Lane));
        return sum;
    }

    private Block End(Block rowEnd)
    {
        var end = new Block();
        foreach (var statement in rowEnd.Statements)
        {
            end.Statements.Add(statement switch
            {
                If { Else: null } @if => new If(@if.Condition, End(@if.Then), null),
                AddRow add => new AddTo(add.Array, new Infix("+", add.Address, new Use(_lanes!.Index), ValueKind.Integer), new Use(SumOf(add.Row)), IsLane: true),
                _ => throw new InvalidOperationException("After the samples of a row its sums are added."),
            });
        }

        return end;
    }
}
