using System.Numerics;

namespace LossGen.Ctc;

/// <summary>One frame in double precision, element by element: for the samples that need more range than their own type has.</summary>
internal static unsafe class FrameScores
{
    /// <summary>What a frame's scores are to be reduced by to be log-probabilities.</summary>
    internal static double Normaliser<T>(in Sample<T> sample, int t)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (sample.Entry != Entry.Logits)
            return 0;

        var scores = new ReadOnlySpan<T>(sample.Scores + t * sample.Stride, sample.Classes);
        double largest = double.NegativeInfinity;
        foreach (T score in scores)
            largest = Math.Max(largest, double.CreateTruncating(score));
        double sum = 0;
        foreach (T score in scores)
            sum += Math.Exp(double.CreateTruncating(score) - largest);
        return largest + Math.Log(sum);
    }

    /// <summary>The gradient of a frame from the posteriors of all classes.</summary>
    internal static void WriteGradient<T>(in Sample<T> sample, int t, double normaliser, ReadOnlySpan<double> occupancies)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        T* scores = sample.Scores + t * sample.Stride;
        T* gradient = sample.Gradient + t * sample.Stride;
        for (int c = 0; c < occupancies.Length; c++)
        {
            double probability = sample.Entry == Entry.LogProbabilities
                ? 0
                : Math.Exp(double.CreateTruncating(scores[c]) - normaliser);
            gradient[c] = T.CreateTruncating((probability - occupancies[c]) * sample.Upstream);
        }
    }
}
