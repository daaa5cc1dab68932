namespace LossGen.Generator.Binding;

/// <summary>Whole losses, as the documentation shows them: what they mean, printed in full.</summary>
public sealed class LossesTests
{
    [Theory]
    [InlineData("max(0, margin - (x[y]-x[i]))^p / C where i != y", null, "double margin = 1, int p = 1",
        "sum[i != y](max(0, margin - (x[y] - x[i]))^p/C)", "x[C], y in C")]
    [InlineData("max(0, margin - (x[y]-x[i]))^p / C", null, "double margin = 1, int p = 1",
        "sum[i](max(0, margin - (x[y] - x[i]))^p/C)", "x[C], y in C")]
    [InlineData("log(1 + exp(-y*x))", "x, y", "", "log(1 + exp(-y*x))", "x, y")]
    [InlineData("{ x if y == 1; relu(margin - x) if y == -1 }", "x, y in {-1, 1}", "double margin = 1",
        "{ x if y == 1; relu(margin - x) if y == -1 }", "x, y in {-1, 1}")]
    [InlineData("""
        z := lse[c](x[c]);
        (1 - labelSmoothing)*weight[y]*(z - x[y])
            + { labelSmoothing/C*sum[c](weight[c]*(z - x[c])) if labelSmoothing > 0; 0 otherwise };
        mean by weight[y]
        """, "x[C], y in C ignoring ignoreIndex, weight[C] = 1, 0 <= labelSmoothing <= 1",
        "double[]? weight = null, int ignoreIndex = -100, double labelSmoothing = 0",
        "(1 - labelSmoothing)*weight[y]*(lse[c](x[c]) - x[y]) + { labelSmoothing/C*sum[c](weight[c]*(lse[c2](x[c2]) - x[c])) if labelSmoothing > 0; 0 otherwise }; mean by weight[y]",
        "x[C], y in C ignoring ignoreIndex, weight[C] = 1, 0 <= labelSmoothing <= 1")]
    [InlineData("""
        z := lse[c](x[c]);
        q[c] := (1 - labelSmoothing)*t[c] + labelSmoothing/C;
        sum[c](weight[c]*q[c]*(z - x[c]))
        """, "x[C], t[C], weight[C] = 1", "double[]? weight = null, int ignoreIndex = -100, double labelSmoothing = 0",
        "sum[c](weight[c]*((1 - labelSmoothing)*t[c] + labelSmoothing/C)*(lse[c2](x[c2]) - x[c]))", "x[C], t[C], weight[C] = 1")]
    [InlineData("z[c] := sum[d](x[d]*w[c, d]) + b[c]; lse[c](z[c]) - z[y]", "x[D], shared w[C, D], shared b[C], y in C", "",
        "lse[c](sum[d](x[d]*w[c, d]) + b[c]) - (sum[d](x[d]*w[y, d]) + b[y])", "x[D], shared w[C, D], shared b[C], y in C")]
    [InlineData("sum[j in J, i not in y](relu(1 - (x[y[j]] - x[i])))/C", "x[C], y[J] in C until -1", "",
        "sum[j, i : i not in y](relu(1 - (x[y[j]] - x[i])))/C", "x[C], y[J] in C until -1")]
    [InlineData("d(u, v) := norm[i](u[i] - v[i]); relu(d(anchor, positive) - d(anchor, negative) + margin)",
        "anchor[D], positive[D], negative[D]", "double margin = 1",
        "relu(norm[i](anchor[i] - positive[i]) - norm[i](anchor[i] - negative[i]) + margin)", "anchor[D], positive[D], negative[D]")]
    public void Print_in_full(string formula, string? inputs, string parameters, string printed, string printedInputs)
    {
        (string formulaText, string inputsText) = Bound.Of(formula, inputs, parameters).Printed;

        Assert.Equal(printed, formulaText);
        Assert.Equal(printedInputs, inputsText);
        Assert.Equal((printed, printedInputs), Bound.Of(printed, printedInputs, parameters).Printed);
    }
}
