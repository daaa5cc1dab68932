namespace LineOcr;

/// <summary>
/// Writes a digit as another hand might: larger or smaller, slanted, turned, bent, in stronger or thinner strokes. Nine writers
/// are few to learn from, and this makes more of them.
/// </summary>
internal sealed class Distortion
{
    private readonly double _width;
    private readonly double _height;
    private readonly double _slant;
    private readonly double _turn;
    private readonly double _lift;
    private readonly float _strength;
    private readonly float _thinness;
    private readonly double[] _pushX;
    private readonly double[] _pushY;

    /// <summary>One at random.</summary>
    /// <param name="random">What decides.</param>
    /// <param name="amount">How strong it may be; 0 leaves a digit as it is.</param>
    internal Distortion(Random random, double amount)
    {
        double Vary(double most) => most * amount * (2 * random.NextDouble() - 1);

        _width = 1 + Vary(0.15);
        _height = 1 + Vary(0.15);
        _slant = Vary(0.4);
        _turn = Vary(0.15);
        _lift = Vary(0.5);
        _strength = (float)(1 + Vary(0.3));
        _thinness = (float)Math.Exp(Vary(0.4));

        // Nine points of the digit, three by three, are pushed aside, in pixels; what lies between goes with them.
        _pushX = [.. Enumerable.Range(0, 9).Select(_ => Vary(1.2))];
        _pushY = [.. Enumerable.Range(0, 9).Select(_ => Vary(1.2))];
    }

    /// <summary>The columns that the digit takes.</summary>
    internal int Columns => (int)Math.Ceiling(Digit.Side * _width);

    /// <summary>The pixel of the distorted digit at a place relative to its middle.</summary>
    internal float At(Digit digit, double x, double y)
    {
        double ownX = x / _width;
        double ownY = (y - _lift) / _height;
        double sourceX = ownX + _slant * ownY + _turn * ownY + Between(_pushX, ownX, ownY);
        double sourceY = ownY - _turn * ownX + Between(_pushY, ownX, ownY);
        return _strength * MathF.Pow(digit.At(Digit.Middle + sourceX, Digit.Middle + sourceY), _thinness);
    }

    // Linear between the nine points of a digit, of which the middle one lies at (0, 0).
    private static double Between(double[] points, double x, double y)
    {
        double column = Math.Clamp(1 + x / Digit.Middle, 0, 2);
        double row = Math.Clamp(1 + y / Digit.Middle, 0, 2);
        int left = Math.Min((int)column, 1);
        int above = Math.Min((int)row, 1);
        double right = column - left;
        double below = row - above;
        int corner = 3 * above + left;
        return (1 - below) * ((1 - right) * points[corner] + right * points[corner + 1])
            + below * ((1 - right) * points[corner + 3] + right * points[corner + 4]);
    }
}
