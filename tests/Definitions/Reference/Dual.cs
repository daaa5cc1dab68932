namespace LossGen.Definitions.Tests.Reference;

/// <summary>A number, its slope in one direction, and what the rounding of both may amount to.</summary>
/// <remarks>
/// A slope of exactly 0 means that the direction doesn't reach the number; it adds nothing even where a partial derivative is
/// infinite or NaN.
/// </remarks>
/// <param name="Uncertainty">
/// A running error analysis, in units of the precision: how far the number is off when every operation that led to it, and
/// every number that it began with, was rounded once. A sum that cancels is as uncertain as its terms are large.
/// </param>
/// <param name="SlopeUncertainty">The same for the slope, the numbers themselves taken as exact.</param>
/// <param name="SlopeError">What the numbers' uncertainty adds to that, where this evaluator, and no better one, computes them.</param>
internal readonly record struct Dual(double Value, double Slope, double Uncertainty, double SlopeUncertainty, double SlopeError)
{
    /// <summary>A number of the formula, rounded once unless it is an integer.</summary>
    public static implicit operator Dual(double value) => new(value, 0, value == Math.Floor(value) ? 0 : Math.Abs(value), 0, 0);

    /// <summary>A function of one number with its derivative, rounded once.</summary>
    public static Dual Of(double value, Dual argument, double derivative) => Of(value, [argument], [derivative], []);

    /// <summary>A function of numbers with its partial derivatives by each, rounded once.</summary>
    /// <param name="uncertain">What the partial derivatives are uncertain by; nothing where they are exact.</param>
    public static Dual Of(double value, ReadOnlySpan<Dual> arguments, ReadOnlySpan<double> partials, ReadOnlySpan<double> uncertain)
    {
        double slope = 0, uncertainty = Math.Abs(value), slopeUncertainty = 0, slopeError = 0;
        for (int index = 0; index < arguments.Length; index++)
        {
            ref readonly Dual argument = ref arguments[index];
            double partial = partials[index];
            if (argument.Slope != 0)
            {
                slope += partial * argument.Slope;
                slopeUncertainty += Math.Abs(partial) * (argument.SlopeUncertainty + Math.Abs(argument.Slope));
                slopeError += Math.Abs(partial) * argument.SlopeError + (uncertain.IsEmpty ? 0 : uncertain[index] * Math.Abs(argument.Slope));
            }

            if (argument.Uncertainty != 0 && !double.IsNaN(partial) && partial != 0)
                uncertainty += Math.Abs(partial) * argument.Uncertainty;
        }

        return new(value, slope, uncertainty, slopeUncertainty + Math.Abs(slope), slopeError);
    }

    public static Dual operator +(Dual left, Dual right) => Of(left.Value + right.Value, [left, right], [1, 1], []);

    public static Dual operator *(Dual left, Dual right)
        => Of(left.Value * right.Value, [left, right], [right.Value, left.Value], [right.Uncertainty, left.Uncertainty]);
}
