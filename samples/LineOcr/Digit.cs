namespace LineOcr;

/// <summary>One handwritten digit, 8 × 8 pixels of 0 to 1 row by row.</summary>
internal sealed record Digit(float[] Pixels, char Name)
{
    internal const int Side = 8;

    // The middle of a digit lies between two pixels.
    internal const double Middle = (Side - 1) / 2.0;

    /// <summary>How black it is at a place: linear between the pixels, nothing outside.</summary>
    internal float At(double x, double y)
    {
        int left = (int)Math.Floor(x);
        int above = (int)Math.Floor(y);
        float right = (float)(x - left);
        float below = (float)(y - above);
        return (1 - below) * ((1 - right) * Pixel(left, above) + right * Pixel(left + 1, above))
            + below * ((1 - right) * Pixel(left, above + 1) + right * Pixel(left + 1, above + 1));
    }

    private float Pixel(int column, int row)
        => column is >= 0 and < Side && row is >= 0 and < Side ? Pixels[row * Side + column] : 0;
}
