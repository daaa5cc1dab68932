using LossGen.Formulas.Tests.Drawing;
using LossGen.Formulas.Tests.Running;

namespace LossGen.Formulas.Tests;

/// <summary>Shared arrays in each of the places that their gradients are added up in: row by row, as a whole, at what a label names.</summary>
public sealed class SharedTests
{
    private static readonly RandomLoss[] s_shared =
    [
        new("(x - s)^2", "x, shared s", ""),
        new("sum[c](exp(s*x[c])*u[c])", "x[C], shared s, shared u[C]", ""),
        new("sum[d]((x[d] - k[y, d])^2)/2", "x[D], shared k[C, D], y in C", ""),
        new("min[m](sum[d]((x[d] - k[m, d])^2))", "x[D], shared k[M, D]", ""),
        new("max[m](sum[d](x[d]*k[m, d])) - min[d](k[y, d]*x[d])", "x[D], shared k[M, D], y in M ignoring -1", ""),
        new("sum[m](softmax[n](z[n])[m]*norm[d](v[d] - k[m, d], p))", "z[M], v[D], shared k[M, D]", "double p = 3"),
        new("sum[a, b](q[a, b]*x[a]*v[b]*s)", "x[A], v[B], shared q[A, B], shared s", ""),
        new("sum[a, b, c](tanh(q[a, b, c]*x[a])*v[b])", "x[A], v[B], shared q[A, B, C]", ""),
        new("l[c] := log(1 + exp(-t[c]*sum[d](x[d]*w[c, d])*s))", "x[D], t[C], shared w[C, D], shared s", ""),
        new("l[c] := (x[c] - t)^2*w[c]*u[c, c]", "x[C], t, shared w[C], shared u[C, C]", ""),
        new("sum[c](k[c, y]*x[c]) + k[y, z]", "x[C], shared k[C, C], y in C, z in C", ""),
        new("sum[j in J](tanh(x[y[j]]*s[y[j]])) + sum[c : c not in y](exp(x[c]*s[c]))", "x[C], shared s[C], y[J] in C until -1", ""),
        new("sum[j in J](lse[c](sum[d](x[d]*w[c, d])) - sum[d](x[d]*w[y[j], d]))", "x[D], shared w[C, D], y[J] in C", ""),
        new(
            "h[k] := tanh(sum[d](x[d]*w1[k, d]) + b1[k]); z[c] := sum[k](h[k]*w2[c, k]) + b2[c]; lse[c](z[c]) - z[y]",
            "x[D], shared w1[K, D], shared b1[K], shared w2[C, K], shared b2[C], y in C", ""),
        new("tanh(sum[k](x[k]))*a*b*c*d*f*s", "x[K], a, b, c, d, f, shared s", ""),
        new("z[c] := sum[d](x[d]*w[c, d]); { lse[c](z[c]) - z[y] if smooth; relu(1 - z[y]) otherwise }", "x[D], shared w[C, D], y in C ignoring 1", "bool smooth = true"),
    ];

    [Fact]
    public void Their_gradients_are_those_of_the_naive_evaluator_in_every_layout_and_width()
    {
        Tally tally = Proof.Of(s_shared, new Tally());

        Assert.Empty(tally.Failures);
        Assert.Equal(s_shared.Length, tally.Compared);
    }
}
