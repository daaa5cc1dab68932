namespace LossGen.Definitions.Tests.Reference;

/// <summary>A number, its slope in one direction, and what its rounding may amount to.</summary>
/// <remarks>
/// A slope of exactly 0 means that the direction doesn't reach the number; it adds nothing even where a partial derivative is
/// infinite or NaN.
/// </remarks>
/// <param name="Uncertainty">
/// A running error analysis, in units of the precision: how far the number is off when every operation that led to it, and
/// every number that it began with, was rounded once. A sum that cancels is as uncertain as its terms are large.
/// </param>
internal readonly record struct Dual(double Value, double Slope, double Uncertainty)
{
    public static implicit operator Dual(double value) => new(value, 0, Math.Abs(value));

    /// <summary>The slope of a function of this number whose derivative there is <paramref name="partial"/>.</summary>
    public double Through(double partial) => Slope == 0 ? 0 : partial * Slope;

    /// <summary>The same for the uncertainty.</summary>
    public double UncertaintyThrough(double partial) => Uncertainty == 0 || partial == 0 ? 0 : Math.Abs(partial) * Uncertainty;

    /// <summary>A function of this number, rounded once.</summary>
    public Dual Apply(double value, double partial) => new(value, Through(partial), UncertaintyThrough(partial) + Math.Abs(value));

    public static Dual operator +(Dual left, Dual right)
    {
        double value = left.Value + right.Value;
        return new(value, left.Slope + right.Slope, left.Uncertainty + right.Uncertainty + Math.Abs(value));
    }

    public static Dual operator *(Dual left, Dual right)
    {
        double value = left.Value * right.Value;
        return new(
            value,
            left.Through(right.Value) + right.Through(left.Value),
            left.UncertaintyThrough(right.Value) + right.UncertaintyThrough(left.Value) + Math.Abs(value));
    }
}
