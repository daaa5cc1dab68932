namespace LineOcr;

/// <summary>An image of a line, column by column: [<see cref="Columns"/>, <see cref="Height"/>], and the digits on it.</summary>
internal sealed record Line(float[] Pixels, string Text)
{
    internal const int Height = 12;

    internal int Columns => Pixels.Length / Height;

    internal ReadOnlySpan<float> Column(int column) => Pixels.AsSpan(column * Height, Height);
}
