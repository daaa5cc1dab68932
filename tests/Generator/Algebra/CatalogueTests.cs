using LossGen.Generator.Functions;

namespace LossGen.Generator.Algebra;

/// <summary>
/// The catalogue of numeric stability, row by row: each is reached through a whole formula where the plain form fails, in value and
/// gradient. The numbers were computed with 400 digits from the inputs as doubles.
/// </summary>
public class CatalogueTests
{
    /// <summary>
    /// The rows that can be reached: not 21, which gains nothing, 38 to 40, for which there is no function (log(erfc) and the
    /// differences of lgamma and digamma), and 42, the order of long sums, which is the runtime's.
    /// </summary>
    private static readonly int[] Reached = [.. Enumerable.Range(1, 44).Except([21, 38, 39, 40, 42])];

    /// <summary>Row, the rule that makes it (none where differentiation or the term itself does), formula, inputs, parameters, where (y = label 0), the value, the gradients.</summary>
    public static TheoryData<int, string, string, string, string, string, double, string> Rows => new()
    {
        { 1, "softplus", "log(1 + exp(x))", "x", "", "x = -40", 4.248354255291589e-18, "x = 4.248354255291589e-18" },
        { 2, "log of a sigmoid", "log(sigmoid(x))", "x", "", "x = 40", -4.248354255291589e-18, "x = 4.248354255291589e-18" },
        { 2, "log of a sigmoid", "log(1/(1 + exp(-x)))", "x", "", "x = -800", -800, "x = 1" },
        { 3, "complement of a sigmoid", "log(1 - sigmoid(x))", "x", "", "x = 40", -40, "x = -1" },
        { 3, "log of a sigmoid", "log(exp(-x)/(1 + exp(-x)))", "x", "", "x = -40", -4.248354255291589e-18, "x = -4.248354255291589e-18" },
        { 4, "complement of a sigmoid", "1 - sigmoid(x)", "x", "", "x = 40", 4.248354255291589e-18, "x = -4.248354255291589e-18" },
        { 5, "exponential times a sigmoid", "exp(x)/(1 + exp(x))", "x", "", "x = 800", 1, "x = 0" },
        { 5, "sigmoid", "1/(1 + exp(-x))", "x", "", "x = -40", 4.248354255291589e-18, "x = 4.248354255291589e-18" },
        { 6, "odds of a sigmoid", "sigmoid(x)/(1 - sigmoid(x))", "x", "", "x = 40", 2.3538526683702e+17, "x = 2.3538526683702e+17" },
        { 7, "exponential times a sigmoid", "exp(x)*sigmoid(-x)", "x", "", "x = 800", 1, "x = 0" },
        { 8, "complement of a sigmoid", "-(w*t*log(sigmoid(x)) + (1 - t)*log(1 - sigmoid(x)))", "x, t", "double w", "x = 40; t = 1; w = 3", 1.2745062765874767e-17, "x = -1.2745062765874767e-17" },
        { 8, "complement of a sigmoid", "-(w*t*log(sigmoid(x)) + (1 - t)*log(1 - sigmoid(x)))", "x, t", "double w", "x = -800; t = 0.25; w = 3", 600, "x = -0.75" },
        { 8, "difference of softpluses", "w*t*log(sigmoid(x)) - w*t*log(1 - sigmoid(x))", "x, t", "double w", "x = 1e-18; t = 0.5; w = 6", 3e-18, "x = 3; t = 6e-18" },
        { 8, "like softpluses", "-(w*t*log(sigmoid(x)) + w*log(1 - sigmoid(x)) - w*t*log(1 - sigmoid(x)))", "x, t", "double w", "x = 40; t = 1; w = 2", 8.496708510583178e-18, "x = -8.496708510583178e-18" },
        { 8, "softplus less its multiple", "-(t*log(sigmoid(x)) + log(1 - sigmoid(x)) - t*log(1 - sigmoid(x)))", "x, t", "", "x = 40; t = 1", 4.248354255291589e-18, "x = -4.248354255291589e-18" },
        { 9, "log-sum-exp", "log(sum[c](exp(x[c])))", "x[C]", "", "x = 1000 999", 1000.3132616875182, "x = 0.7310585786300049 0.2689414213699951" },
        { 10, "log-sum-exp less a term", "log(exp(x[y])/sum[c](exp(x[c])))", "x[C], y in C", "", "x = 0 -50", -1.9287498479639178e-22, "x = 1.9287498479639178e-22 -1.9287498479639178e-22" },
        { 11, "log-sum-exp less a term", "x[y] - lse[c](x[c])", "x[C], y in C", "", "x = 0 -50", -1.9287498479639178e-22, "x = 1.9287498479639178e-22 -1.9287498479639178e-22" },
        { 12, "share", "exp(x[y])/sum[c](exp(x[c]))", "x[C], y in C", "", "x = 1000 999", 0.7310585786300049, "x = 0.19661193324148185 -0.19661193324148185" },
        { 13, "log of two exponentials", "log(exp(x) + exp(t))", "x, t", "", "x = -800; t = -801", -799.6867383124818, "x = 0.7310585786300049; t = 0.2689414213699951" },
        { 14, "log of a difference of exponentials", "log(exp(x) - exp(-s))", "x >= 1, s >= 0", "", "x = 800; s = 0.5", 800, "x = 1" },
        { 15, "log1mexp", "log(1 - exp(-x))", "x > 0", "", "x = 1e-18", -41.44653167389282, "x = 9.999999999999999e+17" },
        { 16, "expm1", "1 - exp(-x)", "x", "", "x = 1e-18", 1e-18, "x = 1" },
        { 16, "expm1", "exp(x) - 1", "x", "", "x = 1e-18", 1e-18, "x = 1" },
        { 17, "log1p", "log(1 + x)", "x > -1", "", "x = 1e-18", 1e-18, "x = 1" },
        { 17, "log1p", "log(1 - x)", "x < 1", "", "x = 1e-18", -1e-18, "x = -1" },
        { 18, "u log u", "x*log(x) - x*t", "x >= 0, t", "", "x = 0; t = 2", 0, "t = 0" },
        { 19, "y log x", "t*log(x)", "t >= 0, x >= 0", "", "t = 0; x = 0", 0, "" },
        { 20, "u log u in a sum", "t*(log(t) - x)", "t >= 0, x", "", "t = 0; x = -3", 0, "x = 0" },
        { 22, "log of a power", "log(x^3)", "x > 0", "", "x = 1e200", 1381.5510557964274, "x = 3e-200" },
        { 22, "log of a square root", "log(sqrt(x))", "x > 0", "", "x = 1e-300", -345.38776394910684, "x = 4.9999999999999995e+299" },
        { 23, "exp of log", "exp(log(x))", "x >= 0", "", "x = 1e-300", 1e-300, "x = 1" },
        { 23, "log of exp", "log(exp(x))", "x", "", "x = 800", 800, "x = 1" },
        { 24, "product of exponentials", "exp(x)*exp(t)", "x, t", "", "x = 800; t = -799", 2.718281828459045, "x = 2.718281828459045; t = 2.718281828459045" },
        { 24, "product of exponentials", "exp(x)/exp(t)", "x, t", "", "x = 800; t = 799", 2.718281828459045, "x = 2.718281828459045; t = -2.718281828459045" },
        { 25, "log of cosh", "log(cosh(x))", "x", "", "x = 1e-9", 5e-19, "x = 1e-09" },
        { 26, "slope of tanh", "1 - tanh(x)^2", "x", "", "x = 20", 1.6993417021166355e-17, "x = -3.398683404233271e-17" },
        { 26, "reciprocal of cosh squared", "1/cosh(x)^2", "x", "", "x = 300", 1.0601586212017243e-260, "x = -2.1203172424034486e-260" },
        { 27, "cosine of an angle more", "cos(acos(x) + m)", "-1 <= x <= 1", "double m", "x = 0.99999999; m = 0.5", 0.877514752104662, "x = 3390.928042829866" },
        { 27, "sine of an arc cosine", "sin(acos(x))", "-1 <= x <= 1", "", "x = 0.99999999", 0.00014142135623906025, "x = -7071.06774106726" },
        { 28, "difference of squares", "x^2 - t^2", "x, t", "", "x = 10000000000000002; t = 10000000000000000", 4e+16, "x = 2.0000000000000004e+16; t = -2e+16" },
        { 28, "complement of a square", "1 - x^2", "x", "", "x = 0.99999999", 2.0000000000495184e-08, "x = -1.99999998" },
        { 29, "complement of a cosine", "1 - cos(x)", "x", "", "x = 1e-9", 5e-19, "x = 1e-09" },
        { 30, "square root of one more, less one", "sqrt(1 + x^2) - 1", "x", "", "x = 1e-9", 5e-19, "x = 1e-09" },
        { 31, "norm", "sqrt(sum[c](x[c]^2))", "x[C]", "", "x = 3 -4", 5, "x = 0.6 -0.8" },
        { 32, "square of a norm", "norm[c](x[c])^2", "x[C]", "", "x = 0 0", 0, "x = 0 0" },
        { 33, "p-norm", "sum[c](|x[c]|^p)^(1/p)", "x[C]", "double p", "x = 1e200 -1e200; p = 3", 1.2599210498948731e+200, "x = 0.6299605249474366 -0.6299605249474366" },
        { 34, "", "sum[c](x[c]*t[c])/(norm[c](x[c])*norm[c](t[c]))", "x[C], t[C]", "", "x = 3 4; t = 1 1", 0.9899494936611666, "x = 0.02262741699796952 -0.01697056274847714; t = -0.07071067811865475 0.07071067811865475" },
        { 35, "", "x^p", "x >= 0", "double p", "x = 4; p = 2.5", 32, "x = 20" },
        { 36, "", "x^t", "x >= 0, t", "", "x = 3; t = 2.5", 15.588457268119896, "x = 12.99038105676658; t = 17.125670716134227" },
        { 37, "power of a sigmoid", "-(1 - sigmoid(x))^p*log(sigmoid(x))", "x", "double p", "x = 30; p = 1.5", 2.6786369618075766e-33, "x = -6.69659240451844e-33" },
        { 41, "variance", "sum[i](x[i]^2)/C - (sum[i](x[i])/C)^2", "x[C]", "", "x = 100000001 100000000", 0.25, "x = 0.5 -0.5" },
        { 43, "", "max(log(x), -100)", "x >= 0", "", "x = 1e-60", -100, "x = 0" },
        { 44, "", "d := 1 - sum[c](x[c]); d + stop(clampmin(d, 0) - d)", "x[C]", "", "x = 0.75 0.5", 0, "x = -1 -1" },
    };

    [Theory]
    [MemberData(nameof(Rows))]
    public void A_row_is_reached_through_a_whole_formula(
        int row, string rule, string formula, string inputs, string parameters, string at, double value, string gradients)
    {
        LossTerms terms = StabilityTests.Digits(formula, inputs, parameters, at, value, gradients);

        Assert.True(rule.Length == 0 || terms.Rules.Contains(rule), $"row {row} needs {rule}, and used {string.Join(", ", terms.Rules)}");
    }

    [Fact]
    public void Every_row_is_reached() => Assert.Equal(Reached, Rows.Select(row => row.Data.Item1).Distinct().Order());

    /// <summary>Whatever is broken in a row: an equation with another right side is none.</summary>
    [Theory]
    [MemberData(nameof(RuleRowTests.Names), MemberType = typeof(RuleRowTests))]
    public void A_row_with_another_result_makes_its_test_fail(string name)
    {
        Rule row = Catalogue.Default.Rules.Single(rule => rule.Name == name);

        Assert.NotNull(new RuleChecks(row with { Result = $"1.001*({row.Result})" }, Catalogue.Default).Equation());
        Assert.NotNull(new RuleChecks(row with { Result = $"-({row.Result})" }, Catalogue.Default).Equation());
    }
}
