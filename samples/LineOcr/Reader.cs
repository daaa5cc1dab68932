using LossGen;

namespace LineOcr;

/// <summary>Reads lines with a trained network.</summary>
internal sealed class Reader(Network network, LabelCodec codec)
{
    private readonly FeatureMap[] _maps = network.CreateMaps();
    private readonly CtcBeamSearch _search = new(width: 8);

    /// <summary>The text by the best label of each frame, and by the best sum over all alignments.</summary>
    internal (string Greedy, string Beam) Read(Line line)
    {
        float[] logProbs = LogProbs(line);
        return (
            codec.Decode(CtcGreedyDecoder.Decode(logProbs, codec.C)),
            codec.Decode([.. _search.Decode(logProbs, codec.C)[0].Labels]));
    }

    /// <summary>The frames of each digit of the true text.</summary>
    internal CtcAlignment Align(Line line) => CtcAlignment.Align(LogProbs(line), codec.Encode(line.Text), codec.C)!;

    // The log-softmax of each frame's scores, [T, C].
    private float[] LogProbs(Line line)
    {
        network.Forward(line, _maps);
        float[] result = _maps[^1].Frames(_maps[^1].Values).ToArray();
        for (int start = 0; start < result.Length; start += codec.C)
        {
            Span<float> frame = result.AsSpan(start, codec.C);
            float largest = float.NegativeInfinity;
            foreach (float score in frame)
                largest = Math.Max(largest, score);
            float sum = 0;
            foreach (float score in frame)
                sum += MathF.Exp(score - largest);
            foreach (ref float score in frame)
                score -= largest + MathF.Log(sum);
        }

        return result;
    }
}
