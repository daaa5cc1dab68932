namespace LossGen.Parity.Tests.Precise;

/// <summary>A function of the language: its value, and its partial derivative by one argument, given the value.</summary>
internal sealed record PreciseFunction(Func<BigFloat[], BigFloat> Value, Func<BigFloat[], BigFloat, int, BigFloat> Partial);

/// <summary>
/// The functions that the losses are made of, and their corners, as the language promises them. max and min aren't among them:
/// where a tie of theirs goes is a matter of the formula.
/// </summary>
internal static class Functions
{
    public static IReadOnlyDictionary<string, PreciseFunction> All { get; } = new Dictionary<string, PreciseFunction>
    {
        ["add"] = new(a => a[0] + a[1], (a, v, by) => 1),
        ["subtract"] = new(a => a[0] - a[1], (a, v, by) => by == 0 ? 1 : -1),
        ["multiply"] = new(a => a[0] * a[1], (a, v, by) => a[1 - by]),
        ["divide"] = new(a => a[0] / a[1], (a, v, by) => by == 0 ? 1 / a[1] : -a[0] / a[1] / a[1]),
        ["power"] = new(a => Elementary.Power(a[0], a[1]), (a, v, by) => by == 0 ? OfBase(a[0], a[1]) : OfExponent(a[0], a[1], v)),
        ["xlogy"] = new(
            a => a[0].IsZero && !a[1].IsNaN ? 0 : a[0] * Elementary.Log(a[1]),
            (a, v, by) => by == 0 ? Elementary.Log(a[1]) : a[0].IsZero ? 0 : a[0] / a[1]),
        ["clampmin"] = new(a => Larger(a[0], a[1]), (a, v, by) => v.IsNaN ? v : a[0] >= a[1] == (by == 0) ? 1 : 0),
        ["negate"] = Of(u => -u, (u, v) => -1),
        ["abs"] = Of(BigFloat.Abs, (u, v) => u.IsNaN ? u : u.Sign),
        ["relu"] = Of(u => Larger(0, u), (u, v) => u.IsNaN ? u : u.Sign > 0 ? 1 : 0),
        ["exp"] = Of(Elementary.Exp, (u, v) => v),
        ["log"] = Of(Elementary.Log, (u, v) => 1 / u),
        ["sqrt"] = Of(Elementary.Sqrt, (u, v) => 1 / (2 * v)),
        ["cosh"] = Of(Elementary.Cosh, (u, v) => Elementary.Sinh(u)),
        ["cos"] = Of(Elementary.Cos, (u, v) => -Elementary.Sin(u)),
        ["acos"] = Of(Elementary.Acos, (u, v) => -1 / Elementary.Sqrt((1 - u) * (1 + u))),
        ["sigmoid"] = Of(Elementary.Sigmoid, (u, v) => v * Elementary.Sigmoid(-u)),
        ["softplus"] = Of(Elementary.Softplus, (u, v) => Elementary.Sigmoid(u)),
        ["xlogx"] = Of(u => u.IsZero ? u : u * Elementary.Log(u), (u, v) => Elementary.Log(u) + 1),
    };

    private static PreciseFunction Of(Func<BigFloat, BigFloat> value, Func<BigFloat, BigFloat, BigFloat> slope)
        => new(a => value(a[0]), (a, v, by) => slope(a[0], v));

    private static BigFloat OfBase(BigFloat u, BigFloat p) => p.IsZero ? 0 : p * Elementary.Power(u, p - 1);

    private static BigFloat OfExponent(BigFloat u, BigFloat p, BigFloat value) => u.IsZero && p.Sign > 0 ? 0 : value * Elementary.Log(u);

    private static BigFloat Larger(BigFloat left, BigFloat right) => left.IsNaN || right.IsNaN ? BigFloat.NaN : left > right ? left : right;
}
