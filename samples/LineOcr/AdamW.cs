namespace LineOcr;

/// <summary>Adam (Kingma and Ba, 2015) with decoupled weight decay (Loshchilov and Hutter, 2019).</summary>
internal sealed class AdamW(int length)
{
    private const float MeanDecay = 0.9f;
    private const float SquareDecay = 0.99f;
    private const float WeightDecay = 0.01f;

    private readonly float[] _mean = new float[length];
    private readonly float[] _square = new float[length];
    private int _steps;

    /// <summary>Takes a step against the sum of the gradients.</summary>
    internal void Step(Span<float> parameters, float[][] gradients, float rate)
    {
        _steps++;
        float meanScale = 1 / (1 - MathF.Pow(MeanDecay, _steps));
        float squareScale = 1 / (1 - MathF.Pow(SquareDecay, _steps));
        for (int index = 0; index < parameters.Length; index++)
        {
            float slope = 0;
            foreach (float[] gradient in gradients)
                slope += gradient[index];
            _mean[index] += (1 - MeanDecay) * (slope - _mean[index]);
            _square[index] += (1 - SquareDecay) * (slope * slope - _square[index]);
            float step = meanScale * _mean[index] / (MathF.Sqrt(squareScale * _square[index]) + 1e-8f);
            parameters[index] -= rate * (step + WeightDecay * parameters[index]);
        }
    }
}
