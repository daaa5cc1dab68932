namespace LossGen.Ctc.Tests;

/// <summary>The members against one another: what differs only in how it is said gives the same bits.</summary>
public class CallTests
{
    internal static readonly Case Batch = Case.Random(new Random(11), 40, 23, 30, 12, 3);

    public static TheoryData<bool> Entries => [false, true];

    [Theory]
    [MemberData(nameof(Entries))]
    public void Padded_and_concatenated_int_and_long_any_layout_any_scratch_give_the_same_bits(bool logits)
    {
        float[] scores = Scores(logits);
        float[] expected = Gradient(new CtcLoss(Batch.Blank), scores, logits, Batch.Concatenated, out double value);
        Assert.Equal(expected, Gradient(new CtcLoss(Batch.Blank), scores, logits, Batch.Padded(3), out double padded));
        Assert.Equal(value, padded);

        long[] targets = Long(Batch.Concatenated);
        float[] gradient = new float[scores.Length];
        float[] scratch = new float[CtcLoss.ScratchLength(Batch.T, Batch.TargetLengths.Max(), Batch.C)];
        var ctc = new CtcLoss(Batch.Blank);
        double asLong = logits
            ? ctc.BackwardFromLogits(scores, targets, Long(Batch.InputLengths), Long(Batch.TargetLengths), Batch.C, gradient, scratch: scratch)
            : ctc.Backward(scores, targets, Long(Batch.InputLengths), Long(Batch.TargetLengths), Batch.C, gradient, scratch: scratch);
        Assert.Equal(value, asLong);
        Assert.Equal(expected, gradient);

        float[] batchFirst = Gradient(
            new CtcLoss(Batch.Blank) { BatchFirst = true }, Transposed(scores), logits, Batch.Concatenated, out double first);
        Assert.Equal(value, first);
        Assert.Equal(Transposed(expected), batchFirst);
    }

    [Theory]
    [MemberData(nameof(Entries))]
    public void Any_number_of_threads_gives_the_same_bits(bool logits)
    {
        float[] scores = Scores(logits);
        float[] expected = Gradient(new CtcLoss(Batch.Blank), scores, logits, Batch.Concatenated, out double value);
        foreach (int threads in (int[])[2, 3, -1])
        {
            for (int repeat = 0; repeat < 20; repeat++)
            {
                var ctc = new CtcLoss(Batch.Blank) { MaxDegreeOfParallelism = threads };
                Assert.Equal(expected, Gradient(ctc, scores, logits, Batch.Concatenated, out double shared));
                Assert.Equal(value, shared);
            }
        }
    }

    [Theory]
    [MemberData(nameof(Entries))]
    public void A_batch_is_its_samples(bool logits)
    {
        float[] scores = Scores(logits);
        var ctc = new CtcLoss(Batch.Blank) { Reduction = Reduction.Sum };
        float[] gradient = Gradient(ctc, scores, logits, Batch.Concatenated, out _);
        float[] losses = Each(ctc, scores, logits);
        for (int n = 0; n < Batch.N; n++)
        {
            float[] own = Rows(n, scores);
            float[] ownGradient = new float[own.Length];
            int[] labels = Batch.Labels[n];
            double loss = logits
                ? ctc.BackwardFromLogits(own, labels, [Batch.InputLengths[n]], [labels.Length], Batch.C, ownGradient)
                : ctc.Backward(own, labels, [Batch.InputLengths[n]], [labels.Length], Batch.C, ownGradient);
            Assert.Equal(losses[n], (float)loss);
            Assert.Equal(Rows(n, gradient), ownGradient);
        }
    }

    [Theory]
    [MemberData(nameof(Entries))]
    public void Reductions_totals_and_upstream_gradients_agree(bool logits)
    {
        float[] scores = Scores(logits);
        float[] losses = Each(new CtcLoss(Batch.Blank), scores, logits);
        double[] perLabel = [.. losses.Select((loss, n) => (double)loss / Math.Max(1, Batch.Labels[n].Length))];
        foreach ((Reduction reduction, double expected, Func<int, double> weight) in (
            (Reduction, double, Func<int, double>)[])[
                (Reduction.Mean, perLabel.Average(), n => 1.0 / Batch.N / Math.Max(1, Batch.Labels[n].Length)),
                (Reduction.Sum, losses.Sum(loss => (double)loss), _ => 1),
                (Reduction.BatchMean, losses.Average(loss => (double)loss), _ => 1.0 / Batch.N)])
        {
            var ctc = new CtcLoss(Batch.Blank) { Reduction = reduction };
            float[] gradient = Gradient(ctc, scores, logits, Batch.Concatenated, out double value, upstream: -1.5);
            Assert.Equal(expected, value, 1e-6 * Math.Abs(expected));
            LossTotal total = Total(ctc, scores, logits);
            Assert.Equal(value, total.Value, 1e-6 * Math.Abs(value));
            Assert.Equal(Batch.N, total.Count);

            float[] upstream = [.. Enumerable.Range(0, Batch.N).Select(n => (float)(-1.5 * weight(n)))];
            float[] each = new float[scores.Length];
            if (logits)
                ctc.BackwardEachFromLogits(scores, Batch.Concatenated, Batch.InputLengths, Batch.TargetLengths, Batch.C, upstream, each);
            else
                ctc.BackwardEach(scores, Batch.Concatenated, Batch.InputLengths, Batch.TargetLengths, Batch.C, upstream, each);
            for (int i = 0; i < each.Length; i++)
                Assert.Equal(gradient[i], each[i], 1e-6 * Math.Max(1e-3, Math.Abs(gradient[i])));
        }
    }

    [Fact]
    public void Parts_add_up_to_the_whole()
    {
        var ctc = new CtcLoss(Batch.Blank) { BatchFirst = true };
        float[] scores = Transposed(Scores(true));
        float[] whole = Gradient(ctc, scores, true, Batch.Concatenated, out double value);
        const int Cut = 9;
        int row = Batch.T * Batch.C;
        int labels = Batch.TargetLengths[..Cut].Sum();
        double sum = 0;
        LossTotal total = default;
        float[][] gradients = [new float[Cut * row], new float[(Batch.N - Cut) * row]];
        for (int round = 0; round < 2; round++)
        {
            for (int part = 0; part < 2; part++)
            {
                float[] own = part == 0 ? scores[..(Cut * row)] : scores[(Cut * row)..];
                int[] targets = part == 0 ? Batch.Concatenated[..labels] : Batch.Concatenated[labels..];
                int[] inputs = part == 0 ? Batch.InputLengths[..Cut] : Batch.InputLengths[Cut..];
                int[] lengths = part == 0 ? Batch.TargetLengths[..Cut] : Batch.TargetLengths[Cut..];
                if (round == 0)
                    total += ctc.TotalFromLogits(own, targets, inputs, lengths, Batch.C);
                else
                    sum += ctc.BackwardFromLogits(own, targets, inputs, lengths, Batch.C, gradients[part], whole: total);
            }
        }

        Assert.Equal(value, sum, 1e-6 * value);
        float[] joined = [.. gradients[0], .. gradients[1]];
        for (int i = 0; i < whole.Length; i++)
            Assert.Equal(whole[i], joined[i], 1e-6 * Math.Max(1e-3, Math.Abs(whole[i])));
    }

    [Fact]
    public void Wrong_arguments_are_refused_before_anything_is_written()
    {
        var ctc = new CtcLoss();
        double[] scores = new double[2 * 2 * 3];
        double[] gradient = [.. scores.Select(_ => 7.0)];
        void Refuse<TException>(string name, int[] targets, int[] inputs, int[] lengths, int classes = 3, CtcLoss? loss = null)
            where TException : ArgumentException
            => Assert.Equal(name, Assert.Throws<TException>(
                () => (loss ?? ctc).Backward(scores, targets, inputs, lengths, classes, gradient)).ParamName);

        Refuse<ArgumentOutOfRangeException>("targets", [1, 3], [2, 2], [1, 1]);
        Refuse<ArgumentOutOfRangeException>("targets", [1, -1], [2, 2], [1, 1]);
        Refuse<ArgumentOutOfRangeException>("targets", [1, 0], [2, 2], [1, 1]);
        Refuse<ArgumentOutOfRangeException>("inputLengths", [1, 1], [3, 2], [1, 1]);
        Refuse<ArgumentOutOfRangeException>("inputLengths", [1, 1], [-1, 2], [1, 1]);
        Refuse<ArgumentOutOfRangeException>("targetLengths", [1, 1], [2, 2], [-1, 1]);
        Refuse<ArgumentOutOfRangeException>("targetLengths", [1, 1], [2, 2], [1, 5]);
        Refuse<ArgumentOutOfRangeException>("C", [1, 1], [2, 2], [1, 1], 0);
        Refuse<ArgumentOutOfRangeException>("C", [1, 1], [2, 2], [1, 1], 3, new CtcLoss(3));
        Refuse<ArgumentException>("targets", [1, 1, 1], [2, 2], [1, 1]);
        Refuse<ArgumentException>("targetLengths", [1, 1], [2, 2], [1]);
        Refuse<ArgumentException>("logProbs", [1, 1], [2, 2], [1, 1], 5);
        Assert.Throws<ArgumentException>("gradLogProbs", () => ctc.Backward(scores, [1, 1], [2, 2], [1, 1], 3, new double[3]));
        Assert.Throws<ArgumentException>("gradLogProbs", () => ctc.Backward(scores, [1, 1], [2, 2], [1, 1], 3, scores));
        Assert.Throws<ArgumentException>("scratch", () => ctc.Forward(scores, [1, 1], [2, 2], [1, 1], 3, new double[3]));
        Assert.Throws<ArgumentException>("losses", () => ctc.ForwardEach(scores, [1, 1], [2, 2], [1, 1], 3, new double[3]));
        Assert.Throws<ArgumentException>("upstream", () => ctc.BackwardEach(scores, [1, 1], [2, 2], [1, 1], 3, new double[3], gradient));
        Assert.All(gradient, g => Assert.Equal(7, g));

        Assert.Throws<ArgumentOutOfRangeException>(() => new CtcLoss(-1));
        Assert.Throws<ArgumentOutOfRangeException>(() => new CtcLoss { MaxDegreeOfParallelism = 0 });
        Assert.Throws<ArgumentOutOfRangeException>(() => new CtcLoss { Reduction = (Reduction)9 });
    }

    internal static float[] Scores(bool logits) => [.. (logits ? Batch.Logits : Batch.LogProbs).Select(x => (float)x)];

    private static long[] Long(int[] numbers) => Array.ConvertAll(numbers, n => (long)n);

    private static float[] Rows(int n, float[] scores)
        => [.. Enumerable.Range(0, Batch.T).SelectMany(t => scores[((t * Batch.N + n) * Batch.C)..((t * Batch.N + n + 1) * Batch.C)])];

    private static float[] Transposed(float[] scores) => [.. Enumerable.Range(0, Batch.N).SelectMany(n => Rows(n, scores))];

    private static float[] Gradient(CtcLoss ctc, float[] scores, bool logits, int[] targets, out double value, double upstream = 1)
    {
        float[] gradient = [.. scores.Select(_ => float.NaN)];
        value = logits
            ? ctc.BackwardFromLogits(scores, targets, Batch.InputLengths, Batch.TargetLengths, Batch.C, gradient, upstream)
            : ctc.Backward(scores, targets, Batch.InputLengths, Batch.TargetLengths, Batch.C, gradient, upstream);
        return gradient;
    }

    private static float[] Each(CtcLoss ctc, float[] scores, bool logits)
    {
        float[] losses = new float[Batch.N];
        if (logits)
            ctc.ForwardEachFromLogits(scores, Batch.Concatenated, Batch.InputLengths, Batch.TargetLengths, Batch.C, losses);
        else
            ctc.ForwardEach(scores, Batch.Concatenated, Batch.InputLengths, Batch.TargetLengths, Batch.C, losses);
        return losses;
    }

    private static LossTotal Total(CtcLoss ctc, float[] scores, bool logits) => logits
        ? ctc.TotalFromLogits(scores, Batch.Concatenated, Batch.InputLengths, Batch.TargetLengths, Batch.C)
        : ctc.Total(scores, Batch.Concatenated, Batch.InputLengths, Batch.TargetLengths, Batch.C);
}
