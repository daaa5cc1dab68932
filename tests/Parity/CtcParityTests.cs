using LossGen.Parity.Tests.Libtorch;
using TorchSharp;
using static TorchSharp.torch;
using Functional = TorchSharp.torch.nn.functional;

namespace LossGen.Parity.Tests;

/// <summary>CTC, which is no formula and has rows of its own: both precisions and both entries against libtorch in double.</summary>
public sealed class CtcParityTests(ITestOutputHelper output)
{
    private const int Batches = 1700;
    private const int Samples = 3;

    private readonly record struct Batch(
        int T, int C, int Blank, float[] Logits, int[] Targets, int[] InputLengths, int[] TargetLengths);

    /// <summary>
    /// 5,100 samples: any length, repeats, as many frames as just suffice and one less, blank anywhere, flat and peaky scores
    /// of up to ±200. Values to 1e-5 and 1e-10 of themselves or of 1, gradients of the largest
    /// probability or gradient in their frame.
    /// </summary>
    [Theory(Skip = "libtorch does not load on this machine.", SkipUnless = nameof(LibtorchLoader.IsAvailable), SkipType = typeof(LibtorchLoader))]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public void Value_and_gradient_are_those_of_libtorch(int part)
    {
        int seed = ParityCases.Seed;
        output.WriteLine($"seed {seed} (LOSSGEN_SEED says another one)");
        var random = new Random(seed + part);
        for (int number = 0; number < Batches / 5; number++)
            Compare(Draw(random), $"batch {number} of part {part}, seed {seed}");
    }

    private static void Compare(Batch batch, string which)
    {
        double[] scores = Array.ConvertAll(batch.Logits, x => (double)x);
        long[] shape = [batch.T, Samples, batch.C];
        using DisposeScope scope = NewDisposeScope();
        Tensor logits = tensor(scores, shape, requires_grad: true);
        Tensor logProbs = Functional.log_softmax(logits, 2);
        Tensor losses = Functional.ctc_loss(
            logProbs,
            tensor(Array.ConvertAll(batch.Targets, label => (long)label)),
            tensor(Array.ConvertAll(batch.InputLengths, length => (long)length)),
            tensor(Array.ConvertAll(batch.TargetLengths, length => (long)length)),
            batch.Blank,
            true,
            nn.Reduction.None);
        double[] weights = [0.7, -1.3, 2.1];
        (losses * tensor(weights)).sum().backward();
        double[] expected = losses.data<double>().ToArray();
        double[] gradient = logits.grad!.data<double>().ToArray();
        double[] normalised = logProbs.data<double>().ToArray();

        var ctc = new CtcLoss(batch.Blank, zeroInfinity: true) { GradientOfLogits = true };
        double[] actual = new double[Samples];
        double[] actualGradient = new double[scores.Length];
        ctc.ForwardEachFromLogits(scores, batch.Targets, batch.InputLengths, batch.TargetLengths, batch.C, actual);
        ctc.BackwardEachFromLogits(scores, batch.Targets, batch.InputLengths, batch.TargetLengths, batch.C, weights, actualGradient);
        Check(batch, normalised, weights, expected, gradient, actual, actualGradient, 1e-10, $"double logits, {which}");
        ctc.ForwardEach(normalised, batch.Targets, batch.InputLengths, batch.TargetLengths, batch.C, actual);
        ctc.BackwardEach(normalised, batch.Targets, batch.InputLengths, batch.TargetLengths, batch.C, weights, actualGradient);
        Check(batch, normalised, weights, expected, gradient, actual, actualGradient, 1e-10, $"double logProbs, {which}");

        float[] singleLosses = new float[Samples];
        float[] singleGradient = new float[scores.Length];
        float[] singleWeights = Array.ConvertAll(weights, w => (float)w);
        ctc.ForwardEachFromLogits(batch.Logits, batch.Targets, batch.InputLengths, batch.TargetLengths, batch.C, singleLosses);
        ctc.BackwardEachFromLogits(batch.Logits, batch.Targets, batch.InputLengths, batch.TargetLengths, batch.C, singleWeights, singleGradient);
        Check(batch, normalised, weights, expected, gradient, Wide(singleLosses), Wide(singleGradient), 1e-5, $"float logits, {which}");
    }

    private static void Check(
        Batch batch,
        double[] logProbs,
        double[] weights,
        double[] losses,
        double[] gradient,
        double[] actualLosses,
        double[] actualGradient,
        double tolerance,
        string which)
    {
        for (int n = 0; n < Samples; n++)
        {
            string sample = $"{which}, sample {n}: T {batch.InputLengths[n]} C {batch.C} S {batch.TargetLengths[n]}";
            Assert.True(
                Math.Abs(actualLosses[n] - losses[n]) <= tolerance * Math.Max(1, Math.Abs(losses[n])),
                $"{sample}: loss {actualLosses[n]}, not {losses[n]}");
            for (int t = 0; t < batch.T; t++)
            {
                int start = (t * Samples + n) * batch.C;
                ReadOnlySpan<double> frame = gradient.AsSpan(start, batch.C);

                // Of the terms p and γ: where they cancel, what is left is the rounding of libtorch's log domain.
                double largest = 0;
                for (int c = 0; c < batch.C; c++)
                    largest = Math.Max(largest, Math.Max(Math.Abs(frame[c]), Math.Abs(weights[n]) * Math.Exp(logProbs[start + c])));
                double allowed = tolerance * largest;
                for (int c = 0; c < batch.C; c++)
                {
                    double error = Math.Abs(actualGradient[start + c] - frame[c]);
                    Assert.True(error <= allowed, $"{sample}: gradient at frame {t}, class {c} is {actualGradient[start + c]}, not {frame[c]}");
                }
            }
        }
    }

    private static Batch Draw(Random random)
    {
        int classes = random.Next(5) == 0 ? random.Next(65, 200) : random.Next(2, 40);
        int frames = random.Next(8) == 0 ? random.Next(60, 150) : random.Next(1, 40);
        int blank = random.Next(classes);
        double[] spreads = [0.1, 1, 5, 20, 200];
        double spread = spreads[random.Next(spreads.Length)];
        float[] logits = new float[frames * Samples * classes];
        for (int i = 0; i < logits.Length; i++)
            logits[i] = (float)(spread * (2 * random.NextDouble() - 1));

        int[] inputLengths = new int[Samples];
        int[] targetLengths = new int[Samples];
        List<int> targets = [];
        for (int n = 0; n < Samples; n++)
        {
            inputLengths[n] = random.Next(4) == 0 ? frames : random.Next(1, frames + 1);
            int most = random.Next(3) switch { 0 => inputLengths[n] + 1, 1 => inputLengths[n], _ => inputLengths[n] / 3 };
            int wanted = random.Next(2) == 0 ? most : random.Next(most + 1);
            int needed = 0;
            int last = -1;
            while (needed < wanted)
            {
                int label = last >= 0 && random.Next(5) == 0 ? last : (blank + 1 + random.Next(classes - 1)) % classes;
                needed += label == last ? 2 : 1;
                targets.Add(label);
                targetLengths[n]++;
                last = label;
            }
        }

        return new(frames, classes, blank, logits, [.. targets], inputLengths, targetLengths);
    }

    private static double[] Wide(float[] numbers) => Array.ConvertAll(numbers, x => (double)x);
}
