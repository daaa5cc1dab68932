namespace Quickstart;

/// <summary>Two layers with a rectifier between them: 64 pixels, 256 hidden units, a score for each digit.</summary>
internal sealed class Network
{
    private const int Hidden = 256;

    private readonly Layer _first;
    private readonly Layer _second;
    private readonly float[] _hidden;
    private readonly float[] _gradHidden;
    private readonly float[] _scores;
    private readonly float[] _gradScores;

    internal Network(int mostSamples, int seed)
    {
        var random = new Random(seed);
        _first = new(Digits.Pixels, Hidden, random);
        _second = new(Hidden, Digits.Classes, random);
        _hidden = new float[mostSamples * Hidden];
        _gradHidden = new float[mostSamples * Hidden];
        _scores = new float[mostSamples * Digits.Classes];
        _gradScores = new float[mostSamples * Digits.Classes];
    }

    /// <summary>One step on one batch; the mean loss before it.</summary>
    internal double Learn(Digits batch, LossStep loss, float rate)
    {
        Span<float> hidden = _hidden.AsSpan(0, batch.Count * Hidden);
        Span<float> gradHidden = _gradHidden.AsSpan(0, batch.Count * Hidden);
        Span<float> gradScores = _gradScores.AsSpan(0, batch.Count * Digits.Classes);

        // The loss gives its value and the gradient with regard to the scores in one pass.
        double value = loss(Scores(batch), batch.Labels, gradScores);

        _second.Backward(hidden, gradScores, gradHidden);
        for (int index = 0; index < hidden.Length; index++)
        {
            if (hidden[index] <= 0)
                gradHidden[index] = 0;
        }

        _first.Backward(batch.Images, gradHidden, default);
        _first.Learn(rate);
        _second.Learn(rate);
        return value;
    }

    /// <summary>The share of images whose digit has the highest score.</summary>
    internal double Accuracy(Digits images)
    {
        ReadOnlySpan<float> scores = Scores(images);
        int right = 0;
        for (int row = 0; row < images.Count; row++)
        {
            ReadOnlySpan<float> own = scores.Slice(row * Digits.Classes, Digits.Classes);
            int best = 0;
            for (int digit = 1; digit < own.Length; digit++)
            {
                if (own[digit] > own[best])
                    best = digit;
            }

            if (best == images.Labels[row])
                right++;
        }

        return (double)right / images.Count;
    }

    private Span<float> Scores(Digits batch)
    {
        Span<float> hidden = _hidden.AsSpan(0, batch.Count * Hidden);
        Span<float> scores = _scores.AsSpan(0, batch.Count * Digits.Classes);
        _first.Forward(batch.Images, hidden);
        foreach (ref float unit in hidden)
            unit = Math.Max(unit, 0);
        _second.Forward(hidden, scores);
        return scores;
    }
}
