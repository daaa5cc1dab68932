namespace LossGen.Definitions.Tests.Reference;

/// <summary>Central differences.</summary>
internal static class Differences
{
    /// <summary>The slope of a function of the displacement from <paramref name="at"/>, to fourth order: two differences, one over twice the step of the other.</summary>
    public static double Slope(Func<double, double> function, double at) => SlopeAndError(function, at).Slope;

    /// <summary>The same with what it may be off, as two steps tell.</summary>
    public static (double Slope, double Error) SlopeAndError(Func<double, double> function, double at)
    {
        double h = Step(at);
        double wide = function(2 * h) - function(-2 * h);
        double middle = function(h) - function(-h);
        double narrow = function(h / 2) - function(-h / 2);
        double coarse = (8 * middle - wide) / (12 * h);
        double fine = (8 * narrow - middle) / (6 * h);
        return (fine, Math.Abs(fine - coarse));
    }

    /// <summary>What a slope may be off for values that may be off by so much.</summary>
    public static double Rounding(double uncertainty, double at) => 1.5 * uncertainty / (Step(at) / 2);

    /// <summary>Half the distance from <paramref name="at"/> to the farthest sample.</summary>
    // Where truncation (h⁴) and rounding (ε/h) meet for a function that varies over lengths of about 1.
    public static double Step(double at) => Math.ScaleB(1, -10) * Math.Max(Math.Abs(at), Math.ScaleB(1, -3));
}
