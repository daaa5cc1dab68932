using LossGen.Definitions.Tests.Calls;
using LossGen.Parity.Tests.Libtorch;
using LossGen.Parity.Tests.Precise;
using TorchSharp;
using static TorchSharp.torch;
using Functional = TorchSharp.torch.nn.functional;

namespace LossGen.Parity.Tests.Ctc;

/// <summary>The losses of a batch, and the gradient of Σ weight · loss by its logits.</summary>
internal sealed record CtcAnswers(double[] Losses, double[] Gradient)
{
    public static CtcAnswers OfLibtorch(CtcBatch batch, ScalarType type, out double[] logProbs)
    {
        (CtcAnswers answers, logProbs) = NoCollections.Run(() => Compute(batch, type));
        return answers;
    }

    private static (CtcAnswers, double[]) Compute(CtcBatch batch, ScalarType type)
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor logits = tensor(batch.Logits, [batch.T, CtcBatch.Samples, batch.C]).to(type).requires_grad_(true);
        Tensor logProbs = Functional.log_softmax(logits, 2);
        Tensor losses = Functional.ctc_loss(
            logProbs, Long(batch.Targets), Long(batch.InputLengths), Long(batch.TargetLengths), batch.Blank, true, nn.Reduction.None);
        (losses * tensor(CtcBatch.Weights, type)).sum().backward();
        return (new(Numbers(losses), Numbers(logits.grad!)), Numbers(logProbs));
    }

    private static Tensor Long(int[] numbers) => tensor(Array.ConvertAll(numbers, number => (long)number));

    private static double[] Numbers(Tensor tensor) => tensor.detach().to(float64).data<double>().ToArray();

    /// <param name="scores">Logits, or the log-probabilities that were made of them.</param>
    public static CtcAnswers OfLossGen(CtcBatch batch, double[] scores, bool areLogits, Precision precision)
    {
        var ctc = new CtcLoss(batch.Blank, zeroInfinity: true) { GradientOfLogits = true };
        if (precision == Precision.Double)
        {
            double[] losses = new double[CtcBatch.Samples];
            double[] gradient = new double[scores.Length];
            if (areLogits)
            {
                ctc.ForwardEachFromLogits(scores, batch.Targets, batch.InputLengths, batch.TargetLengths, batch.C, losses);
                ctc.BackwardEachFromLogits(scores, batch.Targets, batch.InputLengths, batch.TargetLengths, batch.C, CtcBatch.Weights, gradient);
            }
            else
            {
                ctc.ForwardEach(scores, batch.Targets, batch.InputLengths, batch.TargetLengths, batch.C, losses);
                ctc.BackwardEach(scores, batch.Targets, batch.InputLengths, batch.TargetLengths, batch.C, CtcBatch.Weights, gradient);
            }

            return new(losses, gradient);
        }

        float[] single = Single(scores);
        float[] singleLosses = new float[CtcBatch.Samples];
        float[] singleGradient = new float[scores.Length];
        if (areLogits)
        {
            ctc.ForwardEachFromLogits(single, batch.Targets, batch.InputLengths, batch.TargetLengths, batch.C, singleLosses);
            ctc.BackwardEachFromLogits(single, batch.Targets, batch.InputLengths, batch.TargetLengths, batch.C, Single(CtcBatch.Weights), singleGradient);
        }
        else
        {
            ctc.ForwardEach(single, batch.Targets, batch.InputLengths, batch.TargetLengths, batch.C, singleLosses);
            ctc.BackwardEach(single, batch.Targets, batch.InputLengths, batch.TargetLengths, batch.C, Single(CtcBatch.Weights), singleGradient);
        }

        return new(Wide(singleLosses), Wide(singleGradient));
    }

    /// <summary>The recursion in 256 bits, rounded to double.</summary>
    public static CtcAnswers OfPrecise(CtcBatch batch, double[] scores, bool areLogits)
    {
        double[] losses = new double[CtcBatch.Samples];
        double[] gradient = new double[scores.Length];
        for (int n = 0; n < CtcBatch.Samples; n++)
        {
            BigFloat[][] probabilities = Probabilities(batch, scores, areLogits, n);
            (BigFloat total, BigFloat[][] posteriors) = PreciseCtc.Run(probabilities, batch.Labels(n), batch.Blank);
            if (total.IsZero)
                continue;
            losses[n] = (double)-Elementary.Log(total);
            for (int t = 0; t < batch.InputLengths[n]; t++)
            {
                for (int c = 0; c < batch.C; c++)
                    gradient[batch.Start(t, n) + c] = (double)(CtcBatch.Weights[n] * (probabilities[t][c] - posteriors[t][c]));
            }
        }

        return new(losses, gradient);
    }

    /// <summary>Of each frame and class of a sample.</summary>
    public static BigFloat[][] Probabilities(CtcBatch batch, double[] scores, bool areLogits, int n)
        => [.. Enumerable.Range(0, batch.InputLengths[n])
            .Select(t => PreciseCtc.Probabilities([.. scores[batch.Start(t, n)..][..batch.C].Select(score => (BigFloat)score)], areLogits))];

    public static double[] Wide(float[] numbers) => Array.ConvertAll(numbers, number => (double)number);

    private static float[] Single(double[] numbers) => Array.ConvertAll(numbers, number => (float)number);
}
