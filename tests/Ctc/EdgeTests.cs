namespace LossGen.Ctc.Tests;

public class EdgeTests
{
    private static readonly CtcLoss s_sum = new() { Reduction = Reduction.Sum };

    public static TheoryData<bool> Entries => [false, true];

    [Theory]
    [InlineData(0, 0.0)]
    [InlineData(1, double.PositiveInfinity)]
    public void No_frames(int labels, double expected)
    {
        double[] gradient = [double.NaN, double.NaN];
        Assert.Equal(expected, s_sum.Backward([-1.0, -2], labels == 0 ? [] : [1], [0], [labels], 2, gradient));
        Assert.Equal([0, 0], gradient);
        Assert.Equal(0, new CtcLoss(0, zeroInfinity: true).Forward([-1.0, -2], labels == 0 ? [] : [1], [0], [labels], 2));
    }

    [Fact]
    public void An_impossible_sample_has_infinite_loss_and_no_gradient_and_leaves_the_others_alone()
    {
        double[] logits = [.. Enumerable.Range(0, 2 * 2 * 3).Select(i => Math.Sin(i))];
        double[] gradient = [.. logits.Select(_ => double.NaN)];
        double[] alone = new double[6];
        double loss = s_sum.BackwardFromLogits(logits, [1, 1, 2, -1], [2, 2], [2, 1], 3, gradient);
        s_sum.BackwardFromLogits([.. logits[3..6], .. logits[9..12]], [2], [2], [1], 3, alone);
        Assert.Equal(double.PositiveInfinity, loss);
        Assert.Equal([0, 0, 0, .. alone[..3], 0, 0, 0, .. alone[3..]], gradient);

        double[] losses = new double[2];
        new CtcLoss(0, zeroInfinity: true).ForwardEachFromLogits(logits, [1, 1, 2, -1], [2, 2], [2, 1], 3, losses);
        Assert.Equal(0, losses[0]);
        Assert.True(losses[1] > 0);
    }

    [Fact]
    public void An_impossible_label_has_a_finite_gradient()
    {
        double[] logProbs = [Math.Log(0.5), Math.Log(0.5), double.NegativeInfinity, Math.Log(0.25), Math.Log(0.25), Math.Log(0.5)];
        double[] gradient = new double[6];
        double loss = s_sum.Backward(logProbs, [2], [2], [1], 3, gradient);
        Assert.Equal(-Math.Log(0.25), loss, 1e-14);
        Assert.Equal(-1, gradient[0], 1e-14);
        Assert.Equal(0, gradient[2], 1e-300);
        Assert.Equal(-1, gradient[5], 1e-14);

        // The same through the softmax, in both precisions.
        float[] logits = [0, 0, float.NegativeInfinity, 0, 0, MathF.Log(2)];
        float[] singleGradient = new float[6];
        Assert.Equal(loss, s_sum.BackwardFromLogits(logits, [2], [2], [1], 3, singleGradient), 1e-6);
        Assert.Equal(0, singleGradient[2], 1e-30);
        Assert.All(singleGradient, g => Assert.True(float.IsFinite(g)));
    }

    [Fact]
    public void Zeros_that_forbid_all_alignments_make_an_impossible_sample()
    {
        double[] gradient = [1, 2, 3, 4];
        double no = double.NegativeInfinity;
        Assert.Equal(double.PositiveInfinity, s_sum.Backward([0, no, 0, no], [1], [2], [1], 2, gradient));
        Assert.Equal([0, 0, 0, 0], gradient);
    }

    [Theory]
    [MemberData(nameof(Entries))]
    public void NaN_stays_in_its_sample(bool logits)
    {
        var random = new Random(3);
        Case batch = Case.Random(random, 9, 5, 6, 3, 1, everyLength: false);
        float[] scores = [.. (logits ? batch.Logits : batch.LogProbs).Select(x => (float)x)];
        float[] clean = Gradient(batch, scores, logits, out float[] cleanLosses);
        int label = batch.Labels[2][0];
        scores[(4 * 5 + 2) * 6 + label] = float.NaN;
        float[] gradient = Gradient(batch, scores, logits, out float[] losses);
        for (int n = 0; n < 5; n++)
        {
            Assert.Equal(n == 2, float.IsNaN(losses[n]));
            if (n == 2)
                continue;
            Assert.Equal(cleanLosses[n], losses[n]);
            Assert.Equal(batch.Rows(n, Wide(clean)), batch.Rows(n, Wide(gradient)));
        }

        Assert.Contains(batch.Rows(2, Wide(gradient)), double.IsNaN);
    }

    [Fact]
    public void NaN_of_a_class_that_no_label_names_is_not_read_among_log_probabilities()
    {
        double[] logProbs = [-1, -1, double.NaN, -1, -1, double.NaN];
        double[] gradient = new double[6];
        Assert.Equal(2 - Math.Log(3), s_sum.Backward(logProbs, [1], [2], [1], 3, gradient), 1e-14);
        Assert.Equal([0, 0], [gradient[2], gradient[5]]);
    }

    [Fact]
    public void Nothing_is_nothing()
    {
        int[] none = [];
        Assert.True(double.IsNaN(new CtcLoss().Forward(ReadOnlySpan<float>.Empty, none, none, none, 3)));
        Assert.Equal(0, s_sum.Forward(ReadOnlySpan<float>.Empty, none, none, none, 3));
        Assert.True(double.IsNaN(new CtcLoss { Reduction = Reduction.BatchMean }.Forward(ReadOnlySpan<float>.Empty, none, none, none, 3)));
    }

    [Fact]
    public void One_class_is_blank_alone()
    {
        float[] gradient = [5, 5, 5];
        Assert.Equal(6, s_sum.Backward([-1f, -2, -3], [], [3], [0], 1, gradient), 1e-6);
        Assert.Equal([-1, -1, -1], gradient);
    }

    [Fact]
    public void What_is_beyond_a_sample_is_not_read_and_its_gradient_is_zero()
    {
        Case batch = Case.Random(new Random(8), 12, 6, 5, 4, 2);
        double[] logProbs = batch.LogProbs;
        for (int n = 0; n < batch.N; n++)
        {
            for (int t = batch.InputLengths[n]; t < batch.T; t++)
                logProbs.AsSpan((t * batch.N + n) * batch.C, batch.C).Fill(double.NaN);
        }

        double[] gradient = [.. logProbs.Select(_ => double.NaN)];
        var ctc = new CtcLoss(batch.Blank);
        double loss = ctc.Backward(logProbs, batch.Padded(2), batch.InputLengths, batch.TargetLengths, batch.C, gradient);
        Assert.True(double.IsFinite(loss));
        Assert.All(gradient, g => Assert.True(double.IsFinite(g)));
        for (int i = 0; i < gradient.Length; i++)
        {
            if (double.IsNaN(logProbs[i]))
                Assert.Equal(0, gradient[i]);
        }
    }

    private static float[] Gradient(Case batch, float[] scores, bool logits, out float[] losses)
    {
        var ctc = new CtcLoss(batch.Blank);
        float[] gradient = new float[scores.Length];
        losses = new float[batch.N];
        if (logits)
        {
            ctc.ForwardEachFromLogits(scores, batch.Concatenated, batch.InputLengths, batch.TargetLengths, batch.C, losses);
            ctc.BackwardFromLogits(scores, batch.Concatenated, batch.InputLengths, batch.TargetLengths, batch.C, gradient);
        }
        else
        {
            ctc.ForwardEach(scores, batch.Concatenated, batch.InputLengths, batch.TargetLengths, batch.C, losses);
            ctc.Backward(scores, batch.Concatenated, batch.InputLengths, batch.TargetLengths, batch.C, gradient);
        }

        return gradient;
    }

    private static double[] Wide(float[] numbers) => [.. numbers.Select(x => (double)x)];
}
