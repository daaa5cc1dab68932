namespace LineOcr;

/// <summary>Keeps, channel by channel, the largest of each columns × rows places; what is over at an edge is left out.</summary>
internal sealed class MaxPool(int columns, int rows) : ILayer
{
    public MapShape Shape(MapShape input) => new(input.Width / columns, input.Height / rows, input.Channels);

    public void Forward(FeatureMap input, FeatureMap output, Random? random)
    {
        for (int column = 0; column < output.Shape.Width; column++)
        {
            for (int row = 0; row < output.Shape.Height; row++)
            {
                Span<float> largest = At(output, output.Values, column, row);
                largest.Fill(float.NegativeInfinity);
                for (int k = 0; k < columns * rows; k++)
                {
                    ReadOnlySpan<float> values = At(input, input.Values, columns * column + k / rows, rows * row + k % rows);
                    for (int channel = 0; channel < largest.Length; channel++)
                        largest[channel] = Math.Max(largest[channel], values[channel]);
                }
            }
        }
    }

    public void Backward(FeatureMap input, FeatureMap output, Span<float> gradParameters)
    {
        input.Gradient.Clear();
        for (int column = 0; column < output.Shape.Width; column++)
        {
            for (int row = 0; row < output.Shape.Height; row++)
            {
                // The gradient goes to the first that is largest; taking it from the output, no other gets it again.
                ReadOnlySpan<float> largest = At(output, output.Values, column, row);
                Span<float> left = At(output, output.Gradient, column, row);
                for (int k = 0; k < columns * rows; k++)
                {
                    ReadOnlySpan<float> values = At(input, input.Values, columns * column + k / rows, rows * row + k % rows);
                    Span<float> gradient = At(input, input.Gradient, columns * column + k / rows, rows * row + k % rows);
                    for (int channel = 0; channel < largest.Length; channel++)
                    {
                        bool taken = values[channel] == largest[channel];
                        gradient[channel] = taken ? left[channel] : 0;
                        left[channel] = taken ? 0 : left[channel];
                    }
                }
            }
        }
    }

    private static Span<float> At(FeatureMap map, Span<float> numbers, int column, int row)
        => numbers.Slice(map.Place(column, row) * map.Shape.Channels, map.Shape.Channels);
}
