using LossGen.Generator.Functions;

namespace LossGen.Generator.Lowering;

/// <summary>
/// Which loops take several indices at a time. A short inner loop that adds to one sum waits for each addition before the next,
/// and loads for each index what all of them need: of sum[d](x[d]*w[c, d]) for every c, four at a time load x once. The loop then
/// is a method of its own where it can be, so that the JIT inlines in it whatever else the kernel holds.
/// </summary>
internal static class Jamming
{
    /// <summary>The lane calls of an inner body beyond which it has work enough to do while an addition waits.</summary>
    private const int ShortBody = 24;

    /// <summary>Sums that an inner loop may add to at once: of the registers, of which some machines have sixteen, half.</summary>
    private const int MostSums = 8;

    /// <summary>Takes the loops of a block, and what they add from the lane calls that are left to the kernel.</summary>
    public static void Apply(Block block, Catalogue catalogue, List<string>? notes, ref int left)
    {
        for (int i = 0; i < block.Statements.Count; i++)
        {
            switch (block.Statements[i])
            {
                case If @if:
                    Apply(@if.Then, catalogue, notes, ref left);
                    if (@if.Else is not null)
                        Apply(@if.Else, catalogue, notes, ref left);
                    break;
                case Loop loop:
                    if (Of(loop, catalogue, notes, mayBeApart: true, ref left) is { } jammed)
                        block.Statements[i] = jammed;
                    else if (!loop.IsLane)
                        Apply(loop.Body, catalogue, notes, ref left);
                    break;
            }
        }
    }

    /// <summary>The loop with what takes several of its indices at a time; null where that is nothing to gain, or doesn't fit.</summary>
    /// <param name="mayBeApart">Whether it may become a method.</param>
    public static Loop? Of(Loop loop, Catalogue catalogue, List<string>? notes, bool mayBeApart, ref int left)
    {
        if (!HasLoop(loop.Body))
            return null;
        var body = new BodyOf(loop, catalogue);
        if (!body.IsFit || body.Sums == 0)
            return null;
        bool isApart = mayBeApart && body.WritesOnlyToMemory;
        int before = LaneCallCount.Inside(loop);
        for (int count = 4; count > 1; count /= 2)
        {
            if (count * body.Sums > MostSums)
                continue;
            var jammed = loop with { Several = Jam.Of(loop, count), IsApart = isApart };
            int calls = LaneCallCount.Inside(jammed);
            int room = (isApart ? Kernel.ManyLaneCalls : left + before) - calls;
            if (room < 0)
                continue;
            Peeling.Apply(jammed.Several.Body, ref room);
            Peeling.Apply(jammed.Body, ref room);
            left = isApart ? left + before : room;
            notes?.Add($"{loop.Index.Hint}: {count} {(loop.IsLane ? "lanes" : "indices")} at a time, each with its own sums in the loop inside"
                + (isApart ? $", in a method of its own of {Kernel.ManyLaneCalls - room} lane calls" : ""));
            return jammed;
        }

        return null;
    }

    private static bool HasLoop(Block block) => block.Statements.Exists(
        static statement => statement is Loop || statement is If @if && (HasLoop(@if.Then) || @if.Else is not null && HasLoop(@if.Else)));

    /// <summary>What there is in the body of a loop.</summary>
    private sealed class BodyOf
    {
        private readonly Catalogue _catalogue;
        private readonly HashSet<Variable> _changing = [];

        /// <summary>Whether the statement that is looked at is there for some indices only.</summary>
        private bool _isChoice;

        private readonly HashSet<Variable> _declared = [];
        private readonly HashSet<(ArrayRole, string)> _read = [];
        private readonly HashSet<(ArrayRole, string)> _written = [];

        public BodyOf(Loop loop, Catalogue catalogue)
        {
            _catalogue = catalogue;
            WritesOnlyToMemory = loop.Sums.IsEmpty;
            _changing.Add(loop.Index);
            Look(loop.Body, null);
            IsFit &= !_read.Overlaps(_written);
        }

        /// <summary>Whether statements of one index may stand before those of the one before it, and the inner loops are alike and short.</summary>
        public bool IsFit { get; private set; } = true;

        /// <summary>Whether no variable from outside is set.</summary>
        public bool WritesOnlyToMemory { get; private set; }

        /// <summary>The most sums that one inner loop adds to.</summary>
        public int Sums { get; private set; }

        /// <param name="inner">The inner loop that the block belongs to.</param>
        private void Look(Block block, Loop? inner)
        {
            foreach (var statement in block.Statements)
                Look(statement, inner);
        }

        private void Look(Statement statement, Loop? inner)
        {
            switch (statement)
            {
                case Comment:
                    break;
                case Skip:
                    IsFit &= inner is not null && !_isChoice;
                    break;
                case Let let:
                    Read(let.Value, inner);
                    _declared.Add(let.Variable);
                    if (Changes(let.Value))
                        _changing.Add(let.Variable);
                    break;
                case LetFamily family:
                    Read(family.Argument, inner);
                    IsFit &= inner is null;
                    foreach (var variable in family.Others.OfType<Variable>().Prepend(family.First))
                    {
                        _declared.Add(variable);
                        if (Changes(family.Argument))
                            _changing.Add(variable);
                    }

                    break;
                case Declare declare:
                    Read(declare.Start, inner);
                    _declared.Add(declare.Variable);
                    _changing.Add(declare.Variable);
                    break;
                case Assign assign:
                    Read(assign.Value, inner);
                    IsFit &= _declared.Contains(assign.Variable);
                    break;
                case Accumulate accumulate:
                    Read(accumulate.Where, inner);
                    Read(accumulate.Value, inner);
                    WritesOnlyToMemory &= _declared.Contains(accumulate.Variable);
                    break;
                case Store store:
                    Read(store.Address, inner);
                    Read(store.Value, inner);
                    Write(store.Array);
                    break;
                case AddTo add:
                    Read(add.Address, inner);
                    Read(add.Value, inner);
                    Write(add.Array);
                    break;
                case If @if:
                    Read(@if.Condition, inner);
                    bool isChoice = _isChoice;
                    _isChoice |= Changes(@if.Condition);
                    Look(@if.Then, inner);
                    if (@if.Else is not null)
                        Look(@if.Else, inner);
                    _isChoice = isChoice;
                    break;
                case Loop loop when inner is null && !_isChoice:
                    Look(loop);
                    break;
                default:
                    IsFit = false;
                    break;
            }
        }

        private void Look(Loop loop)
        {
            Read(loop.Extent, null);
            Read(loop.First, null);
            IsFit &= !Changes(loop.Extent) && LaneCallCount.Of(loop.Body) <= ShortBody;
            foreach (var sum in loop.Sums)
            {
                _declared.Add(sum.Lane);
                _changing.Add(sum.Lane);
            }

            Look(loop.Body, loop);
            Sums = Math.Max(Sums, AccumulatedIn(loop.Body).Distinct().Count());
        }

        private static IEnumerable<Variable> AccumulatedIn(Block block) => block.Statements.SelectMany(static statement => statement switch
        {
            Accumulate accumulate => [accumulate.Variable],
            If @if => AccumulatedIn(@if.Then).Concat(@if.Else is null ? [] : AccumulatedIn(@if.Else)),
            _ => [],
        });

        private bool Changes(Expression expression) => expression.Uses(_changing.Contains);

        private void Read(Expression? expression, Loop? inner) => expression?.ForEachPart(part =>
        {
            var array = part switch
            {
                LoadLane load => load.Array,
                LoadBroadcast load => load.Array,
                Gather gather => gather.Array,
                _ => null,
            };
            if (array is not null)
                _read.Add((array.Role, array.Name));

            // What takes long keeps the machine busy by itself.
            if (inner is not null && part is LaneCall call && _catalogue.Functions.Any(f => f.Runtime == call.Member && f.Cost >= KernelBuilder.CostlyFrom))
                IsFit = false;
        });

        /// <summary>Two statements that write to one array may write to one place, and would no longer do it in their order.</summary>
        private void Write(KernelArray array) => IsFit &= _written.Add((array.Role, array.Name));
    }
}
