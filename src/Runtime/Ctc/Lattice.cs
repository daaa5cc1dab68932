namespace LossGen.Ctc;

/// <summary>
/// The states of one sample: labels and the blanks around them, in rows of their own, so that the way from a label to the
/// next one is a shift by one. Blank k stands before label k; blank S ends the row.
/// </summary>
/// <remarks>
/// Rows are <see cref="Columns"/> long, whole lanes and at least S + 1. The labels behind the sequence have no probability, so
/// nothing gets into the blanks behind it, and nothing comes back from either.
/// </remarks>
internal readonly struct Lattice
{
    internal Lattice(int frames, int labels, int laneCount)
    {
        T = frames;
        S = labels;
        LaneCount = laneCount;
        Lanes = labels / laneCount + 1;
        Tilt = TiltOf(frames, labels);
        Growth = 2 / Math.Log(2) * Math.Asinh(Tilt / 2);
    }

    /// <summary>The number of frames.</summary>
    internal int T { get; }

    /// <summary>The number of labels.</summary>
    internal int S { get; }

    /// <summary>The elements of a lane.</summary>
    internal int LaneCount { get; }

    /// <summary>The lanes of a row.</summary>
    internal int Lanes { get; }

    /// <summary>The elements of a row.</summary>
    internal int Columns => Lanes * LaneCount;

    /// <summary>
    /// What a step forward by one state is multiplied by. It cancels, as every alignment takes 2S such steps, but it holds
    /// the bulk of a row near the alignments that end in time: without it, in a long sample the states that matter are
    /// beyond the range of the type.
    /// </summary>
    /// <remarks>
    /// If all emissions are equal, a row grows by λ = exp(2φ) a frame and its bulk moves by d ln λ/d ln ρ = 2·tanh φ states,
    /// with ρ = 2·sinh φ the tilt; that it is to move 2S/T gives ρ = 2r/√(1 − r²), r = S/T. Rounded to few bits, so that its
    /// square is exact too.
    /// </remarks>
    internal double Tilt { get; }

    /// <summary>The binary logarithm of λ, the growth of a row by frame if all emissions are 1.</summary>
    internal double Growth { get; }

    /// <summary>The last column that can be reached at frame <paramref name="t"/>.</summary>
    internal int LastColumn(int t) => Math.Min(S, t);

    private static double TiltOf(int frames, int labels)
    {
        if (labels == 0)
            return 1;
        double rate = Math.Min((double)labels / frames, 0.97);
        double tilt = Math.Clamp(2 * rate / Math.Sqrt(1 - rate * rate), 1.0 / 256, 8);
        double unit = Math.ScaleB(1, Math.ILogB(tilt) - 7);
        return Math.Round(tilt / unit) * unit;
    }
}
