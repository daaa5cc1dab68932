namespace LineOcr;

/// <summary>
/// From pixels to scores: convolutions that see strokes, two poolings that leave three rows and a frame for two columns, and a
/// classifier that sees five frames, about a digit.
/// </summary>
internal sealed class Network
{
    private const int ColumnsPerFrame = 2;

    private readonly ILayer[] _layers;
    private readonly Range[] _ranges;

    internal Network(int classes, Random random)
    {
        _layers =
        [
            new Convolution(columns: 3, rows: 3, inputs: 1, outputs: 16, rectified: true),
            new Convolution(columns: 3, rows: 3, inputs: 16, outputs: 32, rectified: true),
            new MaxPool(columns: ColumnsPerFrame, rows: 2),
            new Convolution(columns: 3, rows: 3, inputs: 32, outputs: 48, rectified: true),
            new MaxPool(columns: 1, rows: 2),
            new Flatten(),
            new Dropout(0.4f),
            new Convolution(columns: 5, rows: 1, inputs: Line.Height / 4 * 48, outputs: 128, rectified: true),
            new Dropout(0.4f),
            new Convolution(columns: 1, rows: 1, inputs: 128, classes, rectified: false),
        ];

        _ranges = new Range[_layers.Length];
        int count = 0;
        for (int k = 0; k < _layers.Length; k++)
        {
            _ranges[k] = count..(count + _layers[k].ParameterCount);
            count += _layers[k].ParameterCount;
        }

        Parameters = new float[count];
        for (int k = 0; k < _layers.Length; k++)
            _layers[k].Initialise(Parameters.AsSpan(_ranges[k]), random);
        Load(Parameters);
    }

    /// <summary>The parameters of all layers; changes count once they are loaded.</summary>
    internal float[] Parameters { get; }

    /// <summary>Makes the layers use these parameters.</summary>
    internal void Load(ReadOnlySpan<float> parameters)
    {
        for (int k = 0; k < _layers.Length; k++)
            _layers[k].Load(parameters[_ranges[k]]);
    }

    /// <summary>Room for what a line leaves on its way: itself first, its scores last.</summary>
    internal FeatureMap[] CreateMaps()
    {
        FeatureMap[] maps = new FeatureMap[_layers.Length + 1];
        maps[0] = new(new(Width: Line.Height, Line.Height, Channels: 1));
        for (int k = 0; k < _layers.Length; k++)
            maps[k + 1] = new(_layers[k].Shape(maps[k].Shape));
        return maps;
    }

    /// <summary>Fills the maps of a line.</summary>
    /// <param name="line">The line.</param>
    /// <param name="maps">Made by <see cref="CreateMaps"/>.</param>
    /// <param name="random">Where training takes its chances; null when reading.</param>
    internal void Forward(Line line, FeatureMap[] maps, Random? random = null)
    {
        maps[0].Reshape(new(line.Columns, Line.Height, Channels: 1));
        for (int column = 0; column < line.Columns; column++)
            line.Column(column).CopyTo(maps[0].Values[maps[0].Place(column, 0)..]);
        for (int k = 0; k < _layers.Length; k++)
        {
            maps[k + 1].Reshape(_layers[k].Shape(maps[k].Shape));
            _layers[k].Forward(maps[k], maps[k + 1], random);
        }
    }

    /// <summary>Adds a line's gradient, given that of its scores in the last map, to that of the parameters.</summary>
    internal void Backward(FeatureMap[] maps, Span<float> gradParameters)
    {
        for (int k = _layers.Length - 1; k >= 0; k--)
            _layers[k].Backward(maps[k], maps[k + 1], gradParameters[_ranges[k]]);
    }

    /// <summary>The column of the line at which a frame begins.</summary>
    internal static double ColumnOf(double frame) => ColumnsPerFrame * frame;
}
