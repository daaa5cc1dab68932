using System.Numerics;
using LossGen.Ctc;

namespace LossGen;

/// <summary>
/// The labels of the likeliest alignment: the likeliest class of each frame, equal neighbours merged, blanks dropped. Not
/// always the likeliest labels, which may have many alignments: for those see <see cref="CtcBeamSearch"/>.
/// </summary>
public static class CtcGreedyDecoder
{
    /// <summary>Decodes one sample.</summary>
    /// <param name="logProbs">Log-probabilities or logits, [T, C], frames <paramref name="stride"/> elements apart.</param>
    /// <param name="C">The number of classes.</param>
    /// <param name="blank">The class that stands for no label.</param>
    /// <param name="stride">The elements from one frame to the next, 0 for C: N·C within [T, N, C].</param>
    /// <returns>The labels. Of equal scores the first class counts; a NaN is never the largest.</returns>
    /// <exception cref="ArgumentException">The scores aren't whole frames.</exception>
    /// <exception cref="ArgumentOutOfRangeException">Blank is no class, or the stride is less than C.</exception>
    public static int[] Decode(ReadOnlySpan<float> logProbs, int C, int blank = 0, int stride = 0)
        => Decode(new Frames<float>(logProbs, C, blank, stride), blank);

    /// <inheritdoc cref="Decode(ReadOnlySpan{float}, int, int, int)"/>
    public static int[] Decode(ReadOnlySpan<double> logProbs, int C, int blank = 0, int stride = 0)
        => Decode(new Frames<double>(logProbs, C, blank, stride), blank);

    private static int[] Decode<T>(Frames<T> frames, int blank)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        List<int> labels = [];
        int last = blank;
        for (int t = 0; t < frames.Count; t++)
        {
            ReadOnlySpan<T> scores = frames[t];
            int best = 0;
            for (int c = 1; c < scores.Length; c++)
            {
                if (scores[c] > scores[best] || T.IsNaN(scores[best]))
                    best = c;
            }

            if (best != blank && best != last)
                labels.Add(best);
            last = best;
        }

        return [.. labels];
    }
}
