namespace LossGen.Generator.Algebra;

/// <summary>Slopes by central differences, extrapolated so that the error is of the sixth order in the step.</summary>
internal static class Differences
{
    private const double Step = 1.0 / 256;

    /// <summary>Whether no corner is within the steps of <see cref="Slope"/>: the third differences of a smooth function are small.</summary>
    public static bool IsSmooth(Func<double, double> f, double at)
    {
        double[] values = [.. Enumerable.Range(-4, 9).Select(i => f(at + i * Step / 4))];
        double scale = 1 + values.Max(Math.Abs);
        for (int order = 0; order < 3; order++)
            values = [.. values.Skip(1).Zip(values, (next, value) => next - value)];
        return values.All(value => Math.Abs(value) < 3e-6 * scale);
    }

    public static double Slope(Func<double, double> f, double at)
    {
        double Central(double step) => (f(at + step) - f(at - step)) / (2 * step);
        double a = Central(Step), b = Central(Step / 2), c = Central(Step / 4);
        double ab = (4 * b - a) / 3, bc = (4 * c - b) / 3;
        return (16 * bc - ab) / 15;
    }
}
