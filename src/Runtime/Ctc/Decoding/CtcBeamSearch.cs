using System.Numerics;
using LossGen.Ctc;
using LossGen.Passes;

namespace LossGen;

/// <summary>
/// Prefix beam search: frame by frame the likeliest beginnings of a label sequence are kept, each with the probabilities of
/// all its alignments that end in a blank and of those that end in its last label (A. Hannun et al., First-Pass Large
/// Vocabulary Continuous Speech Recognition using Bi-Directional Recurrent DNNs, 2014).
/// </summary>
/// <param name="width">How many prefixes are kept.</param>
/// <param name="blank">The class that stands for no label.</param>
/// <exception cref="ArgumentOutOfRangeException">The width is less than 1, or blank negative.</exception>
public sealed class CtcBeamSearch(int width, int blank = 0)
{
    /// <summary>How many prefixes are kept.</summary>
    public int Width { get; } = ParameterChecks.Within(width, Interval.AtLeast(1), nameof(width), "1 <= width");

    /// <summary>The class that stands for no label.</summary>
    public int Blank { get; } = ParameterChecks.Within(blank, Interval.AtLeast(0), nameof(blank), "0 <= blank");

    /// <summary>
    /// What is added to the score of a hypothesis for each label, given the labels before it: the logarithm of a language
    /// model's probability, a bonus by label, −∞ to forbid it. Called once for a prefix and a label.
    /// </summary>
    public Func<IReadOnlyList<int>, int, double>? LabelScore { get; init; }

    /// <summary>Decodes one sample.</summary>
    /// <param name="logProbs">Log-probabilities, [T, C], frames <paramref name="stride"/> elements apart.</param>
    /// <param name="C">The number of classes.</param>
    /// <param name="stride">The elements from one frame to the next, 0 for C: N·C within [T, N, C].</param>
    /// <returns>At most <see cref="Width"/> hypotheses, best first; those without probability or score are left out.</returns>
    /// <exception cref="ArgumentException">The log-probabilities aren't whole frames.</exception>
    /// <exception cref="ArgumentOutOfRangeException">Blank is no class, or the stride is less than C.</exception>
    public IReadOnlyList<CtcHypothesis> Decode(ReadOnlySpan<float> logProbs, int C, int stride = 0)
        => Decode(new Frames<float>(logProbs, C, Blank, stride));

    /// <inheritdoc cref="Decode(ReadOnlySpan{float}, int, int)"/>
    public IReadOnlyList<CtcHypothesis> Decode(ReadOnlySpan<double> logProbs, int C, int stride = 0)
        => Decode(new Frames<double>(logProbs, C, Blank, stride));

    private List<CtcHypothesis> Decode<T>(Frames<T> frames)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        PrefixTree tree = new();
        Dictionary<int, Ends> beam = new() { [PrefixTree.Root] = new(0, double.NegativeInfinity) };
        for (int t = 0; t < frames.Count; t++)
        {
            Dictionary<int, Ends> next = [];
            foreach ((int prefix, Ends ends) in beam)
                Advance(tree, prefix, ends, frames[t], next);

            beam = Ranked(tree, next).Take(Width).ToDictionary(entry => entry.Prefix, entry => entry.Ends);
        }

        return [.. Ranked(tree, beam).Select(entry => new CtcHypothesis(
            tree.LabelsOf(entry.Prefix), entry.Ends.Total, entry.Ends.Total + tree.ScoreOf(entry.Prefix)))];
    }

    private void Advance<T>(PrefixTree tree, int prefix, Ends ends, ReadOnlySpan<T> scores, Dictionary<int, Ends> next)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        int last = tree.LabelOf(prefix);
        for (int c = 0; c < scores.Length; c++)
        {
            double score = double.CreateTruncating(scores[c]);
            if (c == Blank)
            {
                Add(next, prefix, new(ends.Total + score, double.NegativeInfinity));
            }
            else if (c == last)
            {
                // The label again without a blank between is the same label, with one it is another.
                Add(next, prefix, new(double.NegativeInfinity, ends.Label + score));
                if (!double.IsNegativeInfinity(ends.Blank))
                    Add(next, tree.Extend(prefix, c, LabelScore), new(double.NegativeInfinity, ends.Blank + score));
            }
            else
            {
                Add(next, tree.Extend(prefix, c, LabelScore), new(double.NegativeInfinity, ends.Total + score));
            }
        }
    }

    // Ties by the age of the prefix, so that the order is always the same.
    private static IEnumerable<(int Prefix, Ends Ends)> Ranked(PrefixTree tree, Dictionary<int, Ends> beam) => beam
        .Select(entry => (Prefix: entry.Key, Ends: entry.Value, Score: entry.Value.Total + tree.ScoreOf(entry.Key)))
        .Where(entry => entry.Score > double.NegativeInfinity)
        .OrderByDescending(entry => entry.Score)
        .ThenBy(entry => entry.Prefix)
        .Select(entry => (entry.Prefix, entry.Ends));

    private static void Add(Dictionary<int, Ends> beam, int prefix, Ends more)
        => beam[prefix] = beam.TryGetValue(prefix, out Ends ends)
            ? new(LogAdd(ends.Blank, more.Blank), LogAdd(ends.Label, more.Label))
            : more;

    private static double LogAdd(double left, double right)
    {
        double larger = Math.Max(left, right);
        return double.IsInfinity(larger) ? larger : larger + Math.Log(Math.Exp(left - larger) + Math.Exp(right - larger));
    }

    // The log-probabilities of a prefix's alignments, by what they end in.
    private readonly record struct Ends(double Blank, double Label)
    {
        internal double Total => LogAdd(Blank, Label);
    }
}
