using LossGen.Generator.Problems;

namespace LossGen.Generator.Binding;

/// <summary>Inputs where nothing declares them, and what is said where they can't be inferred.</summary>
public sealed class InferenceTests
{
    [Theory]
    [InlineData("x^2", "", "x")]
    [InlineData("relu(margin - x)", "double margin = 1", "x")]
    [InlineData("lse[c](x[c]) - x[y]", "", "x[C], y in C")]
    [InlineData("x[y]/K", "", "x[K], y in K")]
    [InlineData("sum[i](x[i])/N", "", "x[N]")]
    [InlineData("x[i]^2 where i != y", "", null)]
    [InlineData("x[y] - x[i] where i != y", "", "x[C], y in C")]
    [InlineData("x[y] - x[c] where c != y", "", "x[C], y in C")]
    [InlineData("x[a] - x[b]", "", "x[C], a in C, b in C")]
    [InlineData("-x[y] + weight[y]*x[y]", "double[] weight", "x[C], y in C, weight[C]")]
    [InlineData("d(u) := sum[i](u[i]^2); d(x)", "", "x[C]")]
    [InlineData("d(u) := sum[i](u[i]^2); e(v) := d(v) + 1; e(x)", "", "x[C]")]
    [InlineData("z[c] := x[c]^2; sum[c](z[c])", "", "x[C]")]
    [InlineData("l[c] := x[c]^2", "", "x[C]")]
    [InlineData("weight[y]*x", "double[] weight", "x, y in C, weight[C]")]
    [InlineData("x[y]*C", "double C = 1", "x[D], y in D")]
    public void Infers(string formula, string parameters, string? inputs)
    {
        Bound bound = Bound.Of(formula, null, parameters);

        Assert.Equal(inputs, bound.Loss is null ? null : bound.Printed.Inputs);
    }

    [Theory]
    [InlineData("x*t", "x, t")]
    [InlineData("(x[i] - t[i])^2", "x[C], t[C]")]
    [InlineData("x[y[j]]", "x[C], y[J] in C")]
    [InlineData("sum[i not in y](x[i])", "x[C], y[J] in C")]
    [InlineData("sum[i != y](x[i])", "x[C], y in C")]
    [InlineData("k[m, d]*2", "k[C, D]")]
    [InlineData("x[i]/C/D", "x[C]")]
    [InlineData("2", "x")]
    public void Says_what_to_declare(string formula, string inputs)
    {
        Problem problem = Assert.Single(Bound.Of(formula).Problems);

        Assert.Equal("LOSS0313", problem.Kind.Id);
        Assert.Equal(inputs, problem.Arguments[1]);
    }

    [Fact]
    public void Declarations_of_parameters_alone_leave_inputs_to_inference() => Assert.Equal(
        "x[C], y in C, weight[C] = 1, p in {1, 2}",
        Bound.Of("weight[y]*relu(1 - x[y])^p", "weight[C] = 1, p in {1, 2}", "double[]? weight = null, int p = 1").Printed.Inputs);
}
