using System.Numerics;
using System.Runtime.CompilerServices;
using LossGen.Lanes;

namespace LossGen.Ctc;

/// <summary>A sample in scaled probabilities of its own precision: the way nearly every sample takes.</summary>
internal static unsafe class ScaledSample<TLane, T>
    where TLane : struct, ILane<TLane, T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>
    /// Computes loss and gradient, and returns whether they are proved; if not, both are void.
    /// </summary>
    internal static bool TryRun(in Sample<T> sample, T* scratch, out double loss)
    {
        var lattice = new Lattice(sample.Frames, sample.LabelCount, TLane.Count);
        var workspace = new Workspace<T>(scratch, lattice, sample.Classes);
        var recursion = new Recursion<TLane, T>(lattice, workspace.Rows, sample.Labels);

        bool fitsTable = Emissions<TLane, T>.FitsTable(sample.Classes);
        bool wanted = sample.Gradient != null;
        if (fitsTable)
            Emissions<TLane, T>.FromTable(sample, lattice, workspace);
        else
            Emissions<TLane, T>.Gathered(sample, lattice, workspace);

        loss = -Recursion<TLane, T>.Forward(recursion, out T largest);

        bool proved;
        if (!wanted)
        {
            NoPosteriors<T> none = default;
            proved = Recursion<TLane, T>.Backward(recursion, largest, ref none);
            if (proved && !fitsTable && sample.Entry == Entry.Logits)
                SumRows(sample, workspace);
        }
        else if (fitsTable && TablePosteriors<TLane, T>.TryCreate(sample, lattice, workspace, out TablePosteriors<TLane, T> table))
        {
            proved = Recursion<TLane, T>.Backward(recursion, largest, ref table);
        }
        else
        {
            var rows = new RowPosteriors<TLane, T>(sample, workspace);
            proved = Recursion<TLane, T>.Backward(recursion, largest, ref rows);
        }

        if (!fitsTable && sample.Entry == Entry.Logits)
            loss += Normalisers(workspace, sample.Frames);
        return proved;
    }

    private static void SumRows(in Sample<T> sample, in Workspace<T> workspace)
    {
        for (int t = 0; t < sample.Frames; t++)
        {
            T* scores = sample.Scores + t * sample.Stride;
            T* next = t == sample.Frames - 1 ? scores : scores + sample.Stride;
            workspace.Sums[t] = Softmax<TLane, T>.Powers(scores, workspace.Row, sample.Classes, next, out T largest);
            workspace.Offsets[t] = largest - workspace.Offsets[t];
        }
    }

    /// <summary>The sum over the frames of log Σ exp(logit), less what the emissions were reduced by.</summary>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    private static double Normalisers(in Workspace<T> workspace, int frames)
    {
        double total = 0;
        for (int t = 0; t < frames; t += TLane.Count)
        {
            int count = Math.Min(TLane.Count, frames - t);
            TLane logarithms = TLane.Log(TLane.Load(ref *workspace.Sums, t, count));
            TLane terms = logarithms + TLane.Load(ref *workspace.Offsets, t, count);
            total += TLane.Sum(TLane.Select(TLane.First(count), terms, TLane.Constant(0)));
        }

        return total;
    }
}
