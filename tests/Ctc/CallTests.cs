namespace LossGen.Ctc.Tests;

/// <summary>The members against one another: what differs only in how it is said gives the same bits.</summary>
public class CallTests
{
    private static readonly Case s_batch = Case.Random(new Random(11), 40, 23, 30, 12, 3);

    public static TheoryData<bool> Entries => [false, true];

    [Theory]
    [MemberData(nameof(Entries))]
    public void Padded_and_concatenated_int_and_long_any_layout_any_scratch_give_the_same_bits(bool logits)
    {
        float[] scores = Scores(logits);
        float[] expected = Gradient(new CtcLoss(s_batch.Blank), scores, logits, s_batch.Concatenated, out double value);
        Assert.Equal(expected, Gradient(new CtcLoss(s_batch.Blank), scores, logits, s_batch.Padded(3), out double padded));
        Assert.Equal(value, padded);

        long[] targets = Long(s_batch.Concatenated);
        float[] gradient = new float[scores.Length];
        float[] scratch = new float[CtcLoss.ScratchLength(s_batch.T, s_batch.TargetLengths.Max(), s_batch.C)];
        var ctc = new CtcLoss(s_batch.Blank);
        double asLong = logits
            ? ctc.BackwardFromLogits(scores, targets, Long(s_batch.InputLengths), Long(s_batch.TargetLengths), s_batch.C, gradient, scratch: scratch)
            : ctc.Backward(scores, targets, Long(s_batch.InputLengths), Long(s_batch.TargetLengths), s_batch.C, gradient, scratch: scratch);
        Assert.Equal(value, asLong);
        Assert.Equal(expected, gradient);

        float[] batchFirst = Gradient(
            new CtcLoss(s_batch.Blank) { BatchFirst = true }, Transposed(scores), logits, s_batch.Concatenated, out double first);
        Assert.Equal(value, first);
        Assert.Equal(Transposed(expected), batchFirst);
    }

    [Theory]
    [MemberData(nameof(Entries))]
    public void Any_number_of_threads_gives_the_same_bits(bool logits)
    {
        float[] scores = Scores(logits);
        float[] expected = Gradient(new CtcLoss(s_batch.Blank), scores, logits, s_batch.Concatenated, out double value);
        foreach (int threads in (int[])[2, 3, -1])
        {
            for (int repeat = 0; repeat < 20; repeat++)
            {
                var ctc = new CtcLoss(s_batch.Blank) { MaxDegreeOfParallelism = threads };
                Assert.Equal(expected, Gradient(ctc, scores, logits, s_batch.Concatenated, out double shared));
                Assert.Equal(value, shared);
            }
        }
    }

    [Theory]
    [MemberData(nameof(Entries))]
    public void A_batch_is_its_samples(bool logits)
    {
        float[] scores = Scores(logits);
        var ctc = new CtcLoss(s_batch.Blank) { Reduction = Reduction.Sum };
        float[] gradient = Gradient(ctc, scores, logits, s_batch.Concatenated, out _);
        float[] losses = Each(ctc, scores, logits);
        for (int n = 0; n < s_batch.N; n++)
        {
            float[] own = Rows(n, scores);
            float[] ownGradient = new float[own.Length];
            int[] labels = s_batch.Labels[n];
            double loss = logits
                ? ctc.BackwardFromLogits(own, labels, [s_batch.InputLengths[n]], [labels.Length], s_batch.C, ownGradient)
                : ctc.Backward(own, labels, [s_batch.InputLengths[n]], [labels.Length], s_batch.C, ownGradient);
            Assert.Equal(losses[n], (float)loss);
            Assert.Equal(Rows(n, gradient), ownGradient);
        }
    }

    [Theory]
    [MemberData(nameof(Entries))]
    public void Reductions_totals_and_upstream_gradients_agree(bool logits)
    {
        float[] scores = Scores(logits);
        float[] losses = Each(new CtcLoss(s_batch.Blank), scores, logits);
        double[] perLabel = [.. losses.Select((loss, n) => (double)loss / Math.Max(1, s_batch.Labels[n].Length))];
        foreach ((Reduction reduction, double expected, Func<int, double> weight) in (
            (Reduction, double, Func<int, double>)[])[
                (Reduction.Mean, perLabel.Average(), n => 1.0 / s_batch.N / Math.Max(1, s_batch.Labels[n].Length)),
                (Reduction.Sum, losses.Sum(loss => (double)loss), _ => 1),
                (Reduction.BatchMean, losses.Average(loss => (double)loss), _ => 1.0 / s_batch.N)])
        {
            var ctc = new CtcLoss(s_batch.Blank) { Reduction = reduction };
            float[] gradient = Gradient(ctc, scores, logits, s_batch.Concatenated, out double value, upstream: -1.5);
            Assert.Equal(expected, value, 1e-6 * Math.Abs(expected));
            LossTotal total = Total(ctc, scores, logits);
            Assert.Equal(value, total.Value, 1e-6 * Math.Abs(value));
            Assert.Equal(s_batch.N, total.Count);

            float[] upstream = [.. Enumerable.Range(0, s_batch.N).Select(n => (float)(-1.5 * weight(n)))];
            float[] each = new float[scores.Length];
            if (logits)
                ctc.BackwardEachFromLogits(scores, s_batch.Concatenated, s_batch.InputLengths, s_batch.TargetLengths, s_batch.C, upstream, each);
            else
                ctc.BackwardEach(scores, s_batch.Concatenated, s_batch.InputLengths, s_batch.TargetLengths, s_batch.C, upstream, each);
            for (int i = 0; i < each.Length; i++)
                Assert.Equal(gradient[i], each[i], 1e-6 * Math.Max(1e-3, Math.Abs(gradient[i])));
        }
    }

    [Fact]
    public void Parts_add_up_to_the_whole()
    {
        var ctc = new CtcLoss(s_batch.Blank) { BatchFirst = true };
        float[] scores = Transposed(Scores(true));
        float[] whole = Gradient(ctc, scores, true, s_batch.Concatenated, out double value);
        const int Cut = 9;
        int row = s_batch.T * s_batch.C;
        int labels = s_batch.TargetLengths[..Cut].Sum();
        double sum = 0;
        LossTotal total = default;
        float[][] gradients = [new float[Cut * row], new float[(s_batch.N - Cut) * row]];
        for (int round = 0; round < 2; round++)
        {
            for (int part = 0; part < 2; part++)
            {
                float[] own = part == 0 ? scores[..(Cut * row)] : scores[(Cut * row)..];
                int[] targets = part == 0 ? s_batch.Concatenated[..labels] : s_batch.Concatenated[labels..];
                int[] inputs = part == 0 ? s_batch.InputLengths[..Cut] : s_batch.InputLengths[Cut..];
                int[] lengths = part == 0 ? s_batch.TargetLengths[..Cut] : s_batch.TargetLengths[Cut..];
                if (round == 0)
                    total += ctc.TotalFromLogits(own, targets, inputs, lengths, s_batch.C);
                else
                    sum += ctc.BackwardFromLogits(own, targets, inputs, lengths, s_batch.C, gradients[part], whole: total);
            }
        }

        Assert.Equal(value, sum, 1e-6 * value);
        float[] joined = [.. gradients[0], .. gradients[1]];
        for (int i = 0; i < whole.Length; i++)
            Assert.Equal(whole[i], joined[i], 1e-6 * Math.Max(1e-3, Math.Abs(whole[i])));
    }

    [Theory]
    [MemberData(nameof(Entries))]
    public void Nothing_is_allocated(bool logits)
    {
        float[] scores = Scores(logits);
        double[] doubles = [.. scores.Select(x => (double)x)];
        float[] gradient = new float[scores.Length];
        double[] doubleGradient = new double[scores.Length];
        int[] targets = s_batch.Concatenated;
        int[] lengths = s_batch.TargetLengths;
        foreach (int threads in (int[])[1, 2])
        {
            var ctc = new CtcLoss(s_batch.Blank) { MaxDegreeOfParallelism = threads };
            void Run()
            {
                if (logits)
                {
                    ctc.BackwardFromLogits(scores, targets, s_batch.InputLengths, lengths, s_batch.C, gradient);
                    ctc.BackwardFromLogits(doubles, targets, s_batch.InputLengths, lengths, s_batch.C, doubleGradient);
                }
                else
                {
                    ctc.Backward(scores, targets, s_batch.InputLengths, lengths, s_batch.C, gradient);
                    ctc.Backward(doubles, targets, s_batch.InputLengths, lengths, s_batch.C, doubleGradient);
                }
            }

            for (int warm = 0; warm < 5; warm++)
                Run();
            long before = GC.GetAllocatedBytesForCurrentThread();
            for (int round = 0; round < 5; round++)
                Run();
            Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
        }
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

    private static float[] Scores(bool logits) => [.. (logits ? s_batch.Logits : s_batch.LogProbs).Select(x => (float)x)];

    private static long[] Long(int[] numbers) => Array.ConvertAll(numbers, n => (long)n);

    private static float[] Rows(int n, float[] scores)
        => [.. Enumerable.Range(0, s_batch.T).SelectMany(t => scores[((t * s_batch.N + n) * s_batch.C)..((t * s_batch.N + n + 1) * s_batch.C)])];

    private static float[] Transposed(float[] scores) => [.. Enumerable.Range(0, s_batch.N).SelectMany(n => Rows(n, scores))];

    private static float[] Gradient(CtcLoss ctc, float[] scores, bool logits, int[] targets, out double value, double upstream = 1)
    {
        float[] gradient = [.. scores.Select(_ => float.NaN)];
        value = logits
            ? ctc.BackwardFromLogits(scores, targets, s_batch.InputLengths, s_batch.TargetLengths, s_batch.C, gradient, upstream)
            : ctc.Backward(scores, targets, s_batch.InputLengths, s_batch.TargetLengths, s_batch.C, gradient, upstream);
        return gradient;
    }

    private static float[] Each(CtcLoss ctc, float[] scores, bool logits)
    {
        float[] losses = new float[s_batch.N];
        if (logits)
            ctc.ForwardEachFromLogits(scores, s_batch.Concatenated, s_batch.InputLengths, s_batch.TargetLengths, s_batch.C, losses);
        else
            ctc.ForwardEach(scores, s_batch.Concatenated, s_batch.InputLengths, s_batch.TargetLengths, s_batch.C, losses);
        return losses;
    }

    private static LossTotal Total(CtcLoss ctc, float[] scores, bool logits) => logits
        ? ctc.TotalFromLogits(scores, s_batch.Concatenated, s_batch.InputLengths, s_batch.TargetLengths, s_batch.C)
        : ctc.Total(scores, s_batch.Concatenated, s_batch.InputLengths, s_batch.TargetLengths, s_batch.C);
}
