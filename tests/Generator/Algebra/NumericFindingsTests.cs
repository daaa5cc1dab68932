using LossGen.Generator.Binding;
using LossGen.Generator.Functions;
using LossGen.Generator.Problems;

namespace LossGen.Generator.Algebra;

/// <summary>What a formula is told about the numbers it allows: the kind, the place, numbers at which it happens.</summary>
public class NumericFindingsTests
{
    [Theory]
    [InlineData("t*log(x)", "x, t", "LOSS0401", "log(x)", "0 at x = 0")]
    [InlineData("log1p(x)", "x", "LOSS0401", "log1p(x)", "-1 at x = -1")]
    [InlineData("-log(sum[i](x[i]))", "x[C] >= 0", "LOSS0401", "log(sum[i](x[i]))", "0 at x = 0")]
    [InlineData("x/(t - 1)", "x, t", "LOSS0402", "x/(t - 1)", "0 at t = 1")]
    [InlineData("sqrt(x)", "x >= 0", "LOSS0403", "sqrt(x)", "0 at x = 0")]
    [InlineData("sqrt(t*x^2)", "x, t >= 0", "LOSS0403", "sqrt(t*x^2)", "0 at t = 0, x = 0")]
    [InlineData("exp(x) - t*x", "x, t", "LOSS0404", "exp(x)", "10000 at x = 10000")]
    [InlineData("{ x^2 if |x| < 1; 2*|x| - 0.5 otherwise }", "x", "LOSS0405", "{ x^2 if |x| < 1; 2*|x| - 0.5 otherwise }", "0.5 at x = ")]
    public void Is_found(string formula, string inputs, string id, string marked, string witness)
    {
        Problem problem = Assert.Single(Find(formula, inputs));
        Assert.Equal(id, problem.Kind.Id);
        Assert.Equal(marked, formula.Substring(problem.Range.Start, problem.Range.Length));
        Assert.Contains(witness, problem.Message);
        Assert.Equal(Severity.Info, problem.Kind.Severity);
    }

    [Theory]
    [InlineData("t*log(x)", "x > 0, t")]
    [InlineData("log(1 + exp(-y*x))", "x, y in {-1, 1}")]
    [InlineData("log(sum[i](exp(x[i]))) - x[y]", "x[C], y in C")]
    [InlineData("-log(softmax[c](x[c])[y])", "x[C], y in C")]
    [InlineData("x/t", "x, t > 0")]
    [InlineData("sum[i](x[i])/C", "x[C]")]
    [InlineData("norm[i](x[i])", "x[C]")]
    [InlineData("sqrt(sum[i](x[i]^2))", "x[C]")]
    [InlineData("sqrt(mean[i, j]((x[i] - x[j])^2))", "x[C]")]
    [InlineData("exp(x)", "-10 <= x <= 10")]
    [InlineData("{ x if y == 1; relu(1 - x) if y == -1 }", "x, y in {-1, 1}")]
    [InlineData("{ x^2/2 if |x| < 1; |x| - 0.5 otherwise }", "x")]
    [InlineData("{ x*log(x) if x > 0; 0 otherwise }", "x")]
    public void Is_not_found(string formula, string inputs) => Assert.Empty(Find(formula, inputs));

    private static IReadOnlyList<Problem> Find(string formula, string inputs)
    {
        var problems = new ProblemBag();
        NumericFindings.Report(Bound.Of(formula, inputs).Loss!, Catalogue.Default, problems, default);
        return problems.Items;
    }
}
