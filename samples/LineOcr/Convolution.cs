namespace LineOcr;

/// <summary>
/// A window of columns × rows that slides over a map, with the same weights everywhere, and a rectifier behind it unless the
/// outputs are scores.
/// </summary>
/// <remarks>
/// A column of the window is a piece of memory, rows · channels numbers, and that of the next place begins one place further:
/// together they are a matrix whose rows overlap. So a convolution is a sum of matrix products, one for each column of the
/// window, without copies. It runs over the margins between the columns of a map too; what comes out there is cleared.
/// Backward, each number of the input is seen by the same window mirrored: the same products with mirrored weights.
/// </remarks>
internal sealed class Convolution(int columns, int rows, int inputs, int outputs, bool rectified) : ILayer
{
    private readonly float[] _weights = new float[columns * rows * inputs * outputs];
    private readonly float[] _mirrored = new float[columns * rows * outputs * inputs];
    private readonly float[] _bias = new float[outputs];

    public int ParameterCount => _weights.Length + _bias.Length;

    public MapShape Shape(MapShape input) => input with { Channels = outputs };

    public void Initialise(Span<float> parameters, Random random)
    {
        // He et al., 2015: values keep their size from layer to layer.
        float scale = MathF.Sqrt(6f / (columns * rows * inputs));
        foreach (ref float weight in parameters[.._weights.Length])
            weight = scale * (2 * random.NextSingle() - 1);
        parameters[_weights.Length..].Clear();
    }

    public void Load(ReadOnlySpan<float> parameters)
    {
        parameters[.._weights.Length].CopyTo(_weights);
        parameters[_weights.Length..].CopyTo(_bias);
        for (int place = 0; place < columns * rows; place++)
        {
            int opposite = columns * rows - 1 - place;
            for (int input = 0; input < inputs; input++)
            {
                for (int output = 0; output < outputs; output++)
                    _mirrored[(opposite * outputs + output) * inputs + input] = _weights[(place * inputs + input) * outputs + output];
            }
        }
    }

    public void Forward(FeatureMap input, FeatureMap output, Random? random)
    {
        (int first, int count) = output.Inside;
        Span<float> values = output.Values.Slice(first * outputs, count * outputs);
        for (int place = 0; place < count; place++)
            _bias.CopyTo(values.Slice(place * outputs, outputs));
        AddProducts(input, input.Values, inputs, _weights, values, outputs);
        if (rectified)
        {
            foreach (ref float value in values)
                value = Math.Max(value, 0);
        }

        output.ClearMargin(output.Values);
    }

    public void Backward(FeatureMap input, FeatureMap output, Span<float> gradParameters)
    {
        (int first, int count) = output.Inside;
        Span<float> gradient = output.Gradient.Slice(first * outputs, count * outputs);
        if (rectified)
        {
            ReadOnlySpan<float> values = output.Values.Slice(first * outputs, count * outputs);
            for (int index = 0; index < values.Length; index++)
                gradient[index] = values[index] > 0 ? gradient[index] : 0;
        }

        Span<float> gradBias = gradParameters[_weights.Length..];
        for (int place = 0; place < count; place++)
        {
            for (int channel = 0; channel < outputs; channel++)
                gradBias[channel] += gradient[place * outputs + channel];
        }

        int window = rows * inputs;
        for (int column = 0; column < columns; column++)
        {
            Span<float> gradWeights = gradParameters.Slice(column * window * outputs, window * outputs);
            Matrix windows = new(input.Values[(Start(input, column) * inputs)..], rowStride: 1, columnStride: inputs);
            Product.Add(windows, gradient, gradWeights, window, count, outputs);
        }

        // Of pixels nobody wants to know it.
        if (inputs == 1)
            return;
        Span<float> gradInput = input.Gradient.Slice(first * inputs, count * inputs);
        gradInput.Clear();
        AddProducts(output, output.Gradient, outputs, _mirrored, gradInput, inputs);
        input.ClearMargin(input.Gradient);
    }

    // result [places, n] += the windows of all places over values [places, channels] · weights [columns, rows · channels, n].
    private void AddProducts(FeatureMap map, ReadOnlySpan<float> values, int channels, ReadOnlySpan<float> weights, Span<float> result, int n)
    {
        int window = rows * channels;
        for (int column = 0; column < columns; column++)
        {
            Matrix windows = new(values[(Start(map, column) * channels)..], rowStride: channels, columnStride: 1);
            Product.Add(windows, weights.Slice(column * window * n, window * n), result, map.Inside.Count, window, n);
        }
    }

    // The place at which a column of the first window begins.
    private int Start(FeatureMap map, int column) => map.Inside.First + (column - columns / 2) * map.Rows - rows / 2;
}
