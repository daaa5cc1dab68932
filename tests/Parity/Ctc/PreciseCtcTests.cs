using LossGen.Parity.Tests.Precise;

namespace LossGen.Parity.Tests.Ctc;

/// <summary>The recursion in 256 bits is held against the definition of CTC, taken at its word.</summary>
public sealed class PreciseCtcTests
{
    private const int Frames = 4;
    private const int Classes = 3;

    /// <summary>Every sequence of up to three labels: total and posteriors are those of the alignments that collapse to it.</summary>
    [Fact]
    public void Total_and_posteriors_are_those_of_all_alignments()
    {
        var random = new Random(1);
        for (int blank = 0; blank < Classes; blank++)
        {
            BigFloat[][] probabilities = [.. Enumerable.Range(0, Frames).Select(_ =>
                PreciseCtc.Probabilities([.. Enumerable.Range(0, Classes).Select(_ => (BigFloat)(20 * random.NextDouble()))], areLogits: true))];
            ILookup<string, int[]> alignments = Sequences(Frames, Enumerable.Range(0, Classes)).ToLookup(alignment => Text(Collapse(alignment, blank)));
            foreach (int[] labels in Enumerable.Range(0, 4).SelectMany(length => Sequences(length, Enumerable.Range(0, Classes).Where(c => c != blank))))
            {
                (BigFloat total, BigFloat[][] posteriors) = PreciseCtc.Run(probabilities, labels, blank);
                int[][] fitting = [.. alignments[Text(labels)]];
                Near(Mass(probabilities, fitting), total);
                for (int t = 0; t < Frames; t++)
                {
                    for (int c = 0; c < Classes; c++)
                        Near(Mass(probabilities, fitting.Where(alignment => alignment[t] == c)), posteriors[t][c] * total);
                }
            }
        }
    }

    private static BigFloat Mass(BigFloat[][] probabilities, IEnumerable<int[]> alignments) => alignments.Aggregate(
        (BigFloat)0, (sum, alignment) => sum + alignment.Index().Aggregate((BigFloat)1, (product, at) => product * probabilities[at.Index][at.Item]));

    // Merges equal neighbours, then drops blanks.
    private static int[] Collapse(int[] alignment, int blank)
        => [.. alignment.Where((c, t) => c != blank && (t == 0 || c != alignment[t - 1]))];

    private static IEnumerable<int[]> Sequences(int length, IEnumerable<int> of)
        => length == 0 ? [[]] : Sequences(length - 1, of).SelectMany(before => of.Select(c => (int[])[.. before, c]));

    private static string Text(int[] labels) => string.Join(' ', labels);

    private static void Near(BigFloat expected, BigFloat actual)
    {
        BigFloat error = BigFloat.Abs(expected - actual);
        Assert.True(error.IsZero || error.Magnitude < expected.Magnitude - 200, $"{actual}, and not {expected}");
    }
}
