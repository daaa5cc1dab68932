using LossGen.Generator.Functions;

namespace LossGen.Definitions.Tests.Reference;

/// <summary>
/// The partial derivatives of the functions of the language at a point, written down here a second time so that nothing is
/// believed because the compiler says so. Corners are those that the language promises.
/// </summary>
internal static class Partials
{
    /// <summary>The derivative of a function of one argument, u its argument and v its value.</summary>
    private static readonly Dictionary<string, Func<double, double, double>> s_unary = new()
    {
        ["negate"] = (u, v) => -1,
        ["exp"] = (u, v) => v,
        ["log"] = (u, v) => 1 / u,
        ["log1p"] = (u, v) => 1 / (1 + u),
        ["expm1"] = (u, v) => Math.Exp(u),
        ["log2"] = (u, v) => 1 / (u * Math.Log(2)),
        ["sqrt"] = (u, v) => 1 / (2 * v),
        ["cbrt"] = (u, v) => 1 / (3 * v * v),
        ["abs"] = (u, v) => double.IsNaN(u) ? u : Math.Sign(u),
        ["sign"] = (u, v) => double.IsNaN(u) ? u : 0,
        ["tanh"] = (u, v) => 1 / (Math.Cosh(u) * Math.Cosh(u)),
        ["sinh"] = (u, v) => Math.Cosh(u),
        ["cosh"] = (u, v) => Math.Sinh(u),
        ["sin"] = (u, v) => Math.Cos(u),
        ["cos"] = (u, v) => -Math.Sin(u),
        ["asin"] = (u, v) => 1 / Math.Sqrt((1 - u) * (1 + u)),
        ["acos"] = (u, v) => -1 / Math.Sqrt((1 - u) * (1 + u)),
        ["atan"] = (u, v) => 1 / (1 + u * u),
        ["erf"] = (u, v) => 2 / Math.Sqrt(Math.PI) * Math.Exp(-u * u),
        ["erfc"] = (u, v) => -2 / Math.Sqrt(Math.PI) * Math.Exp(-u * u),
        ["lgamma"] = (u, v) => Polygamma.Digamma(u),
        ["digamma"] = (u, v) => Polygamma.Trigamma(u),
        ["trigamma"] = (u, v) => Polygamma.Tetragamma(u),
        ["sigmoid"] = (u, v) => Sigmoid(u) * Sigmoid(-u),
        ["softplus"] = (u, v) => Sigmoid(u),
        ["logsigmoid"] = (u, v) => Sigmoid(-u),
        ["xlogx"] = (u, v) => Math.Log(u) + 1,
        ["relu"] = (u, v) => double.IsNaN(u) ? u : u > 0 ? 1 : 0,
        ["floor"] = (u, v) => double.IsNaN(u) ? u : 0,
        ["round"] = (u, v) => double.IsNaN(u) ? u : 0,
        ["stop"] = (u, v) => 0,
    };

    /// <summary>The derivatives of a function of several arguments by each.</summary>
    private static readonly Dictionary<string, Func<double[], double[]>> s_several = new()
    {
        ["add"] = a => [1, 1],
        ["subtract"] = a => [1, -1],
        ["multiply"] = a => [a[1], a[0]],
        ["divide"] = a => [1 / a[1], -a[0] / a[1] / a[1]],
        ["power"] = a => [a[1] == 0 ? 0 : a[1] * Math.Pow(a[0], a[1] - 1), a[0] == 0 && a[1] > 0 ? 0 : Math.Pow(a[0], a[1]) * Math.Log(a[0])],
        ["logaddexp"] = a => [Sigmoid(a[0] - a[1]), Sigmoid(a[1] - a[0])],
        ["xlogy"] = a => [Math.Log(a[1]), a[0] == 0 ? 0 : a[0] / a[1]],
        ["clampmin"] = a => Any(a) ?? (a[0] >= a[1] ? [1, 0] : [0, 1]),
        ["clampmax"] = a => Any(a) ?? (a[0] <= a[1] ? [1, 0] : [0, 1]),
        ["clamp"] = a => Any(a) ?? (a[0] < a[1] ? [0, 1, 0] : a[0] > a[2] ? [0, 0, 1] : [1, 0, 0]),
    };

    /// <summary>The partial derivatives of <paramref name="function"/> at the arguments.</summary>
    public static double[] Of(Function function, double[] arguments, double value)
    {
        if (arguments.Length == 1 && s_unary.TryGetValue(function.Name, out var unary))
            return [unary(arguments[0], value)];
        if (s_several.TryGetValue(function.Name, out var several))
            return several(arguments);
        return Numerically(function, arguments);
    }

    // For rows that a test adds to the table.
    private static double[] Numerically(Function function, double[] arguments)
        => [.. arguments.Select((argument, index) => Differences.Slope(
            displacement => function.Meaning([.. arguments.Select((a, k) => k == index ? a + displacement : a)]), argument))];

    private static double[]? Any(double[] arguments)
        => arguments.Any(double.IsNaN) ? [.. arguments.Select(_ => double.NaN)] : null;

    private static double Sigmoid(double u) => u >= 0 ? 1 / (1 + Math.Exp(-u)) : Math.Exp(u) / (1 + Math.Exp(u));
}
