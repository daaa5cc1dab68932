using CsCheck;

namespace LossGen.Ctc.Tests;

/// <summary>What follows from the definition, whatever the numbers.</summary>
public class CalculusTests
{
    private static readonly Gen<Case> s_cases =
        from seed in Gen.Int[0, int.MaxValue - 1]
        from frames in Gen.Int[1, 25]
        from samples in Gen.Int[1, 4]
        from classes in Gen.Int[1, 9]
        from labels in Gen.Int[0, 10]
        from spread in Gen.Double[0, 8]
        select Case.Random(new Random(seed), frames, samples, classes, labels, spread);

    [Fact]
    public void Gradients_are_the_differences_of_values()
        => s_cases.Sample(
            batch =>
            {
                Differences(batch, batch.Logits, (ctc, x, g) => ctc.BackwardFromLogits(x, batch.Concatenated, batch.InputLengths, batch.TargetLengths, batch.C, g));

                // Of log-probabilities that don't add up to one, too.
                Differences(batch, batch.Logits, (ctc, x, g) => ctc.Backward(x, batch.Concatenated, batch.InputLengths, batch.TargetLengths, batch.C, g));
            },
            iter: 30);

    [Fact]
    public void Posteriors_of_a_frame_add_up_to_one()
        => s_cases.Sample(batch =>
        {
            double[] gradient = new double[batch.Logits.Length];
            new CtcLoss(batch.Blank) { Reduction = Reduction.Sum }
                .Backward(batch.LogProbs, batch.Concatenated, batch.InputLengths, batch.TargetLengths, batch.C, gradient);
            for (int n = 0; n < batch.N; n++)
            {
                for (int t = 0; t < batch.T; t++)
                {
                    double sum = gradient[((t * batch.N + n) * batch.C)..((t * batch.N + n + 1) * batch.C)].Sum();
                    Assert.Equal(t < batch.InputLengths[n] ? -1 : 0, sum, 1e-13);
                }
            }
        }, iter: 100);

    [Fact]
    public void Forward_and_backward_likelihoods_of_the_reference_agree_with_the_loss_in_every_frame()
        => s_cases.Sample(batch =>
        {
            double[] losses = new double[batch.N];
            new CtcLoss(batch.Blank).ForwardEach(batch.LogProbs, batch.Concatenated, batch.InputLengths, batch.TargetLengths, batch.C, losses);
            for (int n = 0; n < batch.N; n++)
            {
                (_, _, double[] likelihoods) = LogReference.Run(
                    batch.Rows(n, batch.LogProbs), batch.InputLengths[n], batch.C, batch.Labels[n], batch.Blank);
                Assert.All(likelihoods, likelihood => Assert.Equal(losses[n], -likelihood, 1e-12 * Math.Max(1, losses[n])));
            }
        }, iter: 100);

    [Fact]
    public void A_constant_added_to_the_logits_of_a_frame_changes_nothing()
        => s_cases.Sample(batch =>
        {
            var random = new Random(1);
            double[] shifted = [.. batch.Logits];
            for (int row = 0; row < shifted.Length; row += batch.C)
            {
                double shift = 200 * random.NextDouble() - 100;
                for (int c = 0; c < batch.C; c++)
                    shifted[row + c] += shift;
            }

            var ctc = new CtcLoss(batch.Blank);
            double[] expected = new double[shifted.Length];
            double[] actual = new double[shifted.Length];
            double value = ctc.BackwardFromLogits(batch.Logits, batch.Concatenated, batch.InputLengths, batch.TargetLengths, batch.C, expected);
            Assert.Equal(value, ctc.BackwardFromLogits(shifted, batch.Concatenated, batch.InputLengths, batch.TargetLengths, batch.C, actual), 1e-11 * Math.Max(1, value));
            for (int i = 0; i < actual.Length; i++)
                Assert.Equal(expected[i], actual[i], 1e-11);
        }, iter: 100);

    [Fact]
    public void The_two_entries_agree_behind_a_log_softmax()
        => s_cases.Sample(batch =>
        {
            var ctc = new CtcLoss(batch.Blank) { GradientOfLogits = true };
            double[] expected = new double[batch.Logits.Length];
            double[] actual = new double[batch.Logits.Length];
            double value = ctc.BackwardFromLogits(batch.Logits, batch.Concatenated, batch.InputLengths, batch.TargetLengths, batch.C, expected);
            Assert.Equal(value, ctc.Backward(batch.LogProbs, batch.Concatenated, batch.InputLengths, batch.TargetLengths, batch.C, actual), 1e-12 * Math.Max(1, value));
            for (int i = 0; i < actual.Length; i++)
                Assert.Equal(expected[i], actual[i], 1e-12);
        }, iter: 100);

    [Theory]
    [InlineData(800, 160, 29)]
    [InlineData(300, 30, 200)]
    public unsafe void A_long_sample_of_an_untrained_network_stays_in_single_precision(int frames, int labels, int classes)
    {
        Case batch = Case.Random(new Random(5), frames, 1, classes, labels, 1, everyLength: false);
        float[] logProbs = [.. batch.LogProbs.Select(x => (float)x)];
        float[] gradient = new float[logProbs.Length];
        (double expected, double[] posteriors, _) = LogReference.Run(
            [.. logProbs.Select(x => (double)x)], frames, classes, batch.Labels[0], batch.Blank);
        Assert.True(Runs.Run(Runs.SingleWays[0].Run, logProbs, classes, batch.Labels[0], batch.Blank, Entry.LogProbabilities, 1, out double loss, gradient));
        Assert.Equal(expected, loss, 1e-6 * expected);
        for (int i = 0; i < gradient.Length; i++)
            Assert.Equal(-posteriors[i], gradient[i], 1e-5);
    }

    [Fact]
    public void A_sample_beyond_the_range_of_single_precision_is_computed_with_more()
    {
        // Wrong and sure of it, in every frame: the labels are e^−60 and e^−400 behind.
        foreach (double behind in (double[])[60, 400])
        {
            Case batch = Case.Random(new Random(6), 30, 1, 7, 12, 1, everyLength: false);
            double[] logits = [.. batch.Logits.Select((x, i) => x + (i % 7 == (i / 7 % 2 == 0 ? batch.Blank : (batch.Blank + 1) % 7) ? behind : 0))];
            float[] single = [.. logits.Select(x => (float)x)];
            (double expected, double[] posteriors, _) = LogReference.Run(
                Case.LogSoftmax([.. single.Select(x => (double)x)], 7), 30, 7, batch.Labels[0], batch.Blank);
            float[] gradient = new float[logits.Length];
            double loss = new CtcLoss(batch.Blank) { Reduction = Reduction.Sum }
                .BackwardFromLogits(single, batch.Labels[0], [30], [batch.Labels[0].Length], 7, gradient);
            Assert.Equal(expected, loss, 1e-6 * expected);
            double[] logProbs = Case.LogSoftmax([.. single.Select(x => (double)x)], 7);
            for (int i = 0; i < gradient.Length; i++)
                Assert.Equal(Math.Exp(logProbs[i]) - posteriors[i], gradient[i], 1e-5);
        }
    }

    [Fact]
    public void What_a_few_frames_lose_at_once_is_not_proved_by_mistake()
    {
        // Every frame takes the rows by more than half of the range, so that hardly any is left when the scale makes up for it.
        var random = new Random(7);
        for (int number = 0; number < 400; number++)
        {
            Case batch = Case.Random(random, random.Next(2, 8), 1, 143, random.Next(1, 6), 200);
            (double expected, _) = batch.Reference(0, batch.LogProbs);
            double actual = new CtcLoss(batch.Blank) { Reduction = Reduction.Sum }
                .ForwardFromLogits(batch.Logits, batch.Concatenated, batch.InputLengths, batch.TargetLengths, batch.C);
            Assert.Equal(expected, actual, 1e-11 * Math.Max(1, expected));
        }
    }

    private static void Differences(Case batch, double[] x, Func<CtcLoss, double[], double[], double> backward)
    {
        var ctc = new CtcLoss(batch.Blank);
        double[] gradient = new double[x.Length];
        double[] scrap = new double[x.Length];
        backward(ctc, x, gradient);
        for (int i = 0; i < x.Length; i += 1 + x.Length / 40)
        {
            const double Step = 1e-5;
            double[] moved = [.. x];
            moved[i] = x[i] + Step;
            double above = backward(ctc, moved, scrap);
            moved[i] = x[i] - Step;
            double below = backward(ctc, moved, scrap);
            Assert.Equal((above - below) / (2 * Step), gradient[i], 1e-6);
        }
    }
}
