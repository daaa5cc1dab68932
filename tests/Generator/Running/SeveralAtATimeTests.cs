using LossGen.Generator.Functions;
using LossGen.Testing;

namespace LossGen.Generator.Running;

/// <summary>
/// Loops that take several indices or lanes at a time, and those that are left after them: compiled, run, and compared with loops
/// by hand at extents on both sides of every number at a time, of a lane and of a block of 256.
/// </summary>
public sealed class SeveralAtATimeTests
{
    private const int Samples = 6;

    /// <summary>What a formula says of a sample x, rows w and the sample's label, and its slopes by x and by w.</summary>
    public static TheoryData<string, Func<double[], double[][], int, double>> Formulas => new()
    {
        { "sum[c](sum[d](x[d]*w[c, d])^2)", (x, w, _) => w.Sum(row => Square(Dot(x, row))) },
        { "sum[c](sum[d](x[d]*w[c, d]))^2", (x, w, _) => Square(w.Sum(row => Dot(x, row))) },
        { "sum[c](tanh(sum[d](x[d]*w[c, d]))) + sum[c](sum[d](x[d]*w[c, d])^2)", (x, w, _) => w.Sum(row => Math.Tanh(Dot(x, row)) + Square(Dot(x, row))) },
        { "sum[c : c != y](sum[d](x[d]*w[c, d])^2)", (x, w, y) => w.Where((_, c) => c != y).Sum(row => Square(Dot(x, row))) },
        { "sqrt(1 + sum[c](exp(-sum[d]((x[d] - w[c, d])^2))))", (x, w, _) => Math.Sqrt(1 + w.Sum(row => Math.Exp(-x.Zip(row, (a, b) => Square(a - b)).Sum()))) },
        { "max[c](sum[d](x[d]*w[c, d])) + sum[d](x[d]*w[y, d])", (x, w, y) => w.Max(row => Dot(x, row)) + Dot(x, w[y]) },
        { "max[d](x[d]*w[y, d]) - 2*min[d](x[d] + w[y, d])", (x, w, y) => x.Zip(w[y], (a, b) => a * b).Max() - 2 * x.Zip(w[y], (a, b) => a + b).Min() },
        { "sum[c](max[d](x[d]*w[c, d])^2)", (x, w, _) => w.Sum(row => Square(x.Zip(row, (a, b) => a * b).Max())) },
    };

    [Theory]
    [MemberData(nameof(Formulas))]
    public void Value_and_gradients_are_those_of_loops(string formula, Func<double[], double[][], int, double> value)
    {
        Type use = Compile(formula);
        foreach (int inner in (int[])[1, 3])
            foreach ((int classes, int length) in ((int, int)[])[(1, 1), (3, 2), (4, 8), (5, 33), (7, 39), (8, 64), (9, 71), (6, 2053)])
                Compare(use, value, classes, length, inner);
    }

    private static void Compare(Type use, Func<double[], double[][], int, double> value, int classes, int length, int inner)
    {
        var random = new Random(classes);
        double[] Row() => [.. Enumerable.Range(0, length).Select(_ => (random.NextDouble() * 2 - 1) / Math.Sqrt(length))];
        double[][] x = [.. Enumerable.Range(0, Samples).Select(_ => Row())], w = [.. Enumerable.Range(0, classes).Select(_ => Row())];
        int[] y = [.. Enumerable.Range(0, Samples).Select(_ => random.Next(classes))];
        double[] xs = new double[Samples * length], ws = [.. w.SelectMany(r => r)], gradX = new double[xs.Length], gradW = new double[ws.Length];
        int Place(int n, int d) => (n / inner * length + d) * inner + n % inner;
        for (int n = 0; n < Samples; n++)
            for (int d = 0; d < length; d++)
                xs[Place(n, d)] = x[n][d];

        double actual = (double)use.GetMethod("Run")!.Invoke(null, [xs, ws, y, gradX, gradW, inner])!;

        Assert.Equal(x.Select((row, n) => value(row, w, y[n])).Sum(), actual, 1e-9);
        foreach (int d in new[] { 0, length - 1, length / 2, length * 3 / 4 }.Distinct())
        {
            int n = random.Next(Samples), c = random.Next(classes);
            Assert.Equal(Slope(x[n], d, () => value(x[n], w, y[n])), gradX[Place(n, d)], 1e-6);
            Assert.Equal(Slope(w[c], d, () => x.Select((row, k) => value(row, w, y[k])).Sum()), gradW[c * length + d], 1e-6);
        }
    }

    [Fact]
    public void The_explanation_says_which_loops_do_it()
    {
        string explained = Explain("sqrt(1 + sum[c](exp(-sum[d]((x[d] - w[c, d])^2))))");

        Assert.Contains("  c: 4 indices at a time", explained);
        Assert.Contains("  d: 4 lanes at a time", explained);
    }

    [Fact]
    public void Maxima_are_compared_with_one_another_first() =>
        Assert.Contains("  d: 4 lanes at a time, compared with one another first", Explain("max[d](x[d]*w[y, d]) - min[d](x[d])"));

    [Fact]
    public void A_long_inner_loop_is_left_as_it_is() =>
        Assert.DoesNotContain("at a time, each with", Explain("sum[c](sum[d](exp(x[d]*w[c, d])))"));

    private static string Explain(string formula) => Compiler.Explain(
        new("Loss", "Test", [], "Loss", "", [], new[] { new FormulaDeclaration(formula, Inputs(formula)) }, true, false, []), 0,
        Catalogue.Default, TestContext.Current.CancellationToken);

    private static Type Compile(string formula) => LossBuild.Of($$"""
        using LossGen;
        [Loss("{{formula}}", Inputs = "{{Inputs(formula)}}")]
        public sealed partial class L;
        public static class Use
        {
            public static double Run(double[] x, double[] w, int[] y, double[] gradX, double[] gradW, int inner) =>
                new L { Reduction = Reduction.Sum }.Backward(x, w, {{(HasLabel(formula) ? "y, gradX" : $"x.Length / {Samples}, gradX")}}, gradW, inner);
        }
        """).Assembly.GetType("Use")!;

    private static string Inputs(string formula) => "x[D], shared w[C, D]" + (HasLabel(formula) ? ", y in C" : "");

    private static bool HasLabel(string formula) => formula.Contains('y');

    private static double Slope(double[] row, int place, Func<double> value)
    {
        const double Step = 1e-5;
        double before = row[place];
        row[place] = before + Step;
        double above = value();
        row[place] = before - Step;
        double below = value();
        row[place] = before;
        return (above - below) / (2 * Step);
    }

    private static double Dot(double[] x, double[] row) => x.Zip(row, (a, b) => a * b).Sum();

    private static double Square(double u) => u * u;
}
