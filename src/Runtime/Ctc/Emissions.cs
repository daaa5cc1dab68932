using System.Numerics;
using System.Runtime.CompilerServices;
using LossGen.Lanes;

namespace LossGen.Ctc;

/// <summary>From the scores of a sample to the rows of emissions: the probability of each label, and of blank, by frame.</summary>
internal static unsafe class Emissions<TLane, T>
    where TLane : struct, ILane<TLane, T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>Whether a row of scores fits into a table in registers, from which the labels are picked.</summary>
    internal static bool FitsTable(int classes)
        => Table<TLane, T>.IsSupported && classes <= Table<TLane, T>.Capacity;

    /// <summary>
    /// All classes of a frame at once. Of logits the softmax is taken, and left in the gradient, times the upstream gradient,
    /// if there is one.
    /// </summary>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    internal static void FromTable(in Sample<T> sample, in Lattice lattice, in Workspace<T> workspace)
    {
        int classes = sample.Classes;
        int lanes = (classes + TLane.Count - 1) / TLane.Count;
        int rest = classes - (lanes - 1) * TLane.Count;
        bool logits = sample.Entry == Entry.Logits;
        TLane upstream = TLane.Constant(sample.Upstream);
        TLane least = TLane.Constant(Precision<T>.LeastEmission);
        TLane one = TLane.Constant(1);
        TLane lowest = TLane.Constant(double.NegativeInfinity);
        TLane real = TLane.First(rest);
        T* row = workspace.Row;
        T* places = workspace.Places;
        T* emissions = workspace.Rows.Emissions;
        T* blanks = workspace.Rows.BlankEmissions;
        int* exponents = workspace.Rows.Exponents;
        nint lastLane = (nint)(lattice.Lanes - 1) * TLane.Count;
        TLane isLabel = TLane.First(lattice.S - (int)lastLane);
        TLane zero = TLane.Constant(0);
        for (int t = 0; t < lattice.T; t++)
        {
            T* scores = sample.Scores + t * sample.Stride;
            if (logits)
            {
                TLane largest = TLane.Select(real, TLane.Load(ref *scores, (nint)(lanes - 1) * TLane.Count, rest), lowest);
                TLane end = largest;
                for (int lane = 0; lane < lanes - 1; lane++)
                    largest = TLane.MaxOrSecond(TLane.Load(ref *scores, (nint)lane * TLane.Count), largest);
                largest = TLane.Broadcast(Across.Largest<TLane, T>(largest));

                TLane sum = TLane.Exp(end - largest);
                TLane.Store(sum, ref *row, (nint)(lanes - 1) * TLane.Count);
                for (int lane = 0; lane < lanes - 1; lane++)
                {
                    TLane power = TLane.Exp(TLane.Load(ref *scores, (nint)lane * TLane.Count) - largest);
                    sum += power;
                    TLane.Store(power, ref *row, (nint)lane * TLane.Count);
                }

                TLane inverse = one / TLane.Broadcast(Across.Sum<TLane, T>(sum));
                for (int lane = 0; lane < lanes; lane++)
                {
                    nint at = (nint)lane * TLane.Count;
                    TLane probability = TLane.Load(ref *row, at) * inverse;
                    TLane.Store(TLane.MaxOrSecond(least, probability), ref *row, at);
                    if (sample.Gradient == null)
                        continue;
                    T* gradient = sample.Gradient + t * sample.Stride;
                    if (lane < lanes - 1)
                        TLane.Store(probability * upstream, ref *gradient, at);
                    else
                        TLane.Store(probability * upstream, ref *gradient, at, rest);
                }
            }
            else
            {
                for (int lane = 0; lane < lanes - 1; lane++)
                {
                    nint at = (nint)lane * TLane.Count;
                    TLane.Store(TLane.MaxOrSecond(least, TLane.Exp(TLane.Load(ref *scores, at))), ref *row, at);
                }

                nint final = (nint)(lanes - 1) * TLane.Count;
                TLane.Store(TLane.MaxOrSecond(least, TLane.Exp(TLane.Load(ref *scores, final, rest))), ref *row, final);
            }

            var table = new Table<TLane, T>(ref *row, lanes);
            int first = workspace.Rows.FirstColumns[t] / TLane.Count;
            TLane top = zero;
            for (int lane = first; lane < lattice.Lanes - 1; lane++)
            {
                nint at = (nint)lane * TLane.Count;
                TLane picked = table.Pick(TLane.Load(ref *places, at));
                top = TLane.MaxOrSecond(picked, top);
                TLane.Store(picked, ref *emissions, at);
            }

            // The last lane has places of blank behind the labels.
            TLane lastPicked = table.Pick(TLane.Load(ref *places, lastLane));
            top = TLane.MaxOrSecond(lastPicked, top);
            TLane.Store(TLane.Select(isLabel, lastPicked, zero), ref *emissions, lastLane);
            blanks[t] = row[sample.Blank];
            exponents[t] = Precision<T>.Exponent(Across.Largest<TLane, T>(top));
            emissions += lattice.Columns;
        }
    }

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
            T* scores = sample.Scores + t * sample.Stride;
            for (int k = workspace.Rows.FirstColumns[t]; k <= labels; k++)
                gathered[k] = scores[classes[k]];

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
