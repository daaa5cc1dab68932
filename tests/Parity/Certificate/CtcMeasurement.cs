using LossGen.Definitions.Tests.Calls;
using LossGen.Parity.Tests.Ctc;
using LossGen.Parity.Tests.Precise;
using static TorchSharp.torch;

namespace LossGen.Parity.Tests.Certificate;

/// <summary>Measures the row of CTC, whose gradients are those of its two entries.</summary>
internal static class CtcMeasurement
{
    private const string Logits = "logits";
    private const string LogProbs = "logProbs";

    // In 256 bits: differences over it are off by its square.
    private static readonly BigFloat Step = ((BigFloat)1).Scaled(-60);

    /// <param name="live">How many batches are compared with libtorch.</param>
    /// <param name="drawn">How many small ones, and how many of any size, with the precise recursion; small ones with differences and in the tail.</param>
    public static CertificateRow Of(int live, int drawn)
    {
        CertificateRow row = CertificateRow.Empty(nameof(CtcLoss));
        int impossible = 0;
        foreach (CtcBatch batch in Enumerable.Range(0, CtcBatch.Parts).SelectMany(CtcBatch.Part).Take(live))
        {
            row = WithLibtorch(row, batch);
            impossible += Enumerable.Range(0, CtcBatch.Samples).Count(batch.HasNoAlignment);
        }

        foreach (CtcBatch batch in CtcBatch.Small(drawn))
            row = WithDifferences(WithPrecise(row, batch), batch);

        // Small ones alone would hide what many frames of large scores cost.
        foreach (CtcBatch batch in CtcBatch.Part(0).Take(drawn))
            row = WithPrecise(row, batch);
        return row with
        {
            Tail = CtcBatch.Saturated(drawn).Max(Tail),
            Corners = $"no alignment fits: infinite, or 0 with zeroInfinity; {impossible} such samples",
            Bytes = Members(CtcBatch.Part(0).First()).Sum(Allocation.Of),
        };
    }

    private static CertificateRow WithLibtorch(CertificateRow row, CtcBatch batch)
    {
        CtcAnswers expected = CtcAnswers.OfLibtorch(batch, float64, out double[] logProbs);
        double[] logits = CtcAnswers.Wide(batch.Logits);
        Errors Of(string input, CtcAnswers actual) => ErrorsOf(input, CtcComparison.Between(batch, logProbs, expected, actual));
        return row with
        {
            Comparisons = row.Comparisons + 3,
            Float = row.Float.Or(Of(Logits, CtcAnswers.OfLossGen(batch, logits, true, Precision.Float))),
            LibtorchItself = row.LibtorchItself.Or(Of(Logits, CtcAnswers.OfLibtorch(batch, float32, out _))),
            Double = row.Double
                .Or(Of(Logits, CtcAnswers.OfLossGen(batch, logits, true, Precision.Double)))
                .Or(Of(LogProbs, CtcAnswers.OfLossGen(batch, logProbs, false, Precision.Double))),
        };
    }

    private static CertificateRow WithPrecise(CertificateRow row, CtcBatch batch)
    {
        double[] logits = CtcAnswers.Wide(batch.Logits);
        double[] logProbs = LogProbabilities(batch, logits);
        foreach ((string input, double[] scores) in (ReadOnlySpan<(string, double[])>)[(Logits, logits), (LogProbs, logProbs)])
        {
            CtcAnswers precise = CtcAnswers.OfPrecise(batch, scores, input == Logits);
            Errors Of(Precision precision)
                => ErrorsOf(input, CtcComparison.Between(batch, logProbs, precise, CtcAnswers.OfLossGen(batch, scores, input == Logits, precision)));
            row = row with { FloatPrecise = row.FloatPrecise.Or(Of(Precision.Float)), DoublePrecise = row.DoublePrecise.Or(Of(Precision.Double)) };
        }

        return row;
    }

    // Of the loss in 256 bits by every logit: what they are off themselves is far below what double holds.
    private static CertificateRow WithDifferences(CertificateRow row, CtcBatch batch)
    {
        double[] logits = CtcAnswers.Wide(batch.Logits);
        double[] logProbs = LogProbabilities(batch, logits);
        double[] gradient = CtcAnswers.OfLossGen(batch, logits, true, Precision.Double).Gradient;
        for (int n = 0; n < CtcBatch.Samples; n++)
        {
            BigFloat[][] probabilities = CtcAnswers.Probabilities(batch, logits, true, n);
            for (int t = 0; t < batch.InputLengths[n] && !batch.HasNoAlignment(n); t++)
            {
                double scale = CtcComparison.Largest(batch, logProbs, gradient, t, n);
                for (int c = 0; c < batch.C; c++)
                {
                    BigFloat up = Moved(batch, probabilities, t, c, n, Step);
                    BigFloat down = Moved(batch, probabilities, t, c, n, -Step);
                    double slope = (double)(CtcBatch.Weights[n] * Elementary.Log(down / up) / (2 * Step));
                    row = row with { Differences = row.Differences.Or(ErrorsOf(Logits, 0, Math.Abs(slope - gradient[batch.Start(t, n) + c]) / scale)) };
                }
            }
        }

        return row;
    }

    // A logit that is moved multiplies the weight of its class, and leaves the other frames as they are.
    private static BigFloat Moved(CtcBatch batch, BigFloat[][] probabilities, int t, int c, int n, BigFloat step)
    {
        BigFloat more = Elementary.Expm1(step);
        BigFloat total = 1 + probabilities[t][c] * more;
        BigFloat[] frame = [.. probabilities[t].Select((p, other) => (other == c ? p + p * more : p) / total)];
        return PreciseCtc.Total([.. probabilities[..t], frame, .. probabilities[(t + 1)..]], batch.Labels(n), batch.Blank);
    }

    // Rounded to float, so that both precisions begin with the same numbers.
    private static double[] LogProbabilities(CtcBatch batch, double[] logits) => [.. logits.Chunk(batch.C)
        .SelectMany(frame => PreciseCtc.Probabilities([.. frame.Select(x => (BigFloat)x)], areLogits: true))
        .Select(p => (double)(float)(double)Elementary.Log(p))];

    private static double Tail(CtcBatch batch)
    {
        double[] logits = CtcAnswers.Wide(batch.Logits);
        return Measurement.UnitsBetween(
            CtcAnswers.OfLossGen(batch, logits, true, Precision.Float).Losses, CtcAnswers.OfLossGen(batch, logits, true, Precision.Double).Losses);
    }

    private static Errors ErrorsOf(string input, CtcComparison comparison) => ErrorsOf(input, comparison.Value.Error, comparison.Gradient.Error);

    private static Errors ErrorsOf(string input, double value, double gradient)
        => new(value, new(StringComparer.Ordinal) { [input] = gradient });

    // Every member that takes one array of scores, in both precisions.
    private static IEnumerable<Action> Members(CtcBatch batch)
    {
        var ctc = new CtcLoss(batch.Blank);
        (int[] y, int[] t, int[] s, int c) = (batch.Targets, batch.InputLengths, batch.TargetLengths, batch.C);
        float[] x = batch.Logits;
        float[] gradient = new float[x.Length];
        float[] losses = new float[CtcBatch.Samples];
        float[] upstream = [.. CtcBatch.Weights.Select(weight => (float)weight)];
        yield return () => ctc.Forward(x, y, t, s, c);
        yield return () => ctc.ForwardEach(x, y, t, s, c, losses);
        yield return () => ctc.Backward(x, y, t, s, c, gradient);
        yield return () => ctc.BackwardEach(x, y, t, s, c, upstream, gradient);
        yield return () => ctc.Total(x, y, t, s, c);
        yield return () => ctc.ForwardFromLogits(x, y, t, s, c);
        yield return () => ctc.ForwardEachFromLogits(x, y, t, s, c, losses);
        yield return () => ctc.BackwardFromLogits(x, y, t, s, c, gradient);
        yield return () => ctc.BackwardEachFromLogits(x, y, t, s, c, upstream, gradient);
        yield return () => ctc.TotalFromLogits(x, y, t, s, c);

        double[] wide = CtcAnswers.Wide(x);
        double[] wideGradient = new double[x.Length];
        double[] wideLosses = new double[CtcBatch.Samples];
        double[] wideUpstream = CtcBatch.Weights;
        yield return () => ctc.Forward(wide, y, t, s, c);
        yield return () => ctc.ForwardEach(wide, y, t, s, c, wideLosses);
        yield return () => ctc.Backward(wide, y, t, s, c, wideGradient);
        yield return () => ctc.BackwardEach(wide, y, t, s, c, wideUpstream, wideGradient);
        yield return () => ctc.Total(wide, y, t, s, c);
        yield return () => ctc.ForwardFromLogits(wide, y, t, s, c);
        yield return () => ctc.ForwardEachFromLogits(wide, y, t, s, c, wideLosses);
        yield return () => ctc.BackwardFromLogits(wide, y, t, s, c, wideGradient);
        yield return () => ctc.BackwardEachFromLogits(wide, y, t, s, c, wideUpstream, wideGradient);
        yield return () => ctc.TotalFromLogits(wide, y, t, s, c);
    }
}
