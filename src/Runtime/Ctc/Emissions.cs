using System.Numerics;
using System.Runtime.CompilerServices;
using LossGen.Lanes;

namespace LossGen.Ctc;

/// <summary>From the scores of a sample to the rows of emissions: the probability of each label, and of blank, by frame.</summary>
internal static unsafe class Emissions<TLane, T>
    where TLane : struct, ILane<TLane, T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    // How far ahead the scores of labels are asked for: enough for several to be under way at once.
    private const int FramesAhead = 4;

    /// <summary>Whether a row of scores fits into a table in registers, from which the labels are picked.</summary>
    internal static bool FitsTable(int classes)
        => Table<TLane, T>.IsSupported && classes <= Table<TLane, T>.Capacity;

    /// <summary>
    /// All classes of a frame at once. Of logits the softmax is taken, and left in <see cref="Workspace{T}.Probabilities"/>.
    /// </summary>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    internal static void FromTable(in Sample<T> sample, in Lattice lattice, in Workspace<T> workspace)
    {
        var shape = new TableShape<TLane, T>(sample.Classes);
        T* places = workspace.Places;
        for (int column = 0; column < lattice.Columns; column++)
            Table<TLane, T>.SetPlace(places, column, shape.Place(sample.Labels[Math.Min(column, lattice.S)]));

        bool logits = sample.Entry == Entry.Logits;
        T leastOfAll = T.CreateTruncating(Precision<T>.LeastEmission);
        TLane least = TLane.Broadcast(leastOfAll);
        T* emissions = workspace.Rows.Emissions;
        T* blanks = workspace.Rows.BlankEmissions;
        int* exponents = workspace.Rows.Exponents;
        nint lastLane = (nint)(lattice.Lanes - 1) * TLane.Count;
        TLane isLabel = TLane.First(lattice.S - (int)lastLane);
        TLane zero = TLane.Constant(0);
        int blank = shape.Place(sample.Blank);
        T* row = workspace.Row;
        for (int t = 0; t < lattice.T; t++)
        {
            if (logits)
            {
                if (t % TLane.Count == 0)
                    Softmaxes(sample, workspace, shape, t, Math.Min(t + TLane.Count, lattice.T));
                row = workspace.Probabilities + t * (nint)shape.Length;
            }
            else
            {
                T* scores = sample.Scores + t * sample.Stride;
                T* ahead = scores + Math.Min(FramesAhead, lattice.T - 1 - t) * sample.Stride;
                for (nint at = 0; at < shape.WholeEnd; at += TLane.Count)
                {
                    Instructions.Prefetch(ahead + at);
                    TLane.Store(TLane.Exp(TLane.Load(ref *scores, at)), ref *row, at);
                }

                Instructions.Prefetch(ahead + sample.Classes - 1);
                TLane end = TLane.Exp(Edge.Load<TLane, T>(ref *scores, shape.LastAt, shape.LastCount));
                TLane.Store(end, ref *row, shape.WholeEnd);
            }

            var table = new Table<TLane, T>(ref *row, shape.Lanes);
            int first = workspace.Rows.FirstColumns[t] / TLane.Count;
            TLane top = zero;
            for (int lane = first; lane < lattice.Lanes - 1; lane++)
            {
                nint at = (nint)lane * TLane.Count;
                TLane picked = TLane.MaxOrSecond(least, table.Pick(TLane.Load(ref *places, at)));
                top = TLane.MaxOrSecond(picked, top);
                TLane.Store(picked, ref *emissions, at);
            }

            // The last lane has places of blank behind the labels.
            TLane lastPicked = TLane.MaxOrSecond(least, table.Pick(TLane.Load(ref *places, lastLane)));
            top = TLane.MaxOrSecond(lastPicked, top);
            TLane.Store(TLane.Select(isLabel, lastPicked, zero), ref *emissions, lastLane);
            blanks[t] = Larger(leastOfAll, row[blank]);
            exponents[t] = Precision<T>.Exponent(Across.Largest<TLane, T>(top));
            emissions += lattice.Columns;
        }
    }

    // Several frames at once, so that the many steps from scores to probabilities of one overlap with those of others.
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    private static void Softmaxes(
        in Sample<T> sample, in Workspace<T> workspace, in TableShape<TLane, T> shape, int start, int end)
    {
        TLane lowest = TLane.Constant(double.NegativeInfinity);
        TLane zero = TLane.Constant(0);
        nint wholeEnd = shape.WholeEnd;
        nint lastAt = shape.LastAt;
        int lastCount = shape.LastCount;

        // The last lane repeats some of the lane before it, or has elements behind the last class.
        TLane isNew = TLane.GreaterOrEqual(TLane.Indices(lastAt), TLane.Constant(wholeEnd)) & TLane.First(lastCount);
        T* sums = workspace.Sums;
        T* powers = workspace.Probabilities + start * (nint)shape.Length;
        for (int t = start; t < end; t++, powers += shape.Length)
        {
            T* scores = sample.Scores + t * sample.Stride;
            T* ahead = scores + Math.Min(FramesAhead, sample.Frames - 1 - t) * sample.Stride;
            TLane last = Edge.Load<TLane, T>(ref *scores, lastAt, lastCount);
            TLane largest = TLane.Select(isNew, last, lowest);
            for (nint at = 0; at < wholeEnd; at += TLane.Count)
            {
                Instructions.Prefetch(ahead + at);
                largest = TLane.MaxOrSecond(TLane.Load(ref *scores, at), largest);
            }

            Instructions.Prefetch(ahead + sample.Classes - 1);
            largest = TLane.Broadcast(Across.Largest<TLane, T>(largest));
            last = TLane.Exp(last - largest);
            TLane sum = TLane.Select(isNew, last, zero);
            TLane.Store(last, ref *powers, wholeEnd);
            for (nint at = 0; at < wholeEnd; at += TLane.Count)
            {
                TLane power = TLane.Exp(TLane.Load(ref *scores, at) - largest);
                sum += power;
                TLane.Store(power, ref *powers, at);
            }

            sums[t] = Across.Sum<TLane, T>(sum);
        }

        powers = workspace.Probabilities + start * (nint)shape.Length;
        for (int t = start; t < end; t++, powers += shape.Length)
        {
            TLane inverse = TLane.Constant(1) / TLane.Broadcast(sums[t]);
            for (nint at = 0; at <= wholeEnd; at += TLane.Count)
                TLane.Store(TLane.Load(ref *powers, at) * inverse, ref *powers, at);
        }
    }

    // NaN if the second is.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static T Larger(T first, T second) => first > second ? first : second;

    /// <summary>
    /// The scores of the labels alone, one by one. Of logits, what a frame was reduced by is left in
    /// <see cref="Workspace{T}.Offsets"/>.
    /// </summary>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    internal static void Gathered(in Sample<T> sample, in Lattice lattice, in Workspace<T> workspace)
    {
        bool logits = sample.Entry == Entry.Logits;
        TLane least = TLane.Constant(Precision<T>.LeastLogEmission);
        T* gathered = workspace.Gathered;
        T* emissions = workspace.Rows.Emissions;
        T* blanks = workspace.Rows.BlankEmissions;
        int* exponents = workspace.Rows.Exponents;
        nint lastLane = (nint)(lattice.Lanes - 1) * TLane.Count;
        TLane isLabel = TLane.First(lattice.S - (int)lastLane);
        TLane zero = TLane.Constant(0);
        int labels = lattice.S;
        int* classes = sample.Labels;
        new Span<T>(gathered, lattice.Columns).Fill(T.NegativeInfinity);
        for (int t = 0; t < lattice.T; t++)
        {
            // Of many classes each label's score is a line of memory of its own, and where the last ones are the next ones aren't.
            T* scores = sample.Scores + t * sample.Stride;
            T* ahead = scores + Math.Min(FramesAhead, lattice.T - 1 - t) * sample.Stride;
            for (int k = workspace.Rows.FirstColumns[t]; k <= labels; k++)
            {
                Instructions.Prefetch(ahead + classes[k]);
                gathered[k] = scores[classes[k]];
            }

            int first = workspace.Rows.FirstColumns[t] / TLane.Count;
            TLane offset = zero;
            if (logits)
            {
                offset = TLane.Load(ref *gathered, (nint)(lattice.Lanes - 1) * TLane.Count);
                for (int lane = first; lane < lattice.Lanes - 1; lane++)
                    offset = TLane.MaxOrSecond(TLane.Load(ref *gathered, (nint)lane * TLane.Count), offset);
                T largest = Across.Largest<TLane, T>(offset);
                workspace.Offsets[t] = largest;
                offset = TLane.Broadcast(largest);
            }

            TLane top = zero;
            for (int lane = first; lane < lattice.Lanes - 1; lane++)
            {
                nint at = (nint)lane * TLane.Count;
                TLane emission = TLane.Exp(TLane.MaxOrSecond(least, TLane.Load(ref *gathered, at) - offset));
                top = TLane.MaxOrSecond(emission, top);
                TLane.Store(emission, ref *emissions, at);
            }

            // The last lane has blank behind the labels.
            TLane lastEmission = TLane.Exp(TLane.MaxOrSecond(least, TLane.Load(ref *gathered, lastLane) - offset));
            top = TLane.MaxOrSecond(lastEmission, top);
            TLane.Store(TLane.Select(isLabel, lastEmission, zero), ref *emissions, lastLane);
            TLane.Store(lastEmission, ref *workspace.Row, 0);
            blanks[t] = workspace.Row[labels - (int)lastLane];
            exponents[t] = Precision<T>.Exponent(Across.Largest<TLane, T>(top));
            emissions += lattice.Columns;
        }
    }
}
