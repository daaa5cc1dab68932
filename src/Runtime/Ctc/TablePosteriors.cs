using System.Numerics;
using System.Runtime.CompilerServices;
using LossGen.Lanes;

namespace LossGen.Ctc;

/// <summary>
/// The gradient where all classes of a frame fit into registers: the products of the labels are a table from which each class
/// picks its own, in as many rounds as a label occurs.
/// </summary>
internal readonly unsafe struct TablePosteriors<TLane, T> : IPosteriors<TablePosteriors<TLane, T>, T>
    where TLane : struct, ILane<TLane, T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    // How far ahead a row of the gradient is asked for.
    private const int FramesAhead = 4;

    private readonly Sample<T> _sample;
    private readonly Workspace<T> _workspace;
    private readonly Lattice _lattice;
    private readonly TableShape<TLane, T> _shape;
    private readonly int _blocks;
    private readonly int _blockLanes;
    private readonly int _rounds;
    private readonly T _upstream;

    private TablePosteriors(in Sample<T> sample, in Lattice lattice, in Workspace<T> workspace)
    {
        _sample = sample;
        _lattice = lattice;
        _workspace = workspace;
        _shape = new(sample.Classes);
        _blocks = Workspace<T>.Blocks(lattice);
        _blockLanes = BlockLanes(lattice, _blocks);
        _rounds = FillRounds(sample, lattice, workspace, _shape);
        new Span<T>(workspace.Blank, _shape.Length).Clear();
        _upstream = T.CreateTruncating(sample.Upstream);
        workspace.Blank[_shape.Place(sample.Blank)] = T.One;
        if (sample.Blank < _shape.WholeEnd)
            workspace.Blank[sample.Blank] = T.One;
    }

    /// <summary>Prepares the tables; not if a label occurs too often.</summary>
    internal static bool TryCreate(
        in Sample<T> sample, in Lattice lattice, in Workspace<T> workspace, out TablePosteriors<TLane, T> posteriors)
    {
        posteriors = new TablePosteriors<TLane, T>(sample, lattice, workspace);
        return posteriors._rounds >= 0;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Take(ref TablePosteriors<TLane, T> posteriors, int t, T blank, T inverse)
    {
        TLane factor = TLane.Broadcast(-posteriors._upstream * inverse);
        TLane blanks = TLane.Broadcast(blank);
        T* gradient = posteriors._sample.Gradient + t * posteriors._sample.Stride;
        T* ahead = gradient - Math.Min(FramesAhead, t) * posteriors._sample.Stride;
        T* places = posteriors._workspace.Rounds;
        int rounds = posteriors._rounds;
        nint wholeEnd = posteriors._shape.WholeEnd;
        if (posteriors._blocks == 1)
        {
            var table = new Table<TLane, T>(ref *posteriors._workspace.Rows.Products, posteriors._lattice.Lanes);
            for (nint at = 0; at <= wholeEnd; at += TLane.Count)
            {
                TLane sum = blanks * TLane.Load(ref *posteriors._workspace.Blank, at);
                for (int round = 0; round < rounds; round++, places += TLane.Count)
                    sum += table.Pick(TLane.Load(ref *places, 0));
                Instructions.Prefetch(ahead + at);
                Write(posteriors, t, gradient, at, wholeEnd, sum * factor);
            }

            return;
        }

        for (nint at = 0; at <= wholeEnd; at += TLane.Count)
        {
            TLane sum = blanks * TLane.Load(ref *posteriors._workspace.Blank, at);
            for (int block = 0; block < posteriors._blocks; block++)
            {
                int start = block * posteriors._blockLanes;
                var table = new Table<TLane, T>(
                    ref *(posteriors._workspace.Rows.Products + (nint)start * TLane.Count),
                    Math.Min(posteriors._lattice.Lanes - start, posteriors._blockLanes));
                for (int round = 0; round < rounds; round++, places += TLane.Count)
                    sum += table.Pick(TLane.Load(ref *places, 0));
            }

            Instructions.Prefetch(ahead + at);
            Write(posteriors, t, gradient, at, wholeEnd, sum * factor);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Write(in TablePosteriors<TLane, T> posteriors, int t, T* gradient, nint at, nint wholeEnd, TLane value)
    {
        Entry entry = posteriors._sample.Entry;
        if (entry == Entry.Logits)
        {
            T* probabilities = posteriors._workspace.Probabilities + t * (wholeEnd + TLane.Count);
            value = TLane.MulAdd(TLane.Load(ref *probabilities, at), TLane.Broadcast(posteriors._upstream), value);
        }

        int count = TLane.Count;
        if (at == wholeEnd)
        {
            // The last lane ends with the last class, if there are as many.
            at = posteriors._shape.LastAt;
            count = posteriors._shape.LastCount;
        }

        if (entry == Entry.LogProbabilitiesOfLogits)
        {
            T* scores = posteriors._sample.Scores + t * posteriors._sample.Stride;
            value = TLane.MulAdd(
                TLane.Exp(Edge.Load<TLane, T>(ref *scores, at, count)), TLane.Broadcast(posteriors._upstream), value);
        }

        Edge.Store(value, ref *gradient, at, count);
    }

    /// <summary>
    /// Writes, round by round, the place of the next occurrence of each class among the labels of each table. A class that
    /// has none left points at a place that holds 0.
    /// </summary>
    /// <returns>The rounds, the same for all tables; -1 if they would be too many.</returns>
    private static int FillRounds(in Sample<T> sample, in Lattice lattice, in Workspace<T> workspace, in TableShape<TLane, T> shape)
    {
        int blocks = Workspace<T>.Blocks(lattice);
        int blockLabels = BlockLanes(lattice, blocks) * TLane.Count;
        T* places = workspace.Rounds;
        Span<int> counts = stackalloc int[Table<TLane, T>.Capacity];

        int rounds = 0;
        for (int block = 0; block < blocks; block++)
        {
            counts.Clear();
            int end = Math.Min((block + 1) * blockLabels, lattice.S);
            for (int k = block * blockLabels; k < end; k++)
                rounds = Math.Max(rounds, ++counts[sample.Labels[k]]);
        }

        if (rounds > Workspace<T>.MostRounds)
            return -1;

        for (int block = 0; block < blocks; block++)
        {
            counts.Clear();
            int start = block * blockLabels;

            // Behind all labels there is a column without one; tables before the last leave a lane empty.
            int empty = block == blocks - 1 ? lattice.S - start : blockLabels;
            for (int lane = 0; lane < shape.Lanes; lane++)
            {
                for (int index = 0; index < rounds * TLane.Count; index++)
                    Table<TLane, T>.SetPlace(places, Row(lane, block, 0) + index, empty);
            }

            int end = Math.Min(start + blockLabels, lattice.S);
            for (int k = start; k < end; k++)
            {
                int label = sample.Labels[k];
                int round = counts[label]++;
                Set(shape.Place(label), block, round, k - start);
                if (label < shape.WholeEnd)
                    Set(label, block, round, k - start);
            }
        }

        return rounds;

        int Row(int lane, int block, int round) => ((lane * blocks + block) * rounds + round) * TLane.Count;

        void Set(int index, int block, int round, int place)
            => Table<TLane, T>.SetPlace(places, Row(index / TLane.Count, block, round) + index % TLane.Count, place);
    }

    private static int BlockLanes(in Lattice lattice, int blocks)
        => blocks == 1 ? lattice.Lanes : Workspace<T>.TableLanes - 1;
}
