namespace LineOcr;

/// <summary>Makes the rows of a column channels of a single row.</summary>
internal sealed class Flatten : ILayer
{
    public MapShape Shape(MapShape input) => new(input.Width, 1, input.Height * input.Channels);

    public void Forward(FeatureMap input, FeatureMap output, Random? random)
    {
        for (int column = 0; column < output.Shape.Width; column++)
            Column(input, input.Values, column).CopyTo(Column(output, output.Values, column));
    }

    public void Backward(FeatureMap input, FeatureMap output, Span<float> gradParameters)
    {
        for (int column = 0; column < output.Shape.Width; column++)
            Column(output, output.Gradient, column).CopyTo(Column(input, input.Gradient, column));
    }

    private static Span<float> Column(FeatureMap map, Span<float> numbers, int column)
        => numbers.Slice(map.Place(column, 0) * map.Shape.Channels, map.Shape.Height * map.Shape.Channels);
}
