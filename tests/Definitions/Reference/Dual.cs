namespace LossGen.Definitions.Tests.Reference;

/// <summary>A number and its slope in one direction.</summary>
/// <remarks>
/// A slope of exactly 0 means that the direction doesn't reach the number; it adds nothing even where a partial derivative is
/// infinite or NaN.
/// </remarks>
internal readonly record struct Dual(double Value, double Slope)
{
    public static implicit operator Dual(double value) => new(value, 0);

    /// <summary>The slope of a function of this number whose derivative there is <paramref name="partial"/>.</summary>
    public double Through(double partial) => Slope == 0 ? 0 : partial * Slope;

    public static Dual operator +(Dual left, Dual right) => new(left.Value + right.Value, left.Slope + right.Slope);

    public static Dual operator *(Dual left, Dual right)
        => new(left.Value * right.Value, left.Through(right.Value) + right.Through(left.Value));
}
