namespace LineOcr;

/// <summary>The extents of a map without its margin.</summary>
internal readonly record struct MapShape(int Width, int Height, int Channels);

/// <summary>
/// What one layer knows about one line, column by column: [Width, Height, Channels] with a margin of zeros around, so that a
/// window may stand at the edge. A map of one row has a margin at its ends alone.
/// </summary>
internal sealed class FeatureMap
{
    // Columns before and behind: as much as the widest window, of five, looks beyond an edge.
    private const int Margin = 2;

    private float[] _values = [];
    private float[] _gradient = [];

    internal FeatureMap(MapShape shape) => Reshape(shape);

    internal MapShape Shape { get; private set; }

    internal Span<float> Values => _values.AsSpan(0, Length);

    /// <summary>The derivative of the loss with regard to each of the values.</summary>
    internal Span<float> Gradient => _gradient.AsSpan(0, Length);

    /// <summary>The rows of a column, those of the margin included.</summary>
    internal int Rows => Shape.Height + 2 * RowMargin;

    /// <summary>The places from the first within the margin to the last, those between two columns included.</summary>
    internal (int First, int Count) Inside => (Place(0, 0), Shape.Width * Rows - 2 * RowMargin);

    private int Length => (Shape.Width + 2 * Margin) * Rows * Shape.Channels;

    private int RowMargin => Shape.Height == 1 ? 0 : 1;

    /// <summary>Makes room for another line; the numbers within the margin are void.</summary>
    internal void Reshape(MapShape shape)
    {
        Shape = shape;
        if (_values.Length < Length)
        {
            _values = new float[Length];
            _gradient = new float[Length];
        }

        ClearMargin(Values);
        ClearMargin(Gradient);
    }

    /// <summary>The number of a place, in the order in which they lie in memory; a place holds all channels.</summary>
    internal int Place(int column, int row) => (column + Margin) * Rows + RowMargin + row;

    /// <summary>Sets to zero what of <see cref="Values"/> or <see cref="Gradient"/> lies before, between and behind the columns.</summary>
    internal void ClearMargin(Span<float> numbers)
    {
        numbers[..(Place(0, 0) * Shape.Channels)].Clear();
        for (int column = 0; column < Shape.Width - 1; column++)
            numbers[(Place(column, Shape.Height) * Shape.Channels)..(Place(column + 1, 0) * Shape.Channels)].Clear();
        numbers[(Place(Shape.Width - 1, Shape.Height) * Shape.Channels)..].Clear();
    }

    /// <summary>Of the numbers of a map of one row, those within the margin: [Width, Channels].</summary>
    internal Span<float> Frames(Span<float> numbers) => numbers.Slice(Margin * Shape.Channels, Shape.Width * Shape.Channels);
}
