using LossGen.Definitions.Tests.Golden;

namespace LossGen.Parity.Tests.Ctc;

/// <summary>
/// How far two answers are apart: values of themselves or of 1, gradients of the largest probability or gradient in their frame.
/// </summary>
internal sealed record CtcComparison(Worst Value, Worst Gradient)
{
    /// <param name="logProbs">Log-probabilities of the classes, by which a frame is measured.</param>
    public static CtcComparison Between(CtcBatch batch, double[] logProbs, CtcAnswers expected, CtcAnswers actual)
    {
        Worst value = Worst.None;
        Worst gradient = Worst.None;
        for (int n = 0; n < CtcBatch.Samples; n++)
        {
            string sample = $"sample {n}, T {batch.InputLengths[n]} C {batch.C} S {batch.TargetLengths[n]}";
            value = value.Or(Of(expected.Losses[n], actual.Losses[n], Math.Max(1, Math.Abs(expected.Losses[n])), $"{sample}: the loss"));
            for (int t = 0; t < batch.T; t++)
            {
                int start = batch.Start(t, n);
                double largest = Largest(batch, logProbs, expected.Gradient, t, n);
                for (int c = 0; c < batch.C; c++)
                    gradient = gradient.Or(Of(expected.Gradient[start + c], actual.Gradient[start + c], largest, $"{sample}: the gradient at frame {t}, class {c}"));
            }
        }

        return new(value, gradient);
    }

    /// <summary>Of the terms p and γ: where they cancel, what is left is the rounding of libtorch's log domain.</summary>
    public static double Largest(CtcBatch batch, double[] logProbs, double[] gradient, int t, int n)
    {
        double largest = 0;
        for (int i = batch.Start(t, n); i < batch.Start(t, n) + batch.C; i++)
            largest = Math.Max(largest, Math.Max(Math.Abs(gradient[i]), Math.Abs(CtcBatch.Weights[n]) * Math.Exp(logProbs[i])));
        return largest;
    }

    private static Worst Of(double expected, double actual, double scale, string what)
    {
        if (expected == actual)
            return Worst.None;
        double error = Math.Abs(expected - actual) / scale;
        return new(double.IsNaN(error) ? double.PositiveInfinity : error, $"{what} is {actual:R}, and not {expected:R}");
    }
}
