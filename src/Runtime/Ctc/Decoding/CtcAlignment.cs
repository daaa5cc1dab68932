using System.Numerics;
using LossGen.Ctc;

namespace LossGen;

/// <summary>
/// Forced alignment: the likeliest way to spread known labels over the frames of a sample, by the Viterbi algorithm on the
/// lattice of <see cref="CtcLoss"/>.
/// </summary>
public sealed class CtcAlignment
{
    private CtcAlignment(CtcSpan[] spans, double logProbability)
    {
        Spans = spans;
        LogProbability = logProbability;
    }

    /// <summary>The frames of each label, in order.</summary>
    public IReadOnlyList<CtcSpan> Spans { get; }

    /// <summary>The log-probability of the alignment, blanks included.</summary>
    public double LogProbability { get; }

    /// <summary>Aligns one sample.</summary>
    /// <param name="logProbs">Log-probabilities, [T, C], frames <paramref name="stride"/> elements apart.</param>
    /// <param name="targets">The labels.</param>
    /// <param name="C">The number of classes.</param>
    /// <param name="blank">The class that stands for no label.</param>
    /// <param name="stride">The elements from one frame to the next, 0 for C: N·C within [T, N, C].</param>
    /// <returns>
    /// The alignment, null if none has a probability above 0. Of equally likely ones it is that which stays in a state longest,
    /// seen from the end.
    /// </returns>
    /// <exception cref="ArgumentException">The log-probabilities aren't whole frames.</exception>
    /// <exception cref="ArgumentOutOfRangeException">
    /// A label is blank or no class, blank is no class, or the stride is less than C.
    /// </exception>
    public static CtcAlignment? Align(ReadOnlySpan<float> logProbs, ReadOnlySpan<int> targets, int C, int blank = 0, int stride = 0)
        => Align(new Frames<float>(logProbs, C, blank, stride), targets, C, blank);

    /// <inheritdoc cref="Align(ReadOnlySpan{float}, ReadOnlySpan{int}, int, int, int)"/>
    public static CtcAlignment? Align(ReadOnlySpan<double> logProbs, ReadOnlySpan<int> targets, int C, int blank = 0, int stride = 0)
        => Align(new Frames<double>(logProbs, C, blank, stride), targets, C, blank);

    private static CtcAlignment? Align<T>(Frames<T> frames, ReadOnlySpan<int> targets, int classes, int blank)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        foreach (int label in targets)
        {
            if ((uint)label >= (uint)classes || label == blank)
                throw new ArgumentOutOfRangeException(nameof(targets), label, $"Labels are 0 to {classes - 1} without blank, {blank}.");
        }

        int states = 2 * targets.Length + 1;
        byte[,] steps = new byte[frames.Count, states];
        double[] scores = new double[states];
        double[] next = new double[states];
        Array.Fill(scores, double.NegativeInfinity);
        scores[0] = 0;
        for (int t = 0; t < frames.Count; t++)
        {
            ReadOnlySpan<T> frame = frames[t];
            for (int s = 0; s < states; s++)
            {
                (double best, byte step) = (scores[s], 0);
                if (s >= 1 && scores[s - 1] > best)
                    (best, step) = (scores[s - 1], 1);
                bool skips = s % 2 == 1 && s >= 3 && targets[s / 2] != targets[s / 2 - 1];
                if (skips && scores[s - 2] > best)
                    (best, step) = (scores[s - 2], 2);
                steps[t, s] = step;
                next[s] = best + double.CreateTruncating(frame[s % 2 == 0 ? blank : targets[s / 2]]);
            }

            (scores, next) = (next, scores);
        }

        int state = states > 1 && scores[states - 2] > scores[states - 1] ? states - 2 : states - 1;
        double total = scores[state];
        if (!(total > double.NegativeInfinity))
            return null;

        CtcSpan[] spans = new CtcSpan[targets.Length];
        for (int t = frames.Count - 1; t >= 0; t--)
        {
            if (state % 2 == 1)
            {
                int k = state / 2;
                double own = double.CreateTruncating(frames[t][targets[k]]);
                spans[k] = spans[k].End == 0
                    ? new(targets[k], t, t + 1, own)
                    : spans[k] with { Start = t, LogProbability = spans[k].LogProbability + own };
            }

            state -= steps[t, state];
        }

        return new(spans, total);
    }
}
