namespace LossGen.Generator.Functions;

/// <summary>Values in double that this framework's Math does not have, good to some 1e-14: for folding constants and for tests.</summary>
internal static class NaiveFunctions
{
    public static double Log1p(double x)
    {
        // Kahan: the error of 1 + x cancels in the quotient.
        double u = 1 + x;
        return u == 1 || double.IsInfinity(u) ? x : Math.Log(u) * (x / (u - 1));
    }

    public static double Expm1(double x)
    {
        if (Math.Abs(x) > 0.5 || double.IsNaN(x))
            return Math.Exp(x) - 1;
        double term = x, sum = x;
        for (int n = 2; n < 20; n++)
            sum += term *= x / n;
        return sum;
    }

    public static double Sigmoid(double x) => x >= 0 ? 1 / (1 + Math.Exp(-x)) : Math.Exp(x) / (1 + Math.Exp(x));

    public static double Softplus(double x) => Math.Max(x, 0) + Log1p(Math.Exp(-Math.Abs(x)));

    public static double LogAddExp(double a, double b) => a == b ? a + Math.Log(2) : Math.Max(a, b) + Log1p(Math.Exp(-Math.Abs(a - b)));

    public static double LogCosh(double x)
    {
        double half = Math.Sinh(x / 2);
        return Math.Abs(x) < 1 ? Log1p(2 * half * half) : Math.Abs(x) + Log1p(Math.Exp(-2 * Math.Abs(x))) - Math.Log(2);
    }

    public static double Sign(double x) => x > 0 ? 1 : x < 0 ? -1 : x;

    public static double Max(double a, double b) => double.IsNaN(a) || double.IsNaN(b) ? double.NaN : a > b ? a : b;

    public static double Min(double a, double b) => double.IsNaN(a) || double.IsNaN(b) ? double.NaN : a < b ? a : b;

    public static double Cbrt(double x)
    {
        if (x == 0 || double.IsNaN(x) || double.IsInfinity(x))
            return x;
        double root = Math.Sign(x) * Math.Pow(Math.Abs(x), 1.0 / 3);
        return root - (root * root * root - x) / (3 * root * root);
    }

    public static double Erf(double x) => Math.Abs(x) < 2 ? ErfSeries(x) : x > 0 ? 1 - ErfcFraction(x) : ErfcFraction(-x) - 1;

    public static double Erfc(double x) => Math.Abs(x) < 2 ? (x < 1 ? 1 - ErfSeries(x) : ErfcFraction(x)) : x > 0 ? ErfcFraction(x) : 2 - ErfcFraction(-x);

    private static double ErfSeries(double x)
    {
        double term = x, sum = x;
        for (int n = 1; n < 80; n++)
        {
            term *= 2 * x * x / (2 * n + 1);
            sum += term;
        }

        return 2 / Math.Sqrt(Math.PI) * Math.Exp(-x * x) * sum;
    }

    private static double ErfcFraction(double x)
    {
        if (double.IsNaN(x))
            return x;
        double tail = 0;
        for (int n = 400; n > 0; n--)
            tail = n / 2.0 / (x + tail);
        return Math.Exp(-x * x) / Math.Sqrt(Math.PI) / (x + tail);
    }

    public static double LGamma(double x)
    {
        if (x < 0.5)
            return Math.Log(Math.PI / Math.Abs(Math.Sin(Math.PI * x))) - LGamma(1 - x);
        double shift = 0;
        for (; x < 20; x++)
            shift += Math.Log(x);
        double r = 1 / (x * x);
        return (x - 0.5) * Math.Log(x) - x + 0.5 * Math.Log(2 * Math.PI)
            + (1.0 / 12 - r * (1.0 / 360 - r * (1.0 / 1260 - r * (1.0 / 1680 - r / 1188)))) / x - shift;
    }

    public static double Digamma(double x)
    {
        if (x < 0.5)
            return Digamma(1 - x) - Math.PI / Math.Tan(Math.PI * x);
        double shift = 0;
        for (; x < 20; x++)
            shift += 1 / x;
        double r = 1 / (x * x);
        return Math.Log(x) - 0.5 / x - r * (1.0 / 12 - r * (1.0 / 120 - r * (1.0 / 252 - r * (1.0 / 240 - r / 132)))) - shift;
    }

    public static double Trigamma(double x)
    {
        if (x < 0.5)
        {
            double sine = Math.Sin(Math.PI * x);
            return Math.PI * Math.PI / (sine * sine) - Trigamma(1 - x);
        }

        double shift = 0;
        for (; x < 20; x++)
            shift += 1 / (x * x);
        double r = 1 / (x * x);
        return shift + (1 + 0.5 / x + r * (1.0 / 6 - r * (1.0 / 30 - r * (1.0 / 42 - r / 30)))) / x;
    }

    public static double Tetragamma(double x)
    {
        if (x < 0.5)
        {
            double sine = Math.Sin(Math.PI * x);
            return Tetragamma(1 - x) - 2 * Math.Pow(Math.PI, 3) * Math.Cos(Math.PI * x) / (sine * sine * sine);
        }

        double shift = 0;
        for (; x < 20; x++)
            shift -= 2 / (x * x * x);
        double r = 1 / (x * x);
        return shift - r * (1 + 1 / x + r * (0.5 - r * (1.0 / 6 - r * (1.0 / 6 - r * 0.3))));
    }
}
