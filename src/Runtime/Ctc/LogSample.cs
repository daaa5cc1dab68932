using System.Numerics;
using LossGen.Passes;

namespace LossGen.Ctc;

/// <summary>
/// A sample in the log domain, state by state: what no range of probabilities holds, and what has zeros, infinities or NaN
/// among its scores.
/// </summary>
internal static unsafe class LogSample
{
    /// <summary>Computes and returns the loss, +∞ if no alignment is possible, and the gradient, which is then 0.</summary>
    internal static double Run<T>(in Sample<T> sample)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        int frames = sample.Frames;
        int states = 2 * sample.LabelCount + 1;
        long length = (long)frames * (states + 1) + 2L * states + sample.Classes;
        using Rental<double> rental = Scratch.Rent<double>(checked((int)length));
        Span<double> memory = rental.Span;
        Span<double> normalisers = Take(ref memory, frames);
        Span<double> occupancies = Take(ref memory, sample.Classes);
        Span<double> backward = Take(ref memory, states);
        Span<double> next = Take(ref memory, states);
        Span<double> forward = memory;

        for (int t = 0; t < frames; t++)
        {
            normalisers[t] = FrameScores.Normaliser(sample, t);
            Span<double> row = forward.Slice(t * states, states);
            ReadOnlySpan<double> before = t == 0 ? default : forward.Slice((t - 1) * states, states);
            for (int s = 0; s < states; s++)
            {
                double arriving = t == 0
                    ? (s <= 1 ? 0 : double.NegativeInfinity)
                    : LogAdd(before[s], s >= 1 ? before[s - 1] : double.NegativeInfinity,
                        CanSkipTo(sample, s) ? before[s - 2] : double.NegativeInfinity);
                row[s] = arriving + LogProbability(sample, t, s, normalisers[t]);
            }
        }

        ReadOnlySpan<double> end = forward.Slice((frames - 1) * states, states);
        double loss = -LogAdd(end[states - 1], states > 1 ? end[states - 2] : double.NegativeInfinity, double.NegativeInfinity);
        if (sample.Gradient == null || double.IsPositiveInfinity(loss))
        {
            if (sample.Gradient != null)
                sample.ClearGradient(0, frames);
            return loss;
        }

        for (int t = frames - 1; t >= 0; t--)
        {
            for (int s = 0; s < states; s++)
            {
                // Without the emission of its own frame, so that an impossible label can't make NaN of it.
                backward[s] = t == frames - 1
                    ? (s >= states - 2 ? 0 : double.NegativeInfinity)
                    : LogAdd(next[s], s + 1 < states ? next[s + 1] : double.NegativeInfinity,
                        s + 2 < states && CanSkipTo(sample, s + 2) ? next[s + 2] : double.NegativeInfinity);
            }

            occupancies.Clear();
            ReadOnlySpan<double> row = forward.Slice(t * states, states);
            for (int s = 0; s < states; s++)
            {
                occupancies[Class(sample, s)] += Math.Exp(row[s] + backward[s] + loss);
                next[s] = backward[s] + LogProbability(sample, t, s, normalisers[t]);
            }

            FrameScores.WriteGradient(sample, t, normalisers[t], occupancies);
        }

        return loss;
    }

    private static Span<double> Take(ref Span<double> memory, int length)
    {
        Span<double> taken = memory[..length];
        memory = memory[length..];
        return taken;
    }

    private static int Class<T>(in Sample<T> sample, int state)
        where T : unmanaged
        => state % 2 == 0 ? sample.Blank : sample.Labels[state / 2];

    private static bool CanSkipTo<T>(in Sample<T> sample, int state)
        where T : unmanaged
        => state >= 2 && state % 2 == 1 && sample.Labels[state / 2] != sample.Labels[state / 2 - 1];

    private static double LogProbability<T>(in Sample<T> sample, int t, int state, double normaliser)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        => double.CreateTruncating(sample.Scores[t * sample.Stride + Class(sample, state)]) - normaliser;

    private static double LogAdd(double a, double b, double c)
    {
        double largest = Math.Max(a, Math.Max(b, c));
        if (double.IsInfinity(largest))
            return largest;
        return largest + Math.Log(Math.Exp(a - largest) + Math.Exp(b - largest) + Math.Exp(c - largest));
    }
}
