namespace LossGen.Ctc.Tests;

/// <summary>
/// The textbook's recursion in the log domain over the extended label sequence, both arrays kept: plain, and as far from the
/// library's code as can be.
/// </summary>
internal static class LogReference
{
    /// <summary>
    /// The loss of one sample, the posteriors [T, C], and for each frame the log-likelihood that forward and backward
    /// variables give there.
    /// </summary>
    internal static (double Loss, double[] Posteriors, double[] LogLikelihoods) Run(
        double[] logProbs, int frames, int classes, int[] labels, int blank)
    {
        int[] extended = new int[2 * labels.Length + 1];
        Array.Fill(extended, blank);
        for (int k = 0; k < labels.Length; k++)
            extended[2 * k + 1] = labels[k];
        int states = extended.Length;
        double[,] alpha = new double[frames, states];
        double[,] beta = new double[frames, states];

        for (int t = 0; t < frames; t++)
        {
            for (int s = 0; s < states; s++)
            {
                List<double> terms = [];
                if (t == 0)
                {
                    if (s <= 1)
                        terms.Add(0);
                }
                else
                {
                    terms.Add(alpha[t - 1, s]);
                    if (s >= 1)
                        terms.Add(alpha[t - 1, s - 1]);
                    if (s >= 2 && extended[s] != blank && extended[s] != extended[s - 2])
                        terms.Add(alpha[t - 1, s - 2]);
                }

                alpha[t, s] = LogSum(terms) + logProbs[t * classes + extended[s]];
            }
        }

        for (int t = frames - 1; t >= 0; t--)
        {
            for (int s = 0; s < states; s++)
            {
                List<double> terms = [];
                if (t == frames - 1)
                {
                    if (s >= states - 2)
                        terms.Add(0);
                }
                else
                {
                    terms.Add(beta[t + 1, s] + logProbs[(t + 1) * classes + extended[s]]);
                    if (s + 1 < states)
                        terms.Add(beta[t + 1, s + 1] + logProbs[(t + 1) * classes + extended[s + 1]]);
                    if (s + 2 < states && extended[s + 2] != blank && extended[s + 2] != extended[s])
                        terms.Add(beta[t + 1, s + 2] + logProbs[(t + 1) * classes + extended[s + 2]]);
                }

                beta[t, s] = LogSum(terms);
            }
        }

        double[] posteriors = new double[frames * classes];
        double[] likelihoods = new double[frames];
        for (int t = 0; t < frames; t++)
        {
            likelihoods[t] = LogSum([.. Enumerable.Range(0, states).Select(s => alpha[t, s] + beta[t, s])]);
            for (int s = 0; s < states; s++)
                posteriors[t * classes + extended[s]] += Math.Exp(alpha[t, s] + beta[t, s] - likelihoods[t]);
        }

        return (-LogSum([.. Enumerable.Range(Math.Max(0, states - 2), Math.Min(2, states)).Select(s => alpha[frames - 1, s])]),
            posteriors,
            likelihoods);
    }

    /// <summary>The logarithm of a sum of exponentials.</summary>
    internal static double LogSum(List<double> terms)
    {
        double largest = terms.Count == 0 ? double.NegativeInfinity : terms.Max();
        return double.IsInfinity(largest) ? largest : largest + Math.Log(terms.Sum(term => Math.Exp(term - largest)));
    }
}
