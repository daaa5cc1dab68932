using System.Collections.Immutable;

namespace LossGen.Generator.Functions;

/// <summary>Rules that make a term smaller, and those that choose the cheaper of two spellings at the end.</summary>
internal static class RuleRows
{
    public static readonly ImmutableArray<Rule> All = ImmutableArray.Create(
        Simplify("log of exp", "log(exp(a))", "a", null, FloatContract.Rounding),
        Simplify("exp of log", "exp(log(a))", "a", "a >= 0", FloatContract.Rounding, "0.1..5"),
        Simplify("product of exponentials", "exp(a)*exp(b)", "exp(a + b)", null, FloatContract.Rounding),
        Simplify("power of an exponential", "exp(a)^n", "exp(n*a)", "number(n)", FloatContract.Rounding),
        Simplify("square of a square root", "sqrt(a)^2", "a", "a >= 0", FloatContract.Rounding, "0.1..5"),
        Simplify("square of a norm", "normroot(a)^2", "a", "a >= 0", FloatContract.Rounding, "0.1..5"),
        Simplify("square of a size", "abs(a)^2", "a^2", null, FloatContract.Bits),
        Simplify("size of a size", "abs(abs(a))", "abs(a)", null, FloatContract.Bits),
        Simplify("size of what is not negative", "abs(a)", "a", "a >= 0", FloatContract.Bits, "0..5"),
        Simplify("square root of a square", "sqrt(a^2)", "abs(a)", null, FloatContract.Rounding),
        Simplify("factor of a sum", "sum[i](c*u[i])", "c*sum[i](u[i])", "finite(c)", FloatContract.Rounding),
        Simplify("y log y", "xlogy(u, u)", "xlogx(u)", null, FloatContract.Bits, "0.1..5"),
        Simplify("cosine of an arc cosine", "cos(acos(a))", "a", "-1 <= a and a <= 1", FloatContract.Rounding, "-0.9..0.9"),
        Simplify("sine of an arc sine", "sin(asin(a))", "a", "-1 <= a and a <= 1", FloatContract.Rounding, "-0.9..0.9"),

        Finish("maximum with a constant", "max(c, u)", "maxorsecond(c, u)", "constant(c)", FloatContract.Bits),
        Finish("minimum with a constant", "min(c, u)", "minorsecond(c, u)", "constant(c)", FloatContract.Bits),
        Finish("power of a half", "u^0.5", "sqrt(u)", null, FloatContract.Rounding, "0.1..5"),
        Finish("power of minus a half", "u^(-0.5)", "1/sqrt(u)", null, FloatContract.Rounding, "0.1..5"));

    private static Rule Simplify(string name, string pattern, string result, string? when, FloatContract contract, string domain = "-3..3") =>
        new(name, RulePhase.Simplify, pattern, result, when, contract, Domain: domain);

    private static Rule Finish(string name, string pattern, string result, string? when, FloatContract contract, string domain = "-3..3") =>
        new(name, RulePhase.Finish, pattern, result, when, contract, Domain: domain);
}
