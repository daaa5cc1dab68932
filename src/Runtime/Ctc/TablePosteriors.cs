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
    private readonly Sample<T> _sample;
    private readonly Workspace<T> _workspace;
    private readonly Lattice _lattice;
    private readonly int _lanes;
    private readonly int _blocks;
    private readonly int _blockLanes;
    private readonly int _rounds;

    private TablePosteriors(in Sample<T> sample, in Lattice lattice, in Workspace<T> workspace)
    {
        _sample = sample;
        _lattice = lattice;
        _workspace = workspace;
        _lanes = (sample.Classes + TLane.Count - 1) / TLane.Count;
        _blocks = Workspace<T>.Blocks(lattice);
        _blockLanes = BlockLanes(lattice, _blocks);
        _rounds = FillRounds(sample, lattice, workspace, _lanes);
        new Span<T>(workspace.Blank, _lanes * TLane.Count).Clear();
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
        TLane upstream = TLane.Constant(posteriors._sample.Upstream);
        TLane factor = TLane.Broadcast(inverse) * upstream;
        TLane blanks = TLane.Broadcast(blank);
        T* gradient = posteriors._sample.Gradient + t * posteriors._sample.Stride;
        T* products = posteriors._workspace.Rows.Products;
        T* rounds = posteriors._workspace.Rounds;
        int lanes = posteriors._lanes;
        int blocks = posteriors._blocks;
        nint roundLength = (nint)lanes * TLane.Count;
        for (int lane = 0; lane < lanes; lane++)
        {
            nint at = (nint)lane * TLane.Count;
            TLane sum = blanks * TLane.Load(ref *posteriors._workspace.Blank, at);
            T* places = rounds + at;
            for (int block = 0; block < blocks; block++)
            {
                int start = block * posteriors._blockLanes;
                var table = new Table<TLane, T>(
                    ref *(products + (nint)start * TLane.Count),
                    Math.Min(posteriors._lattice.Lanes - start, posteriors._blockLanes));
                for (int round = 0; round < posteriors._rounds; round++, places += roundLength)
                    sum += table.Pick(TLane.Load(ref *places, 0));
            }

            int count = Math.Min(TLane.Count, posteriors._sample.Classes - (int)at);
            TLane value = -(sum * factor);
            if (posteriors._sample.Entry == Entry.Logits)
                value += TLane.Load(ref *gradient, at, count);
            else if (posteriors._sample.Entry == Entry.LogProbabilitiesOfLogits)
                value += TLane.Exp(TLane.Load(ref *(posteriors._sample.Scores + t * posteriors._sample.Stride), at, count)) * upstream;
            TLane.Store(value, ref *gradient, at, count);
        }
    }

    /// <summary>
    /// Writes, round by round, the place of the next occurrence of each class among the labels of each table. A class that
    /// has none left points at a place that holds 0.
    /// </summary>
    /// <returns>The rounds, the same for all tables; -1 if they would be too many.</returns>
    private static int FillRounds(in Sample<T> sample, in Lattice lattice, in Workspace<T> workspace, int lanes)
    {
        int blocks = Workspace<T>.Blocks(lattice);
        int blockLabels = BlockLanes(lattice, blocks) * TLane.Count;
        int classes = lanes * TLane.Count;
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
            for (int index = 0; index < rounds * classes; index++)
                Table<TLane, T>.SetPlace(workspace.Rounds, block * rounds * classes + index, empty);
            int end = Math.Min(start + blockLabels, lattice.S);
            for (int k = start; k < end; k++)
            {
                int label = sample.Labels[k];
                Table<TLane, T>.SetPlace(workspace.Rounds, (block * rounds + counts[label]++) * classes + label, k - start);
            }
        }

        return rounds;
    }

    private static int BlockLanes(in Lattice lattice, int blocks)
        => blocks == 1 ? lattice.Lanes : Workspace<T>.TableLanes - 1;
}
