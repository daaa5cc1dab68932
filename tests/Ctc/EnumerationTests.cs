namespace LossGen.Ctc.Tests;

public class EnumerationTests
{
    public static TheoryData<int, int> Shapes()
    {
        TheoryData<int, int> shapes = [];
        for (int frames = 1; frames <= 6; frames++)
        {
            for (int classes = 1; classes <= 4; classes++)
                shapes.Add(frames, classes);
        }

        return shapes;
    }

    /// <summary>Every label sequence of up to three labels, every blank, at every shape.</summary>
    [Theory]
    [MemberData(nameof(Shapes))]
    public void Loss_and_gradient_are_those_of_all_alignments(int frames, int classes)
    {
        var random = new Random(frames * 10 + classes);
        for (int blank = 0; blank < classes; blank++)
        {
            foreach (int[] labels in Sequences(classes, blank))
            {
                double[] logits = [.. Enumerable.Range(0, frames * classes).Select(_ => 4 * random.NextDouble() - 2)];
                double[] logProbs = Case.LogSoftmax(logits, classes);
                (double loss, double[] posteriors) = Enumeration.Run(logProbs, frames, classes, labels, blank);

                var ctc = new CtcLoss(blank);
                double[] gradient = new double[logits.Length];
                Assert.Equal(loss, ctc.ForwardFromLogits(logits, labels, [frames], [labels.Length], classes) * Divisor(labels), Tolerance(loss));
                ctc.Backward(logProbs, labels, [frames], [labels.Length], classes, gradient, upstream: Divisor(labels));
                for (int i = 0; i < gradient.Length; i++)
                    Assert.Equal(-posteriors[i], gradient[i], 1e-12);

                float[] single = [.. logProbs.Select(x => (float)x)];
                float[] singleGradient = new float[logits.Length];
                ctc.Backward(single, labels, [frames], [labels.Length], classes, singleGradient, upstream: Divisor(labels));
                for (int i = 0; i < gradient.Length; i++)
                    Assert.Equal(-posteriors[i], singleGradient[i], 2e-6);
            }
        }
    }

    private static double Divisor(int[] labels) => Math.Max(labels.Length, 1);

    private static double Tolerance(double value) => double.IsInfinity(value) ? 0 : 1e-12 * Math.Max(1, Math.Abs(value));

    private static IEnumerable<int[]> Sequences(int classes, int blank)
    {
        List<int[]> sequences = [[]];
        for (int length = 0; length <= 3; length++)
        {
            foreach (int[] sequence in sequences)
                yield return sequence;
            sequences = [.. sequences.SelectMany(s => Enumerable.Range(0, classes).Where(c => c != blank).Select(c => (int[])[.. s, c]))];
        }
    }
}
