using System.Collections.Immutable;
using static LossGen.Generator.Functions.Facts;
using static LossGen.Generator.Functions.NaiveFunctions;

namespace LossGen.Generator.Functions;

/// <summary>
/// Every function and operator. A slope is a case, never a product with 0; its last case is reached by NaN and is NaN there.
/// </summary>
internal static class FunctionRows
{
    private const string? NoSlope = null;

    public static readonly ImmutableArray<Function> All = ImmutableArray.Create(
        Operator("add", "a, b", "g | g", a => a[0] + a[1], Functions.Operator.Add, Commutative),
        Operator("subtract", "a, b", "g | -g", a => a[0] - a[1], Functions.Operator.Subtract),
        Operator("multiply", "a, b", "g*b | g*a", a => a[0] * a[1], Functions.Operator.Multiply, Commutative),
        Operator("divide", "a, b", "g/b | -g*a/b^2", a => a[0] / a[1], Functions.Operator.Divide, domain: "0.1..3") with { Hazard = new Hazard(HazardKind.Division, "b == 0") },
        Operator("negate", "a", "-g", a => -a[0], Functions.Operator.Negate, Odd),
        Operator("power", "u, p", "{ 0 if p == 0 or u == 0 and 0 < p and p < 1; g*p*u^(p - 1) otherwise } | g*xlogy(u^p, u)",
            a => Math.Pow(a[0], a[1]), Functions.Operator.Power, domain: "0.1..3", runtime: "Pow", cost: 60),

        Lane("exp", "g*exp(u)", "Exp", a => Math.Exp(a[0]), Positive | Increasing, 12) with { Hazard = new Hazard(HazardKind.Overflow, "u > 88.7") },
        Lane("log", "g/u", "Log", a => Math.Log(a[0]), Increasing, 14, "0.1..5") with { Hazard = new Hazard(HazardKind.Logarithm, "u <= 0") },
        Lane("log1p", "g/(1 + u)", "Log1p", a => Log1p(a[0]), Increasing, 16, "-0.9..5") with { Hazard = new Hazard(HazardKind.Logarithm, "u <= -1") },
        Lane("expm1", "g*exp(u)", "Expm1", a => Expm1(a[0]), Increasing, 14) with { Hazard = new Hazard(HazardKind.Overflow, "u > 88.7") },
        Lane("log2", "g/(0.693147180559945309417*u)", "Log2", a => Math.Log(a[0]) / Math.Log(2), Increasing, 14, "0.1..5") with { Hazard = new Hazard(HazardKind.Logarithm, "u <= 0") },
        Lane("sigmoid", "g*sigmoid(u)*sigmoid(-u)", "Sigmoid", a => Sigmoid(a[0]), NonNegative | Increasing, 16),
        Lane("softplus", "g*sigmoid(u)", "Softplus", a => Softplus(a[0]), NonNegative | Increasing, 30),
        Composed("logsigmoid", "u", "g*sigmoid(-u)", "-softplus(-u)", a => -Softplus(-a[0]), Increasing, documentation: "log(sigmoid(u)), without overflow."),
        Lane("sqrt", "g/(2*sqrt(u))", "Sqrt", a => Math.Sqrt(a[0]), NonNegative | Increasing, 4, "0.1..5") with { Hazard = new Hazard(HazardKind.Root, "u <= 0") },
        Lane("cbrt", "g/(3*cbrt(u)^2)", "Cbrt", a => Cbrt(a[0]), Increasing | Odd, 16, "0.1..5"),
        Lane("abs", "{ g if u > 0; -g if u < 0; corner(abs(u)) otherwise }", "Abs", a => Math.Abs(a[0]), NonNegative | Even | Size, 1, "0.1..3",
            "The slope at 0 is 0."),

        Lane("tanh", "4*g*sigmoid(2*u)*sigmoid(-2*u)", "Tanh", a => Math.Tanh(a[0]), Increasing | Odd, 20),
        Lane("sinh", "g*cosh(u)", "Sinh", a => Math.Sinh(a[0]), Increasing | Odd, 20) with { Hazard = new Hazard(HazardKind.Overflow, "u > 89.4 or u < -89.4") },
        Lane("cosh", "g*sinh(u)", "Cosh", a => Math.Cosh(a[0]), Positive | Even, 20) with { Hazard = new Hazard(HazardKind.Overflow, "u > 89.4 or u < -89.4") },
        Lane("sin", "g*cos(u)", "Sin", a => Math.Sin(a[0]), Odd, 60),
        Lane("cos", "-g*sin(u)", "Cos", a => Math.Cos(a[0]), Even, 60),
        Lane("asin", "g/sqrt((1 - u)*(1 + u))", "Asin", a => Math.Asin(a[0]), Increasing | Odd, 25, "-0.9..0.9"),
        Lane("acos", "-g/sqrt((1 - u)*(1 + u))", "Acos", a => Math.Acos(a[0]), NonNegative, 25, "-0.9..0.9"),
        Lane("atan", "g/(1 + u^2)", "Atan", a => Math.Atan(a[0]), Increasing | Odd, 25),
        Lane("erf", "1.12837916709551257390*g*exp(-u^2)", "Erf", a => Erf(a[0]), Increasing | Odd, 60),
        Lane("erfc", "-1.12837916709551257390*g*exp(-u^2)", "Erfc", a => Erfc(a[0]), NonNegative, 60),
        Lane("lgamma", "g*digamma(u)", "LGamma", a => LGamma(a[0]), None, 80, "0.3..8"),
        Lane("digamma", "g*trigamma(u)", "Digamma", a => Digamma(a[0]), None, 80, "0.3..8"),
        Lane("trigamma", "g*tetragamma(u)", "Trigamma", a => Trigamma(a[0]), None, 80, "0.3..8"),

        Lane("floor", NoSlope, "Floor", a => Math.Floor(a[0]), Stepwise, 1, documentation: "The slope is 0."),
        Lane("round", NoSlope, "Round", a => Math.Round(a[0]), Odd | Stepwise, 1, documentation: "Halves go to the even number; the slope is 0."),
        Composed("sign", "u", NoSlope, "{ 1 if u > 0; -1 if u < 0; u otherwise }", a => Sign(a[0]), Odd | Stepwise, documentation: "0 at 0; the slope is 0."),
        Composed("stop", "u", NoSlope, "u", a => a[0], documentation: "The value of u, with slope 0.") with { Corner = "The slope is 0." },

        Composed("relu", "u", "", "floored(0, u)", a => Max(0, a[0]), NonNegative, domain: "0.1..3", documentation: "max(0, u); the slope at 0 is 0.") with { Corner = "The slope at 0 is 0." },
        Composed("clampmin", "u, c", "{ g if u >= c; 0 if u < c; corner(u + c) otherwise } | { g if c > u; 0 if c <= u; corner(u + c) otherwise }",
            "max(c, u)", a => Max(a[0], a[1]), IncreasingInAll, documentation: "The larger; the slope of u is 1 at u = c.") with { Corner = "The slope at {c} is 1." },
        Composed("clampmax", "u, c", "{ g if u <= c; 0 if u > c; corner(u + c) otherwise } | { g if c < u; 0 if c >= u; corner(u + c) otherwise }",
            "min(c, u)", a => Min(a[0], a[1]), IncreasingInAll, documentation: "The smaller; the slope of u is 1 at u = c.") with { Corner = "The slope at {c} is 1." },
        Composed("clamp", "u, lower, upper", "", "clampmax(clampmin(u, lower), upper)", a => Min(Max(a[0], a[1]), a[2]),
            documentation: "Between lower and upper; the slope is 1 at both ends.") with { Corner = "The slope at {lower} and at {upper} is 1." },
        Both("max", "{ g if a > b; g/2 if a == b; 0 if a < b; corner(a + b) otherwise } | { g if b > a; g/2 if a == b; 0 if b < a; corner(a + b) otherwise }",
            "Max", a => Max(a[0], a[1]), "floored", "The larger. A tie goes to the side that holds no differentiable input, and is shared when both hold one."),
        Both("min", "{ g if a < b; g/2 if a == b; 0 if a > b; corner(a + b) otherwise } | { g if b < a; g/2 if a == b; 0 if b > a; corner(a + b) otherwise }",
            "Min", a => Min(a[0], a[1]), "capped", "The smaller. A tie goes to the side that holds no differentiable input, and is shared when both hold one."),

        Composed("xlogx", "u", "g*(log(u) + 1)", "{ 0 if u == 0; u*log(u) otherwise }", a => a[0] == 0 ? 0 : a[0] * Math.Log(a[0]), domain: "0.1..5",
            documentation: "u log u, and 0 at 0."),
        Composed("xlogy", "y, x", "g*log(x) | { 0 if y == 0 and x == x; g*y/x otherwise }", "{ 0 if y == 0 and x == x; y*log(x) otherwise }",
            a => a[0] == 0 && !double.IsNaN(a[1]) ? 0 : a[0] * Math.Log(a[1]), domain: "0.1..5", documentation: "y log x, and 0 where y is 0."),
        Composed("logaddexp", "a, b", "{ g/2 if a == b; g*sigmoid(a - b) otherwise } | { g/2 if a == b; g*sigmoid(b - a) otherwise }",
            "{ a + 0.693147180559945309417 if a == b; max(a, b) + log1p(exp(-abs(a - b))) otherwise }", a => LogAddExp(a[0], a[1]), Commutative,
            documentation: "log(exp a + exp b), without overflow."),

        // Results of rewriting: a formula cannot name them.
        Internal("floored", "c, u", "| { g if floored(c, u) > c; corner(floored(c, u) - c) otherwise }", "max(c, u)", a => Max(a[0], a[1]),
            documentation: "max(c, u) where c holds no differentiable input: the slope at a tie is 0.") with { Corner = "The slope at {c} is 0.", Notation = "max", Facts = IncreasingInAll },
        Internal("capped", "c, u", "| { g if capped(c, u) < c; corner(capped(c, u) - c) otherwise }", "min(c, u)", a => Min(a[0], a[1]),
            documentation: "min(c, u) where c holds no differentiable input: the slope at a tie is 0.") with { Corner = "The slope at {c} is 0.", Notation = "min", Facts = IncreasingInAll },
        Internal("normroot", "u", "{ g/(2*normroot(u)) if normroot(u) > 0; corner(normroot(u)) otherwise }", "sqrt(u)", a => Math.Sqrt(a[0]), "0.1..5",
            "sqrt of a sum of squares: the slope at 0 is 0.") with { Notation = "sqrt" },
        Internal("powerroot", "u, p", "{ g*powerroot(u, p)/(p*u) if u > 0; corner(u) otherwise } | -g*xlogy(powerroot(u, p), u)/p^2", "u^(1/p)",
            a => Math.Pow(a[0], 1 / a[1]), "0.1..5", "The p-th root of a sum of p-th powers: the slope at 0 is 0."),
        Internal("log1mexp", "u", "g/expm1(u)", "{ log(-expm1(-u)) if u < 0.693147180559945309417; log1p(-exp(-u)) otherwise }",
            a => a[0] < 0.7 ? Math.Log(-Expm1(-a[0])) : Log1p(-Math.Exp(-a[0])), "0.1..5", "log(1 - exp(-u))."),
        Internal("logcosh", "u", "g*tanh(u)", LogCoshText,
            a => LogCosh(a[0]), documentation: "log(cosh u), without overflow and with its digits near 0."),
        Internal("sqrt1pm1", "u", "g/(2*sqrt(1 + u))", "{ u/(sqrt(1 + u) + 1) if u < 1; sqrt(1 + u) - 1 otherwise }",
            a => a[0] < 1 ? a[0] / (Math.Sqrt(1 + a[0]) + 1) : Math.Sqrt(1 + a[0]) - 1, "-0.9..5", "sqrt(1 + u) - 1, with its digits near 0."),
        Internal("corner", "u", NoSlope, "u", a => a[0], documentation: "u, which is 0 or NaN: the slope at a corner.") with { Facts = ZeroOrNaN, Notation = "" },
        InternalLane("maxorsecond", "MaxOrSecond", a => a[0] > a[1] ? a[0] : a[1], "max where the first argument is never NaN.") with { Notation = "max", Facts = IncreasingInAll },
        InternalLane("minorsecond", "MinOrSecond", a => a[0] < a[1] ? a[0] : a[1], "min where the first argument is never NaN.") with { Notation = "min", Facts = IncreasingInAll },
        Internal("tetragamma", "u", "", TetragammaText, a => Tetragamma(a[0]), domain: "0.3..8", documentation: "The second derivative of digamma."),
        Internal("tetragammaright", "u", "", TetragammaRightText, a => Tetragamma(a[0]), domain: "0.6..8", documentation: "tetragamma for u of at least 1/2."));

    /// <summary>One log1p, of -tanh(u)² for its half or of exp(-2|u|) spelled with tanh, which the slope needs anyway.</summary>
    private const string LogCoshText =
        "{ 0 if abs(u) < 1; abs(u) - 0.693147180559945309417 otherwise } + { -0.5 if abs(u) < 1; 1 otherwise }"
        + "*log1p({ -tanh(u)^2 if abs(u) < 1; (1 - abs(tanh(u)))/(1 + abs(tanh(u))) otherwise })";

    /// <summary>By reflection below 1/2.</summary>
    private const string TetragammaText =
        "{ tetragammaright(u) if u >= 0.5; tetragammaright(1 - u) - 2*pi^3*cos(pi*u)/sin(pi*u)^3 otherwise }";

    /// <summary>The recurrence up to u + 6 and the asymptotic series there.</summary>
    private const string TetragammaRightText =
        "-2*(u^-3 + (u + 1)^-3 + (u + 2)^-3 + (u + 3)^-3 + (u + 4)^-3 + (u + 5)^-3)"
        + " - (u + 6)^-2*(1 + (u + 6)^-1 + 0.5*(u + 6)^-2 - (u + 6)^-4/6 + (u + 6)^-6/6 - 0.3*(u + 6)^-8 + 5*(u + 6)^-10/6)";

    private static Function Operator(
        string name, string parameters, string derivative, Func<double[], double> meaning, Operator @operator, Facts facts = None,
        string domain = "-3..3", string? runtime = null, int cost = 1) =>
        new(name, Split(parameters), Slopes(derivative), runtime, meaning, facts, cost, IsPublic: false, Operator: @operator, Domain: domain);

    private static Function Lane(
        string name, string? derivative, string runtime, Func<double[], double> meaning, Facts facts, int cost, string domain = "-3..3", string documentation = "") =>
        new(name, Split("u"), ImmutableArray.Create(derivative), runtime, meaning, facts, cost, Domain: domain, Documentation: documentation);

    private static Function Both(string name, string derivative, string runtime, Func<double[], double> meaning, string oneSided, string documentation) =>
        new(name, Split("a, b"), Slopes(derivative), runtime, meaning, Commutative | IncreasingInAll, OneSided: oneSided, Documentation: documentation,
            Corner: "At a tie each side has half of the slope.");

    private static Function Composed(
        string name, string parameters, string? derivative, string definition, Func<double[], double> meaning, Facts facts = None,
        string domain = "-3..3", string documentation = "") =>
        new(name, Split(parameters), Slopes(derivative), null, meaning, facts, Definition: definition, Domain: domain, Documentation: documentation);

    private static Function Internal(
        string name, string parameters, string? derivative, string definition, Func<double[], double> meaning, string domain = "-3..3", string documentation = "") =>
        Composed(name, parameters, derivative, definition, meaning, None, domain, documentation) with { IsPublic = false };

    private static Function InternalLane(string name, string runtime, Func<double[], double> meaning, string documentation) =>
        new(name, Split("a, b"), ImmutableArray.Create<string?>(null, null), runtime, meaning, IsPublic: false, Documentation: documentation);

    private static ImmutableArray<string> Split(string names) => ImmutableArray.CreateRange(names.Split(',').Select(name => name.Trim()));

    private static ImmutableArray<string?> Slopes(string? texts) => texts switch
    {
        null => ImmutableArray.Create<string?>((string?)null),
        "" => ImmutableArray<string?>.Empty,
        _ => ImmutableArray.CreateRange(texts.Split('|').Select(text => string.IsNullOrWhiteSpace(text) ? null : text.Trim())),
    };
}
