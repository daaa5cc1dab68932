namespace LossGen.Definitions.Tests.Reference;

/// <summary>Central differences.</summary>
internal static class Differences
{
    /// <summary>The displacements at which <see cref="Slope"/> asks for the function, in units of its step.</summary>
    public static readonly double[] Stencil = [-2, -1, 1, 2];

    /// <summary>The step for a variable of this magnitude: where truncation (h⁴) and rounding (ε/h) meet.</summary>
    public static double Step(double at) => Math.ScaleB(1, -10) * Math.Max(Math.Abs(at), Math.ScaleB(1, -3));

    /// <summary>The slope of a function of the displacement from <paramref name="at"/>, to fourth order.</summary>
    public static double Slope(Func<double, double> function, double at)
    {
        double h = Step(at);
        return (function(-2 * h) - 8 * function(-h) + 8 * function(h) - function(2 * h)) / (12 * h);
    }
}
