namespace Quickstart;

/// <summary>Numbers that follow their gradient by Adam (Kingma and Ba, 2015).</summary>
internal sealed class Adam(int length)
{
    private readonly float[] _mean = new float[length];
    private readonly float[] _square = new float[length];
    private int _steps;

    internal float[] Values { get; } = new float[length];

    internal float[] Gradient { get; } = new float[length];

    /// <summary>Takes a step against the gradient, and clears it.</summary>
    internal void Learn(float rate)
    {
        _steps++;
        float meanScale = 1 / (1 - MathF.Pow(0.9f, _steps));
        float squareScale = 1 / (1 - MathF.Pow(0.999f, _steps));
        for (int index = 0; index < Values.Length; index++)
        {
            float gradient = Gradient[index];
            _mean[index] = 0.9f * _mean[index] + 0.1f * gradient;
            _square[index] = 0.999f * _square[index] + 0.001f * gradient * gradient;
            Values[index] -= rate * meanScale * _mean[index] / (MathF.Sqrt(squareScale * _square[index]) + 1e-8f);
        }

        Array.Clear(Gradient);
    }
}
