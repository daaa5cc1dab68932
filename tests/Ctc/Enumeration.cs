namespace LossGen.Ctc.Tests;

/// <summary>The definition of CTC, taken at its word: all alignments, one by one.</summary>
internal static class Enumeration
{
    /// <summary>The loss of one sample, and the posterior of each class in each frame, from log-probabilities [T, C].</summary>
    internal static (double Loss, double[] Posteriors) Run(double[] logProbs, int frames, int classes, int[] labels, int blank)
    {
        double total = 0;
        double[] mass = new double[frames * classes];
        int[] alignment = new int[frames];
        long count = (long)Math.Pow(classes, frames);
        for (long number = 0; number < count; number++)
        {
            long digits = number;
            double probability = 1;
            for (int t = 0; t < frames; t++)
            {
                alignment[t] = (int)(digits % classes);
                digits /= classes;
                probability *= Math.Exp(logProbs[t * classes + alignment[t]]);
            }

            if (!Collapse(alignment, blank).SequenceEqual(labels))
                continue;
            total += probability;
            for (int t = 0; t < frames; t++)
                mass[t * classes + alignment[t]] += probability;
        }

        return (-Math.Log(total), [.. mass.Select(m => total > 0 ? m / total : 0)]);
    }

    /// <summary>Merges equal neighbours, then drops blanks.</summary>
    internal static List<int> Collapse(IEnumerable<int> alignment, int blank)
    {
        List<int> labels = [];
        int last = blank;
        foreach (int c in alignment)
        {
            if (c != blank && c != last)
                labels.Add(c);
            last = c;
        }

        return labels;
    }
}
