namespace LossGen.Generator.Binding;

/// <summary>Each construct of the language, by what it means: the formula printed in full.</summary>
public sealed class ProductionTests
{
    [Theory]
    // Operators and constants.
    [InlineData("2x^2 - x/3 + |x|", "x", "2*x^2 - x/3 + |x|")]
    [InlineData("x - (x - 1) - x/(x*2)", "x", "x - (x - 1) - x/(x*2)")]
    [InlineData("(x^2)^3 + x^2^3 + (-x)^2 + x^-2", "x", "(x^2)^3 + x^2^3 + (-x)^2 + x^-2")]
    [InlineData("2π*x + ∞*x + pi*x", "x", "2*pi*x + inf*x + pi*x")]
    [InlineData("1e-8*x + 1e300*x + 0.1x", "x", "1e-8*x + 1e300*x + 0.1*x")]
    [InlineData("max(0, min(x, 1)) + clamp(x, 0, 1) + stop(x) + σ(x)", "x", "max(0, min(x, 1)) + clamp(x, 0, 1) + stop(x) + sigmoid(x)")]

    // Conditions.
    [InlineData("{ x if 0 < x <= 1; 0 otherwise }", "x", "{ x if 0 < x and x <= 1; 0 otherwise }")]
    [InlineData("{ x if x != 0; 1 otherwise }", "x", "{ x if x != 0; 1 otherwise }")]
    [InlineData("{ x if x < 0 or x > 0; 1 otherwise }", "x", "{ x if x < 0 or x > 0; 1 otherwise }")]
    [InlineData("{ x if not (x < 0 or x > 1) and x != 2; 1 otherwise }", "x", "{ x if not (x < 0 or x > 1) and x != 2; 1 otherwise }")]
    [InlineData("{ x if (x < 0 or x > 1) and x == 1 or x == 2; 1 otherwise }", "x", "{ x if (x < 0 or x > 1) and x == 1 or x == 2; 1 otherwise }")]
    [InlineData("{ x[y] if y == C - 1; 0 otherwise }", "x[C], y in C", "{ x[y] if y == C - 1; 0 otherwise }")]
    [InlineData("{ x otherwise }", "x", "{ x otherwise }")]

    // Reductions.
    [InlineData("sum[i](x[i])", "x[C]", "sum[i](x[i])")]
    [InlineData("sum[i != y](x[i])", "x[C], y in C", "sum[i != y](x[i])")]
    [InlineData("sum[i in C != y](x[i])", "x[C], y in C", "sum[i != y](x[i])")]
    [InlineData("sum[i, j < i](x[i]*x[j])", "x[C]", "sum[i, j : j < i](x[i]*x[j])")]
    [InlineData("sum[i, j : i != j and x[i] > 0](x[i]*x[j])", "x[C]", "sum[i, j : i != j and x[i] > 0](x[i]*x[j])")]
    [InlineData("sum[i != y : x[i] > 0](x[i])", "x[C], y in C", "sum[i : i != y and x[i] > 0](x[i])")]
    [InlineData("sum[i in C](2)*x[y]", "x[C], y in C", "sum[i in C](2)*x[y]")]
    [InlineData("sum[i != y](2)*x[y]", "x[C], y in C", "sum[i in C != y](2)*x[y]")]
    [InlineData("count[i](x[i] > 0)*x[y]", "x[C], y in C", "count[i](x[i] > 0)*x[y]")]
    [InlineData("count[i != y : x[i] > 0](x[i] < 1)*x[y]", "x[C], y in C", "count[i](i != y and x[i] > 0 and x[i] < 1)*x[y]")]
    [InlineData("{ x[y] if any[i != y](x[i] > x[y]) and all[i](x[i] < 9); 0 otherwise }", "x[C], y in C", "{ x[y] if any[i != y](x[i] > x[y]) and all[i](x[i] < 9); 0 otherwise }")]
    [InlineData("norm[i](x[i]) + norm[i](x[i], 2) + norm[i](x[i], 1) + norm[i](x[i], inf)", "x[C]", "norm[i](x[i]) + norm[i](x[i]) + norm[i](x[i], 1) + norm[i](x[i], inf)")]
    [InlineData("softmax[c](x[c])[y]", "x[C], y in C", "softmax[c](x[c])[y]")]
    [InlineData("sum[k](softmax[c](x[c])[k]*t[k])", "x[C], t[C]", "sum[k](softmax[c](x[c])[k]*t[k])")]
    [InlineData("x[argmax[c](t[c])] - x[argmin[c != y](x[c])]", "x[C], t[C], y in C", "x[argmax[c](t[c])] - x[argmin[c != y](x[c])]")]
    [InlineData("argmax[c](x[c])*x[y]", "x[C], y in C", "argmax[c](x[c])*x[y]")]
    [InlineData("prod[i](x[i]) + mean[i](x[i]) + max[i](x[i]) - min[i](x[i]) + lse[i](x[i])", "x[C]", "prod[i](x[i]) + mean[i](x[i]) + max[i](x[i]) - min[i](x[i]) + lse[i](x[i])")]
    [InlineData("sum[i](x[i]*sum[j](x[j])) + sum[j](x[j])", "x[C]", "sum[i](x[i]*sum[j](x[j])) + sum[j](x[j])")]

    // Paper sugar.
    [InlineData("sum_{i ≠ y} x[i]*t[i]/C", "x[C], t[C], y in C", "sum[i != y](x[i]*t[i])/C")]
    [InlineData("Σ_{i≠y} 2x[i] + 1", "x[C], y in C", "sum[i != y](2*x[i]) + 1")]
    [InlineData("x[i] where i ≠ y", "x[C], y in C", "sum[i != y](x[i])")]
    [InlineData("x[i] + 1 where i ≠ y", "x[C], y in C", "sum[i != y](x[i] + 1)")]
    [InlineData("x[c] - x[d] where c < d and d != y", "x[C], y in C", "sum[c, d : c < d and d != y](x[c] - x[d])")]
    [InlineData("x[i]/C", "x[C]", "sum[i](x[i]/C)")]
    [InlineData("(x[i] + 1)^2", "x[C]", "sum[i]((x[i] + 1)^2)")]
    [InlineData("x[i]*x[j] where i != y", "x[C], y in C", "sum[i, j : i != y](x[i]*x[j])")]

    // Labels, lists, extents.
    [InlineData("sum[j](x[y[j]])/J", "x[C], y[J] in C until -1", "sum[j](x[y[j]])/J")]
    [InlineData("sum[i in y](x[i]) - sum[i not in y](x[i])", "x[C], y[J] in C", "sum[i in y](x[i]) - sum[i not in y](x[i])")]
    [InlineData("sum[j in J](x[y[j]]) + sum[i](x[i]*count[j](y[j] == i))", "x[C], y[J] in C", "sum[j](x[y[j]]) + sum[i](x[i]*count[j](y[j] == i))")]
    [InlineData("sum[j : y[j] not in z](x[y[j]])", "x[C], y[J] in C, z[K] in C", "sum[j : y[j] not in z](x[y[j]])")]
    [InlineData("(y + i)*x[i]", "x[C], y in C", "sum[i]((y + i)*x[i])")]
    [InlineData("{ x[i] if y[j] == i; 0 otherwise }", "x[C], y[J] in C", "sum[i, j]({ x[i] if y[j] == i; 0 otherwise })")]

    // Results over an axis, mean by.
    [InlineData("l[c] := (x[c] - t[c])^2; mean by q", "x[C], t[C], q", "l[c] := (x[c] - t[c])^2; mean by q")]
    [InlineData("l[c] := x[c]*t[c]; mean by sum[c](t[c])", "x[C], t[C]", "l[c] := x[c]*t[c]; mean by sum[c2](t[c2])")]
    [InlineData("loss[c in C] := s*2", "s, x[C]", "l[c in C] := s*2")]
    [InlineData("l[c] := k[c, d]*x[d] where d != y", "x[D], shared k[C, D], y in D", "l[c] := sum[d != y](k[c, d]*x[d])")]

    // Definitions.
    [InlineData("z := x^2; w := z + 1; z*w", "x", "x^2*(x^2 + 1)")]
    [InlineData("z[c] := x[c]^2; sum[c](z[c]) + z[y]", "x[C], y in C", "sum[c](x[c]^2) + x[y]^2")]
    [InlineData("z[c] := sum[d](x[d]*k[c, d]); sum[d](z[d]*z[d])", "x[D], shared k[D, D]", "sum[d](sum[d2](x[d2]*k[d, d2])*sum[d2](x[d2]*k[d, d2]))")]
    [InlineData("d(u, v) := norm[i](u[i] - v[i]); d(x, t)", "x[D], t[D]", "norm[i](x[i] - t[i])")]
    [InlineData("f(u) := u^2; sum[i](f(x[i] - 1))", "x[C]", "sum[i]((x[i] - 1)^2)")]
    [InlineData("z[c] := 2x[c]; d(u) := sum[i](u[i]); d(z) + d(softmax[c](x[c]))", "x[C]", "sum[i](2*x[i]) + sum[i](softmax[c](x[c])[i])")]
    [InlineData("f(u) := sum[i](u*x[i]); sum[i](f(x[i]))", "x[C]", "sum[i](sum[i2](x[i]*x[i2]))")]
    [InlineData("g(u) := u[y]; f(u) := g(u) + 1; f(x)", "x[C], y in C", "x[y] + 1")]
    [InlineData("m := argmax[i](x[i]); x[m]*m", "x[C]", "x[argmax[i](x[i])]*argmax[i](x[i])")]
    [InlineData("f(u) := { 1 if y in u; 0 otherwise }; f(l)*x[y]", "x[C], y in C, l[J] in C", "{ 1 if y in l; 0 otherwise }*x[y]")]
    [InlineData("f(c) := { 1 if c; 0 otherwise }; f(flag)*x", "x", "{ 1 if flag; 0 otherwise }*x")]
    public void Means(string formula, string inputs, string printed)
    {
        const string Parameters = "double margin = 1, int p = 1, bool flag = true";
        Bound bound = Bound.Of(formula, inputs, Parameters);
        Assert.Equal(printed, bound.Printed.Formula);
        Bound again = Bound.Of(printed, bound.Printed.Inputs, Parameters);
        Assert.Equal(Shape.Of(bound.Loss!), Shape.Of(again.Loss!));
    }

    [Theory]
    [InlineData("x[y]", "x[C], t[C], s, y in C", "")]
    [InlineData("x[y]", "y in C ignoring -100, x[C]", "")]
    [InlineData("x[y]", "y in C ignoring k, x[C]", "int k = 1")]
    [InlineData("sum[c](x[c])", "x[C], y[J] in C until -1", "")]
    [InlineData("sum[d](x[d])", "x[D], shared k[M, D], shared s", "")]
    [InlineData("x", "x, y in {-1, 1}, z in {0, 0.5}", "")]
    [InlineData("var", "q[C] >= 0, var > 0, 0 <= t <= 1, -1 < u < 1, x <= 2, w < pi", "")]
    [InlineData("sum[c](x[c])", "x[C], weight[C] = 1, p in {1, 2}, margin > 0", "double[]? weight = null, int p = 1, double margin = 1")]
    [InlineData("sum[c, d](x[c, d])", "weight[D] = 0.5, x[C, D]", "double[]? weight = null")]
    public void Declarations_print_as_they_are_written(string formula, string inputs, string parameters) =>
        Assert.Equal(inputs, Bound.Of(formula, inputs, parameters).Printed.Inputs);

    [Theory]
    [InlineData("1 >= t >= 0", "0 <= t <= 1")]
    [InlineData("0 < t", "t > 0")]
    [InlineData("2 > t", "t < 2")]
    [InlineData("t ≥ −1", null)]
    [InlineData("t ≤ π", "t <= pi")]
    public void Bounds_may_stand_on_either_side(string inputs, string? printed)
    {
        Bound bound = Bound.Of("t", inputs);

        Assert.Equal(printed, bound.Loss is null ? null : bound.Printed.Inputs);
    }

    [Theory]
    [InlineData("x*t*u*k*s + x[y]", "x, t", "")]
    [InlineData("sum[c](x[c]*t[c])*q; mean by q", "x[C], t[C], q", "x t")]
    [InlineData("x*y", "x, y in {-1, 1}", "x")]
    [InlineData("x[y]*k[y]", "x[C], shared k[C], y in C", "x k")]
    [InlineData("z := q^2; x*z; mean by z", "x, q", "x")]
    public void Gradients_are_of_real_numbers_that_mean_by_does_not_use(string formula, string inputs, string gradients)
    {
        Bound bound = Bound.Of(formula, inputs);

        Assert.Equal(gradients, bound.Loss is null ? "" : string.Join(" ", bound.Loss.Inputs.Where(input => input.HasGradient).Select(input => input.Name)));
    }
}
