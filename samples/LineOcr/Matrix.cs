namespace LineOcr;

/// <summary>A matrix within an array: where it begins, and how far apart its rows and its columns are.</summary>
internal readonly ref struct Matrix(ReadOnlySpan<float> values, int rowStride, int columnStride)
{
    internal readonly ReadOnlySpan<float> Values = values;
    internal readonly int RowStride = rowStride;
    internal readonly int ColumnStride = columnStride;
}
