using System.Numerics;
using System.Runtime.CompilerServices;
using LossGen.Lanes;

namespace LossGen.Ctc;

/// <summary>The forward and the backward recursion in scaled probabilities, lanes along the states.</summary>
/// <remarks>
/// <para>Rows are scaled by powers of two, which costs no accuracy: see <see cref="Scale{T}"/>.</para>
/// <para>No state that can still finish falls below <see cref="Precision{T}.Floor"/>. With α and β the rows so computed, all alignments together
/// have the probability Σ α(s)·β(s) at any frame; what the floor added there is at most Σ β(s) on the way forward and
/// Σ α(s) on the way back. An emission below the least there is adds as much, times the scale of its frame's emissions. So the
/// sum over the frames of 2 · states · largest state · that scale / Σ α(s)·β(s) bounds the relative error of the value and of
/// every posterior. Where the bound is small the result is proved, else it is void: an underflow that matters can't pass.</para>
/// </remarks>
internal readonly unsafe struct Recursion<TLane, T>
    where TLane : struct, ILane<TLane, T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly Lattice _lattice;
    private readonly Rows<T> _rows;

    /// <summary>Prepares the rows, of which the emissions are filled in by others.</summary>
    internal Recursion(in Lattice lattice, in Rows<T> rows, int* labels)
    {
        _lattice = lattice;
        _rows = rows;
        new Span<T>(rows.Skips, 2 * lattice.Columns).Clear();
        T square = T.CreateTruncating(lattice.Tilt * lattice.Tilt);
        for (int k = 1; k < lattice.S; k++)
        {
            if (labels[k] != labels[k - 1])
                rows.Skips[k] = rows.SkipsAbove[k - 1] = square;
        }

        // Backward, how many labels can be left behind: the one before takes a frame, and one more if it is the same.
        int column = Math.Max(lattice.S - 1, 0);
        int needed = 0;
        for (int t = lattice.T; t >= 0; t--)
        {
            while (column > 0)
            {
                int further = labels[column] == labels[column - 1] ? 2 : 1;
                if (needed + further > lattice.T - 1 - t)
                    break;
                needed += further;
                column--;
            }

            rows.FirstColumns[t] = t == lattice.T ? lattice.S : column;
        }
    }

    /// <summary>Fills the forward rows and returns the logarithm of the probability of all alignments.</summary>
    /// <param name="recursion">The sample.</param>
    /// <param name="largest">The largest state of all rows, the one before the start among them.</param>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    internal static double Forward(in Recursion<TLane, T> recursion, out T largest)
    {
        Lattice lattice = recursion._lattice;
        Rows<T> rows = recursion._rows;
        int columns = lattice.Columns;
        TLane floor = TLane.Constant(Precision<T>.Floor);
        TLane tilt = TLane.Constant(lattice.Tilt);
        TLane zero = TLane.Constant(0);
        TLane allTop = TLane.Broadcast(Scale<T>.Start);

        // Before the first frame there is blank 0 alone.
        var scale = new Scale<T>(lattice);
        T* blanks = rows.Forward;
        new Span<T>(blanks, 2 * columns).Clear();
        *blanks = Scale<T>.Start;
        int first = 0;

        for (int t = 0; t < lattice.T; t++)
        {
            T* labels = blanks + columns;
            T* nextBlanks = labels + columns;
            T* nextLabels = nextBlanks + columns;
            T* emissions = rows.Emissions + (nint)t * columns;

            int firstColumn = rows.FirstColumns[t];
            int before = first;
            first = firstColumn / TLane.Count;
            int last = lattice.LastColumn(t) / TLane.Count;
            int firstBlank = rows.FirstColumns[t + 1];
            bool partial = firstBlank > first * TLane.Count;
            TLane top = zero;
            TLane labelBelow = first > before ? TLane.Load(ref *labels, (nint)(first - 1) * TLane.Count) : zero;

            TLane scales = TLane.Broadcast(scale.Next(rows.Exponents[t]));
            TLane blankEmission = TLane.Broadcast(rows.BlankEmissions[t]) * scales;
            for (int lane = first; lane <= last; lane++)
            {
                nint at = (nint)lane * TLane.Count;
                TLane label = TLane.Load(ref *labels, at);
                TLane blank = TLane.Load(ref *blanks, at);
                TLane preceding = Neighbours.Below<TLane, T>(labelBelow, label);
                labelBelow = label;

                TLane nextLabel = TLane.MulAdd(
                    TLane.Load(ref *rows.Skips, at), preceding, TLane.MulAdd(tilt, blank, label));
                TLane nextBlank = TLane.MulAdd(tilt, preceding, blank);
                nextLabel = TLane.MaxOrSecond(floor, nextLabel * (TLane.Load(ref *emissions, at) * scales));
                nextBlank = TLane.MaxOrSecond(floor, nextBlank * blankEmission);
                if (partial)
                {
                    // What can't finish any more would only use up range.
                    TLane column = TLane.Indices(at);
                    nextLabel = TLane.Select(TLane.Less(column, TLane.Constant(firstColumn)), zero, nextLabel);
                    nextBlank = TLane.Select(TLane.Less(column, TLane.Constant(firstBlank)), zero, nextBlank);
                    partial = false;
                }

                top = TLane.MaxOrSecond(top, TLane.MaxOrSecond(nextLabel, nextBlank));
                TLane.Store(nextLabel, ref *nextLabels, at);
                TLane.Store(nextBlank, ref *nextBlanks, at);
            }

            // The next frame may reach one lane further.
            if (last + 1 < lattice.Lanes)
            {
                TLane.Store(zero, ref *nextLabels, (nint)(last + 1) * TLane.Count);
                TLane.Store(zero, ref *nextBlanks, (nint)(last + 1) * TLane.Count);
            }

            allTop = TLane.MaxOrSecond(allTop, top);
            if (scale.IsDue)
                scale.Saw(Across.Largest<TLane, T>(top));
            blanks = nextBlanks;
        }

        largest = Across.Largest<TLane, T>(allTop);

        // After the last frame the last blank, or the last label with one step more.
        double end = double.CreateTruncating(blanks[lattice.S]);
        if (lattice.S > 0)
            end += lattice.Tilt * double.CreateTruncating(blanks[columns + lattice.S - 1]);

        // The exponents cancel before they become logarithms. (Of 0, infinity and NaN the exponent doesn't matter.)
        int exponent = double.IsNormal(end) ? Math.ILogB(end) : 0;
        return Math.Log(Math.ScaleB(end, -exponent))
            + (exponent - scale.Exponent) * Precision<T>.LogOfTwo
            - 2.0 * lattice.S * Math.Log(lattice.Tilt);
    }

    /// <summary>
    /// Runs backward with one row of blanks and one of labels, hands the posteriors of each frame to
    /// <paramref name="posteriors"/>, and returns whether they and the value are proved.
    /// </summary>
    /// <param name="recursion">The sample, of which the forward rows are filled.</param>
    /// <param name="forwardLargest">The largest state of the forward rows.</param>
    /// <param name="posteriors">Takes the posteriors.</param>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    internal static bool Backward<TPosteriors>(
        in Recursion<TLane, T> recursion, T forwardLargest, ref TPosteriors posteriors)
        where TPosteriors : struct, IPosteriors<TPosteriors, T>
    {
        Lattice lattice = recursion._lattice;
        Rows<T> rows = recursion._rows;
        int columns = lattice.Columns;
        TLane floor = TLane.Constant(Precision<T>.Floor);
        TLane down = TLane.Constant(Math.ScaleB(1, -Precision<T>.ProductExponent));
        TLane tilt = TLane.Constant(lattice.Tilt);
        TLane zero = TLane.Constant(0);
        TLane allTop = TLane.Broadcast(Scale<T>.Start);

        // After the last frame there is blank S alone.
        var scale = new Scale<T>(lattice);
        T* blanks = rows.Blanks;
        T* labels = rows.Labels;
        new Span<T>(blanks, 2 * (columns + TLane.Count)).Clear();
        new Span<T>(rows.Products, columns).Clear();
        blanks[lattice.S] = Scale<T>.Start;

        TLane isLabel = TLane.First(lattice.S - (lattice.Lanes - 1) * TLane.Count);
        T inverses = T.Zero;
        T finite = T.Zero;
        for (int t = lattice.T - 1; t >= 0; t--)
        {
            T* forwardBlanks = rows.Forward + (nint)(t + 1) * 2 * columns;
            T* forwardLabels = forwardBlanks + columns;
            T* emissions = rows.Emissions + (nint)t * columns;
            int firstColumn = rows.FirstColumns[t];
            int firstBlank = rows.FirstColumns[t + 1];
            int first = firstColumn / TLane.Count;
            int last = lattice.LastColumn(t) / TLane.Count;
            bool partial = firstBlank > first * TLane.Count;

            int emissionExponent = rows.Exponents[t];
            TLane scales = TLane.Broadcast(scale.Next(emissionExponent));
            TLane blankEmission = TLane.Broadcast(rows.BlankEmissions[t]) * scales;
            TLane blankSum = zero;
            TLane labelSum = zero;
            TLane top = zero;
            TLane blank = TLane.Load(ref *blanks, (nint)first * TLane.Count);
            TLane label = TLane.Load(ref *labels, (nint)first * TLane.Count);
            for (int lane = first; lane <= last; lane++)
            {
                nint at = (nint)lane * TLane.Count;
                TLane blankAbove = TLane.Load(ref *blanks, at + TLane.Count);
                TLane labelAbove = TLane.Load(ref *labels, at + TLane.Count);
                TLane followingBlank = Neighbours.Above<TLane, T>(blank, blankAbove);
                TLane followingLabel = Neighbours.Above<TLane, T>(label, labelAbove);

                TLane nextBlank = TLane.MaxOrSecond(floor, TLane.MulAdd(tilt, label, blank));
                TLane nextLabel = TLane.MaxOrSecond(floor, TLane.MulAdd(
                    TLane.Load(ref *rows.SkipsAbove, at), followingLabel, TLane.MulAdd(tilt, followingBlank, label)));
                blank = blankAbove;
                label = labelAbove;
                if (partial)
                {
                    // What can't finish has no way back either, or the floor would find one.
                    TLane column = TLane.Indices(at);
                    nextLabel = TLane.Select(TLane.Less(column, TLane.Constant(firstColumn)), zero, nextLabel);
                    nextBlank = TLane.Select(TLane.Less(column, TLane.Constant(firstBlank)), zero, nextBlank);
                    partial = false;
                }

                TLane blankProduct = TLane.Load(ref *forwardBlanks, at) * down * nextBlank;
                TLane labelProduct = TLane.Load(ref *forwardLabels, at) * down * nextLabel;
                if (lane == lattice.Lanes - 1)
                    labelProduct = TLane.Select(isLabel, labelProduct, zero);
                blankSum += blankProduct;
                labelSum += labelProduct;
                TLane.Store(labelProduct, ref *rows.Products, at);

                nextBlank *= blankEmission;
                nextLabel *= TLane.Load(ref *emissions, at) * scales;
                top = TLane.MaxOrSecond(top, TLane.MaxOrSecond(nextLabel, nextBlank));
                TLane.Store(nextBlank, ref *blanks, at);
                TLane.Store(nextLabel, ref *labels, at);
            }

            // The frame before doesn't reach further.
            if (last + 1 < lattice.Lanes)
            {
                nint at = (nint)(last + 1) * TLane.Count;
                TLane.Store(zero, ref *blanks, at);
                TLane.Store(zero, ref *labels, at);
                TLane.Store(zero, ref *rows.Products, at);
            }

            allTop = TLane.MaxOrSecond(allTop, top);
            if (scale.IsDue)
                scale.Saw(Across.Largest<TLane, T>(top));

            T blankProbability = Across.Sum<TLane, T>(blankSum);
            T probability = blankProbability + Across.Sum<TLane, T>(labelSum);
            T inverse = T.One / probability;
            inverses += inverse * Precision<T>.PowerOfTwo(Math.Max(0, -emissionExponent));
            finite += probability * T.Zero;
            TPosteriors.Take(ref posteriors, t, blankProbability, inverse);
        }

        // A state grows by less than this factor between its row and the product with the next emission.
        double growth = 1 + lattice.Tilt + lattice.Tilt * lattice.Tilt;
        double largest = Math.Max(
            double.CreateTruncating(forwardLargest), growth * double.CreateTruncating(Across.Largest<TLane, T>(allTop)));
        double products = Math.ScaleB(largest, -Precision<T>.ProductExponent) * double.CreateTruncating(inverses);
        double error = 4.0 * columns * products;
        return finite == T.Zero && error <= Precision<T>.Tolerance;
    }
}
