namespace LossGen.Definitions.Tests.Reference;

/// <summary>
/// The derivatives of lgamma, by the recurrence up to 30 and the asymptotic series from there: differences would see the pole
/// at 0 from afar.
/// </summary>
internal static class Polygamma
{
    private const double Far = 30;

    public static double Digamma(double u)
    {
        (double sum, double far) = Climb(u, x => -1 / x);
        double r = 1 / (far * far);
        return sum + Math.Log(far) - 1 / (2 * far) - r / 12 * (1 - r / 10 * (1 - r * 10 / 21));
    }

    public static double Trigamma(double u)
    {
        (double sum, double far) = Climb(u, x => 1 / (x * x));
        double r = 1 / (far * far);
        return sum + 1 / far + r / 2 + r / far / 6 * (1 - r / 5 * (1 - r * 5 / 7));
    }

    public static double Tetragamma(double u)
    {
        (double sum, double far) = Climb(u, x => -2 / (x * x * x));
        double r = 1 / (far * far);
        return sum - r - r / far - r * r / 2 * (1 - r / 3 * (1 - r));
    }

    private static (double Sum, double Far) Climb(double u, Func<double, double> step)
    {
        double sum = 0;
        for (; u < Far; u++)
            sum += step(u);
        return (sum, u);
    }
}
