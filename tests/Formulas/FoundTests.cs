using LossGen.Formulas.Tests.Drawing;
using LossGen.Formulas.Tests.Running;

namespace LossGen.Formulas.Tests;

/// <summary>What random formulas have found once, as small as it could be made.</summary>
public sealed class FoundTests
{
    private static readonly RandomLoss[] s_found =
    [
        // The label at an argmax of a list: in columns each element of the lane has a place of its own.
        new("min[i in J](x[l[i]])", "x[C], l[J] in C until -1", ""),

        // An empty list has no label at its argmax.
        new("x[l[argmax[i in J](J - i)]]", "x[C], l[J] in C until -1", ""),

        // An inner reduction that is kept was computed again by the second loop, along a lane along which it can't be read.
        new("prod[i in J, j in D](x[l[i]])*sum[d in D](a[d])", "x[C], a[D], l[J] in C until -1", ""),
        new("lse[m in M](sum[c in C](x[c]*k[m, c]))", "x[C], shared k[M, C]", ""),

        // The case before one that leaves something out was gone once the slopes were summed.
        new("sum[i : i != y](clampmax({ v[i] if u == 1; exp(t[y]) if u == -1 }, 2))", "t[C], v[C] > 0, y in C, u in {-1, 1}", ""),

        // A product that the loop hoists was taken from where it was computed for another case only.
        new("norm[k in D](a[k], p)*sum[i in C](x[i])", "x[C], a[D]", "int p = 2"),

        // An axis of the result was taken for 1 where other arrays have to tell it apart from the positions.
        new("o[d in D] := x[y, d] - 0.5s", "x[C, D], s, y in C", ""),
        new("o[m in M] := a[z]*max[c, d](x[c, d])*k[m, y]", "x[C, D], a[D], shared k[M, C], y in C, z in D", ""),

        // What waits in the row of a gradient was put together before a part of it was kept.
        new("o[r in C] := lse[i in C >= r](mean[j in C](x[j]))*x[r]", "x[C]", ""),

        // Cases of cases that exclude one another left a need without a case.
        new("z[g in C] := { erfc(x[g]) if p > 1; x[g] otherwise }; { C if p > 1; sum[i](z[i]) otherwise }*x[j]", "x[C]", "int p = 2"),

        // A parameter that is compared with itself made the C# compiler ask whether that was meant.
        new("{ x if m >= m; t otherwise }", "x, t", "double m = 1"),

        // What waited in the row of a gradient was read there once more, for a shared array, when the row had been written.
        new("lse[c](2k[c] + x[c])", "x[C], shared k[C]", ""),
        new("sum[c](exp(x[c]*k[c]))*exp(s)", "x[C], s, shared k[C]", ""),
        new("softmax[c](x[c] + k[c])[y]", "x[C], shared k[C], y in C", ""),

        // A product that only one gradient needs was read for another where the first isn't wanted.
        new("norm[c](x[c]) + sin(sum[c](t[c]) + exp(s)*x[y])", "x[C], t[C], s, y in C", ""),

        // A parameter beside a NaN was spelled as no number of C#'s.
        new("{ x if q > inf - inf; 2x otherwise }", "x", "double q = 2"),

        // What a condition on parameters leaves out of a slope took a 0 of the formula's own with it.
        new("{ exp(0*x)*x if flag; x otherwise }", "x", "bool flag = true"),

        // How often a label is in a list was kept after what is kept of the elements that aren't in it.
        new("o[r in C] := { |mean[i in C : -x[i] >= x[i]](-x[i])| if mean[j in C : r not in l](x[j]) < x[r]; 1 otherwise }", "x[C], l[J] in C", ""),

        // A row whose label's element was to be written over it hung on the gradient of the result's own index.
        new("o[r in C] := x[y] + x[r]*t[r] + sum[j != y](x[j])", "x[C], t[C], y in C", ""),

        // 1 over the length of an empty list was taken out of a sum over that list.
        new("sum[i in J](mean[j in J](x[l[i]])) + s", "x[C], s, l[J] in C until -1", ""),

        // So was 1 over the number of its members.
        new("sum[i in J](mean[c in l](x[c])*i) + s", "x[C], s, l[J] in C until -1", ""),

        // And 1 over a sum that runs over the same list, or over what passes the same condition: here, or by the slope of q.
        new("x*sum[i in J](mean[k in J, c in C : t[c] >= 0.1](q)) + x", "x, t[C], 0 <= q <= 1, l[J] in C until -1", ""),
        new("sum[i : x[i] > 9](x[i]*mean[j : x[j] > 9](x[j])) + s", "x[C], s", ""),

        // What waited in the row of a gradient was read as a lane by a visit that goes one index at a time.
        new("z[g in C] := norm[j in C]({ t[j] if t[j] > x[g]; t[y] otherwise }, inf); softmax[c](x[c] + z[c])[y]", "x[C], t[C], y in C", ""),

        // The label's element was written over what the labels of a list had been added to.
        new("sum[a in J, b in J](sin(x[l[a]])) - softmax[c in C](sigmoid(x[c]))[y]", "x[C], y in C, l[J] in C", ""),

        // A body without the index matched at a label of another axis.
        new("sigmoid(exp(2x[y])/sum[c in D](exp(2x[y]))) + sum[d](a[d])", "x[C], a[D], y in C", ""),

        // The adjoint of a sum over nothing, 0, met 1 over the number of nothing.
        new("sum[i in J](s*mean[j in J](2)) + x[y]", "x[C], s, y in C, l[J] in C until -1", ""),
        new("mean[j in D < z](x[y]*a[j]) where i < y", "x[C], a[D], y in C, z in D", ""),
        new("sum[i : x[i] > 9](x[i]*tanh(mean[j : x[j] > 9](s*t[j]))) + s", "x[C], t[C], s", ""),
        new("sum[i : x[i] > 9](sum[c](softmax[k](x[k]*mean[j : x[j] > 9](x[j]))[c]*t[c]))", "x[C], t[C]", ""),
        new("z := mean[j : x[j] > 9](x[j]); sum[i : x[i] > 9](sum[c]((lse[k](x[k]*z) - x[c]*z)*t[c]))", "x[C], t[C]", ""),

        // What was kept was the negative, and a loop that subtracted it looked for what it was the negative of.
        new("sum[j in J, i not in y](relu(1 - sum[d](x[d]*w[y[j], d]) + sum[d](x[d]*w[i, d])))", "x[D], shared w[C, D], y[J] in C until -1", ""),

        // A kernel for a shared array that parameters leave nothing of lost the array's name.
        new("mean[i in C : p == 1](cosh(k[i])) + x[argmax[j](k[j])]", "x[C], shared k[C], y in C ignoring -1, p in {1, 2}", "int p = 2"),

        // Such a kernel, by columns, was a loop without a body.
        new("softplus({ x[y] if -1 < k[y] <= 1; k[argmax[o0](k[o0])] if p == 1; t[y] otherwise })*x[y]",
            "x[C], t[C], s, shared k[C], y in C, l[J] in C until -1, p in {1, 2}", "int p = 2"),

        // A result over an axis that no input has: its kernels are those of rows and columns too.
        new("l[c] := x*w[c]", "x, w[C] = 1", "double[]? w = null"),
        new("l[c] := x*r[c]", "x, r[C]", "double[] r"),
        new("l[c] := sum[d](x[d]^2)*r[c]", "x[D], r[C]", "double[] r"),

        // The root of a sum of squares was a norm only where the sum was a plain one.
        new("sqrt(sum[c in C](norm[h](x[h] - x[h])^2)) + x[y]", "x[C], y in C", ""),
    ];

    [Fact]
    public void What_was_found_stays_found()
    {
        Tally tally = Proof.Of(s_found, new Tally());

        Assert.Empty(tally.Failures);
        Assert.Equal(s_found.Length, tally.Compared);
    }
}
