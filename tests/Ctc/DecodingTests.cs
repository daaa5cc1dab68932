using CsCheck;

namespace LossGen.Ctc.Tests;

public class DecodingTests
{
    private static readonly Gen<(double[] LogProbs, int T, int C, int Blank)> s_samples =
        from frames in Gen.Int[0, 6]
        from classes in Gen.Int[1, 4]
        from blank in Gen.Int[0, classes - 1]
        from logits in Gen.Double[-3, 3].Array[frames * classes]
        select (Case.LogSoftmax(logits, classes), frames, classes, blank);

    [Fact]
    public void Greedy_collapses_the_likeliest_alignment()
        => s_samples.Sample(sample =>
        {
            // Alignments that are equally likely but for rounding are equally right.
            var alignments = Alignments(sample.T, sample.C).Select(a => (Alignment: a, Probability: Probability(sample.LogProbs, sample.C, a))).ToList();
            double best = alignments.Max(a => a.Probability);
            var right = alignments.Where(a => a.Probability >= best * (1 - 1e-12)).Select(a => Enumeration.Collapse(a.Alignment, sample.Blank));
            int[] decoded = CtcGreedyDecoder.Decode(sample.LogProbs, sample.C, sample.Blank);
            Assert.Contains(right, labels => labels.SequenceEqual(decoded));
        });

    [Fact]
    public void A_wide_beam_finds_every_sequence_with_its_probability()
        => s_samples.Sample(sample =>
        {
            Dictionary<string, double> expected = Sequences(sample.LogProbs, sample.T, sample.C, sample.Blank);
            IReadOnlyList<CtcHypothesis> found = new CtcBeamSearch(100_000, sample.Blank).Decode(sample.LogProbs, sample.C);
            Assert.Equal(expected.Count, found.Count);
            Assert.Equal(found.OrderByDescending(h => h.Score), found);
            foreach (CtcHypothesis hypothesis in found)
                Assert.Equal(Math.Log(expected[Key(hypothesis.Labels)]), hypothesis.LogProbability, 1e-12);
        }, iter: 60);

    [Fact]
    public void A_beam_finds_what_greedy_misses()
    {
        // The likeliest alignment is all blank (0.36), the likeliest sequence is [1] (0.64).
        double[] logProbs = [Math.Log(0.6), Math.Log(0.4), Math.Log(0.6), Math.Log(0.4)];
        Assert.Equal([], CtcGreedyDecoder.Decode(logProbs, 2));
        CtcHypothesis best = new CtcBeamSearch(2).Decode(logProbs, 2)[0];
        Assert.Equal([1], best.Labels);
        Assert.Equal(Math.Log(0.64), best.LogProbability, 1e-14);
    }

    [Fact]
    public void A_narrow_beam_keeps_its_width()
        => s_samples.Sample(sample =>
            Assert.True(new CtcBeamSearch(2, sample.Blank).Decode(sample.LogProbs, sample.C).Count <= 2), iter: 60);

    [Fact]
    public void Scores_of_labels_are_added_once_for_each()
        => s_samples.Sample(sample =>
        {
            double Score(IReadOnlyList<int> before, int label) => 0.3 * label - 0.7 * before.Count;
            Dictionary<string, double> expected = Sequences(sample.LogProbs, sample.T, sample.C, sample.Blank);
            foreach (CtcHypothesis hypothesis in new CtcBeamSearch(100_000, sample.Blank) { LabelScore = Score }.Decode(sample.LogProbs, sample.C))
            {
                double bonus = hypothesis.Labels.Select((label, k) => Score([.. hypothesis.Labels.Take(k)], label)).Sum();
                Assert.Equal(Math.Log(expected[Key(hypothesis.Labels)]) + bonus, hypothesis.Score, 1e-11);
            }
        }, iter: 60);

    [Fact]
    public void A_label_can_be_forbidden()
        => s_samples.Sample(sample =>
        {
            var search = new CtcBeamSearch(50, sample.Blank) { LabelScore = (_, label) => label == 1 ? double.NegativeInfinity : 0 };
            Assert.All(search.Decode(sample.LogProbs, sample.C), h => Assert.DoesNotContain(1, h.Labels));
        }, iter: 60);

    [Fact]
    public void Alignment_is_the_likeliest_of_all()
        => s_samples.Sample(sample =>
        {
            foreach (IGrouping<string, int[]> group in Alignments(sample.T, sample.C).GroupBy(a => Key(Enumeration.Collapse(a, sample.Blank))))
            {
                int[] labels = [.. Enumeration.Collapse(group.First(), sample.Blank)];
                CtcAlignment alignment = CtcAlignment.Align(sample.LogProbs, labels, sample.C, sample.Blank)!;
                Assert.Equal(group.Max(a => Probability(sample.LogProbs, sample.C, a)), Math.Exp(alignment.LogProbability), 1e-12);

                // Its spans say an alignment of the same labels and the same probability.
                int[] path = [.. Enumerable.Repeat(sample.Blank, sample.T)];
                double own = 0;
                foreach (CtcSpan span in alignment.Spans)
                {
                    path.AsSpan(span.Start..span.End).Fill(span.Label);
                    own = Enumerable.Range(span.Start, span.End - span.Start).Sum(t => sample.LogProbs[t * sample.C + span.Label]);
                    Assert.Equal(own, span.LogProbability, 1e-12);
                    Assert.Equal(Math.Exp(own / (span.End - span.Start)), span.Confidence, 1e-12);
                }

                Assert.Equal(labels, Enumeration.Collapse(path, sample.Blank));
                Assert.Equal(Math.Exp(alignment.LogProbability), Probability(sample.LogProbs, sample.C, path), 1e-12);
            }
        }, iter: 40);

    [Fact]
    public void Alignment_of_what_does_not_fit_is_null()
    {
        Assert.Null(CtcAlignment.Align([-1.0, -1, -1, -1], [1, 1], 2));
        Assert.Null(CtcAlignment.Align([0.0, double.NegativeInfinity], [1], 2));
        Assert.Empty(CtcAlignment.Align(ReadOnlySpan<double>.Empty, [], 2)!.Spans);
    }

    [Fact]
    public void A_sample_of_a_batch_needs_no_copy()
    {
        Case batch = Case.Random(new Random(4), 7, 3, 4, 3, 2, everyLength: false);
        double[] logProbs = batch.LogProbs;
        int stride = batch.N * batch.C;
        for (int n = 0; n < batch.N; n++)
        {
            double[] alone = batch.Rows(n, logProbs);
            ReadOnlySpan<double> within = logProbs.AsSpan(n * batch.C);
            Assert.Equal(CtcGreedyDecoder.Decode(alone, batch.C, batch.Blank), CtcGreedyDecoder.Decode(within, batch.C, batch.Blank, stride));
            Assert.Equal(
                new CtcBeamSearch(4, batch.Blank).Decode(alone, batch.C)[0].LogProbability,
                new CtcBeamSearch(4, batch.Blank).Decode(within, batch.C, stride)[0].LogProbability);
            Assert.Equal(
                CtcAlignment.Align(alone, batch.Labels[n], batch.C, batch.Blank)!.LogProbability,
                CtcAlignment.Align(within, batch.Labels[n], batch.C, batch.Blank, stride)!.LogProbability);
        }
    }

    [Fact]
    public void What_is_wrong_is_refused()
    {
        Assert.Throws<ArgumentException>(() => CtcGreedyDecoder.Decode([1.0, 2, 3], 2));
        Assert.Throws<ArgumentOutOfRangeException>(() => CtcGreedyDecoder.Decode([1.0, 2], 2, blank: 2));
        Assert.Throws<ArgumentOutOfRangeException>(() => CtcGreedyDecoder.Decode([1.0, 2], 2, stride: 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => new CtcBeamSearch(0));
        Assert.Throws<ArgumentOutOfRangeException>(() => CtcAlignment.Align([1.0, 2], [0], 2));
        Assert.Throws<ArgumentOutOfRangeException>(() => CtcAlignment.Align([1.0, 2], [2], 2));
    }

    private static IEnumerable<int[]> Alignments(int frames, int classes)
        => Enumerable.Range(0, (int)Math.Pow(classes, frames)).Select(number =>
        {
            int[] alignment = new int[frames];
            for (int t = 0; t < frames; t++, number /= classes)
                alignment[t] = number % classes;
            return alignment;
        });

    private static double Probability(double[] logProbs, int classes, int[] alignment)
        => Math.Exp(alignment.Select((c, t) => logProbs[t * classes + c]).Sum());

    private static Dictionary<string, double> Sequences(double[] logProbs, int frames, int classes, int blank)
        => Alignments(frames, classes)
            .GroupBy(a => Key(Enumeration.Collapse(a, blank)))
            .ToDictionary(group => group.Key, group => group.Sum(a => Probability(logProbs, classes, a)));

    private static string Key(IEnumerable<int> labels) => string.Join(' ', labels);
}
