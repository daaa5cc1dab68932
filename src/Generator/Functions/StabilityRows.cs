using System.Collections.Immutable;

namespace LossGen.Generator.Functions;

/// <summary>
/// Rules that keep digits and range, each with a witness where the pattern as it stands fails in double. The first that
/// matches is applied, inner terms first: a pattern is what its inner terms have become.
/// </summary>
internal static class StabilityRows
{
    public static readonly ImmutableArray<Rule> All = ImmutableArray.Create(
        Row("softplus", "log(1 + exp(u))", "softplus(u)", "u = 800: 800"),
        Row("softplus of log1p", "log1p(exp(u))", "softplus(u)", "u = 800: 800"),
        Row("log of a sigmoid", "log(sigmoid(u))", "-softplus(-u)", "u = -800: -800"),
        Row("logsigmoid", "logsigmoid(u)", "-softplus(-u)", null),
        Row("like softpluses", "r*softplus(u) - s*softplus(u)", "(r - s)*softplus(u)", "u = 800; r = 1e308; s = 1e308: 0"),
        Row("softplus less its multiple", "softplus(u) - s*softplus(u)", "(1 - s)*softplus(u)", "u = 1e308; s = 2: -1e308"),
        Row("difference of softpluses", "r*softplus(-u) - r*softplus(u)", "-(r*u)", "u = 1e-18; r = 3: -3e-18"),
        Row("complement of a sigmoid", "1 - sigmoid(u)", "sigmoid(-u)", "u = 40: 4.248354255291589e-18"),
        Row("sigmoid", "1/(1 + exp(-u))", "sigmoid(u)", null),
        Row("odds of a sigmoid", "sigmoid(u)/sigmoid(-u)", "exp(u)", null),
        Row("exponential times a sigmoid", "exp(u)*sigmoid(-u)", "sigmoid(u)", "u = 800: 1"),
        Row("power of a sigmoid", "sigmoid(u)^p", "exp(-(p*softplus(-u)))", null, "0.2..3", "not integer(p)"),

        Row("log-sum-exp", "log(sum[i](exp(u[i])))", "lse[i](u[i])", "u = [1000, 999]: 1000.3132616875182"),
        Row("log-sum-exp of a product", "log(r*sum[i](exp(u[i])))", "lse[i](u[i]) + log(r)", "u = [1000, 999]; r = 2: 1001.0064088680782", "0.1..3"),
        Row("log of a share", "log(softmax[i](u[i])[k])", "-(lse[i](u[i]) - u[k])", "u = [0, 1000]; k = 0: -1000"),
        Row("log-sum-exp less a term", "lse[i](u[i]) - u[k]", "lseless[i](u[i])[k]", "u = [0, -50]; k = 0: 1.9287498479639178e-22"),
        Row("share", "exp(u[k])/sum[i](exp(u[i]))", "softmax[i](u[i])[k]", "u = [1000, 999]; k = 0: 0.7310585786300049"),
        Row("share of a log-sum-exp", "exp(-lseless[i](u[i])[k])", "softmax[i](u[i])[k]", null),
        Row("log of two exponentials", "log(exp(a) + exp(b))", "logaddexp(a, b)", "a = 800; b = 799: 800.3132616875182"),
        Row("log of a difference of exponentials", "log(exp(a) - exp(b))", "a + log1mexp(a - b)", "a = 800; b = 799: 799.5413248546129", "0.1..3", "a > b"),
        Row("log1mexp", "log(-expm1(-u))", "log1mexp(u)", "u = 40: -4.248354255291589e-18", "0.1..3"),
        Row("log1mexp of log1p", "log1p(-exp(-u))", "log1mexp(u)", "u = 1e-18: -41.44653167389282", "0.1..3"),

        Row("expm1", "exp(u) - 1", "expm1(u)", "u = 1e-18: 1e-18"),
        Row("log1p", "log(1 + u)", "log1p(u)", "u = 1e-18: 1e-18", "-0.9..3"),
        Row("log of an exponential factor", "log(exp(a)*r)", "a + log(r)", "a = 800; r = 2: 800.6931471805599", "0.1..3"),
        Row("log of a reciprocal", "log(1/a)", "-log(a)", "a = 1e-310: 713.8013788281542", "0.1..3"),
        Row("log of a power", "log(a^p)", "p*log(a)", "a = 1e200; p = 3: 1381.5510557964274", "0.1..3", "a > 0"),
        Row("log of a square root", "log(sqrt(a))", "0.5*log(a)", null, "0.1..3"),

        Row("u log u", "u*log(u)", "xlogx(u)", "u = 0: 0", "0.1..3", "u >= 0"),
        Row("u log u in a sum", "u*(log(u) + r)", "xlogx(u) + u*r", "u = 0; r = 1: 0", "0.1..3", "u >= 0"),
        Row("y log x", "y*log(x)", "xlogy(y, x)", "y = 0; x = 0: 0", "0.1..3", "x >= 0 and varying(y) and not x > 0 and not y > 0"),

        Row("log of cosh", "log(cosh(u))", "logcosh(u)", "u = 800: 799.3068528194401"),
        Row("log of cosh by softplus", "u + softplus(-2*u) - 0.693147180559945309417", "logcosh(u)", "u = 1e-9: 5e-19"),
        Row("slope of tanh", "1 - tanh(u)^2", "4*sigmoid(2*u)*sigmoid(-2*u)", "u = 20: 1.6993417021166355e-17"),
        Row("reciprocal of cosh squared", "1/cosh(u)^2", "4*sigmoid(2*u)*sigmoid(-2*u)", null),
        Row("complement of erf", "1 - erf(u)", "erfc(u)", "u = 7: 4.183825607779414e-23"),
        Row("cosine of an angle more", "cos(acos(c) + m)", "c*cos(m) - sin(m)*sqrt((1 - c)*(1 + c))", null, "-0.9..0.9", "-1 <= c and c <= 1 and constant(m)"),
        Row("sine of an arc cosine", "sin(acos(c))", "sqrt((1 - c)*(1 + c))", null, "-0.9..0.9"),
        Row("complement of a cosine", "1 - cos(u)", "2*sin(u/2)^2", "u = 1e-9: 5e-19"),
        Row("square root of one more, less one", "sqrt(1 + v) - 1", "sqrt1pm1(v)", "v = 1e-18: 5e-19", "0.1..3"),
        Row("complement of a square", "1 - c^2", "(1 - c)*(1 + c)", null),
        Row("difference of squares", "a^2 - b^2", "(a - b)*(a + b)", "a = 10000000000000002; b = 10000000000000000: 4e16"),
        Row("norm", "sqrt(a)", "normroot(a)", null, "0.1..3", "squares(a)"),
        Row("p-norm", "sum[i](abs(u[i])^p)^(1/p)", "norm[i](u[i], p)", "u = [1e200, 1e200]; p = 3: 1.2599210498948731e+200", "0.5..3"),
        Row("variance", "mean[i](u[i]^2) - mean[i](u[i])^2", "mean[i]((u[i] - mean[j](u[j]))^2)", "u = [100000001, 100000000]: 0.25"));

    private static Rule Row(string name, string pattern, string result, string? witness, string domain = "-3..3", string? when = null) =>
        new(name, RulePhase.Stabilise, pattern, result, when, FloatContract.Rounding, witness, domain);
}
