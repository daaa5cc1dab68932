namespace LineOcr;

/// <summary>
/// Sets a share of the values to zero in training, so that none can rely on another, and makes up for it by the others
/// (Srivastava et al., 2014).
/// </summary>
internal sealed class Dropout(float share) : ILayer
{
    public MapShape Shape(MapShape input) => input;

    public void Forward(FeatureMap input, FeatureMap output, Random? random)
    {
        ReadOnlySpan<float> values = input.Values;
        Span<float> results = output.Values;
        if (random is null)
        {
            values.CopyTo(results);
            return;
        }

        for (int index = 0; index < values.Length; index++)
            results[index] = values[index] == 0 || random.NextSingle() < share ? 0 : values[index] / (1 - share);
    }

    // Behind a rectifier a zero stays one whether it was set or not, so what is left says what was dropped.
    public void Backward(FeatureMap input, FeatureMap output, Span<float> gradParameters)
    {
        ReadOnlySpan<float> kept = output.Values;
        ReadOnlySpan<float> gradOutput = output.Gradient;
        Span<float> gradient = input.Gradient;
        for (int index = 0; index < gradient.Length; index++)
            gradient[index] = kept[index] == 0 ? 0 : gradOutput[index] / (1 - share);
    }
}
