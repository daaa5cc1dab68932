namespace LossGen.Parity.Tests.Precise;

/// <summary>
/// The textbook's recursion for CTC, in probabilities: no exponent is too small for them here, so that it needs no logarithm, no
/// scale and no floor.
/// </summary>
internal static class PreciseCtc
{
    /// <summary>Of the classes in a frame.</summary>
    public static BigFloat[] Probabilities(BigFloat[] scores, bool areLogits)
    {
        BigFloat[] weights = [.. scores.Select(Elementary.Exp)];
        return areLogits ? [.. weights.Select(weight => weight / Sum(weights))] : weights;
    }

    /// <summary>The probability of the labels, and of each frame the posterior of each class; all 0 where no alignment fits.</summary>
    public static (BigFloat Total, BigFloat[][] Posteriors) Run(BigFloat[][] probabilities, int[] labels, int blank)
    {
        int[] states = States(labels, blank);
        BigFloat[][] forward = Forward(probabilities, states, blank);

        // Backward is forward from the other end; the probability of the frame itself is in both.
        BigFloat[][] backward = [.. Forward([.. probabilities.Reverse()], [.. states.Reverse()], blank).Reverse()];
        BigFloat total = Ends(forward[^1]);
        BigFloat[][] posteriors = [.. probabilities.Select(frame => new BigFloat[frame.Length])];
        for (int t = 0; t < probabilities.Length; t++)
        {
            for (int s = 0; s < states.Length; s++)
            {
                BigFloat both = forward[t][s] * backward[t][states.Length - 1 - s];
                if (!both.IsZero)
                    posteriors[t][states[s]] += both / (probabilities[t][states[s]] * total);
            }
        }

        return (total, posteriors);
    }

    /// <summary>The probability of the labels.</summary>
    public static BigFloat Total(BigFloat[][] probabilities, int[] labels, int blank)
        => Ends(Forward(probabilities, States(labels, blank), blank)[^1]);

    private static int[] States(int[] labels, int blank) => [blank, .. labels.SelectMany(label => (int[])[label, blank])];

    private static BigFloat Ends(BigFloat[] last) => last.Length == 1 ? last[0] : last[^1] + last[^2];

    private static BigFloat[][] Forward(BigFloat[][] probabilities, int[] states, int blank)
    {
        var rows = new BigFloat[probabilities.Length][];
        for (int t = 0; t < rows.Length; t++)
        {
            rows[t] = new BigFloat[states.Length];
            for (int s = 0; s < states.Length; s++)
            {
                BigFloat before = t == 0 ? s <= 1 ? 1 : 0 : rows[t - 1][s];
                if (t > 0 && s >= 1)
                    before += rows[t - 1][s - 1];
                if (t > 0 && s >= 2 && states[s] != blank && states[s] != states[s - 2])
                    before += rows[t - 1][s - 2];
                rows[t][s] = before * probabilities[t][states[s]];
            }
        }

        return rows;
    }

    private static BigFloat Sum(IEnumerable<BigFloat> terms) => terms.Aggregate((BigFloat)0, (sum, term) => sum + term);
}
