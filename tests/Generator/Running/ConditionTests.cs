using LossGen.Testing;

namespace LossGen.Generator.Running;

/// <summary>Brackets whose condition picks indices by number or by one another: compiled, run, and compared with loops by hand.</summary>
public sealed class ConditionTests
{
    private const int Samples = 3, Classes = 19;

    /// <summary>What a formula says of the classes of one sample, and the slope of each.</summary>
    public static TheoryData<string, Func<double[], double>, Func<double[], int, double>> Formulas => new()
    {
        { "sum[i : i == 0](x[i])", x => x[0], (_, c) => c == 0 ? 1 : 0 },
        { "sum[i : i == 0](x[i]^2)", x => x[0] * x[0], (x, c) => c == 0 ? 2 * x[0] : 0 },
        { "sum[i : i == C - 1](x[i]^2)", x => x[^1] * x[^1], (x, c) => c == Classes - 1 ? 2 * x[c] : 0 },
        { "sum[i : i == C](x[i])^2 + sum[i](x[i])", x => x.Sum(), (_, _) => 1 },
        { "sum[i : i != 0 and i < 5](x[i])", x => x[1..5].Sum(), (_, c) => c is > 0 and < 5 ? 1 : 0 },
        { "max[i : i >= 3](x[i])", x => x[3..].Max(), (x, c) => c == Array.IndexOf(x, x[3..].Max()) ? 1 : 0 },
        {
            "sum[i, j : j == i + 1](x[i]*x[j])",
            x => Pairs(x, (i, j) => j == i + 1).Sum(),
            (x, c) => (c > 0 ? x[c - 1] : 0) + (c < Classes - 1 ? x[c + 1] : 0)
        },
        {
            "sum[i, j : i == j](x[i]*x[j])",
            x => x.Sum(u => u * u),
            (x, c) => 2 * x[c]
        },
        {
            "sum[i, j < i : i - j <= 2](x[i]*x[j])",
            x => Pairs(x, (i, j) => j < i && i - j <= 2).Sum(),
            (x, c) => Enumerable.Range(0, Classes).Where(j => j != c && Math.Abs(c - j) <= 2).Sum(j => x[j])
        },
        {
            "sum[i, j : j == i + 1]((x[j] - x[i])^2)/(C - 1)",
            x => Enumerable.Range(0, Classes - 1).Sum(i => (x[i + 1] - x[i]) * (x[i + 1] - x[i])) / (Classes - 1),
            (x, c) => 2 * ((c > 0 ? x[c] - x[c - 1] : 0) - (c < Classes - 1 ? x[c + 1] - x[c] : 0)) / (Classes - 1)
        },
    };

    [Theory]
    [MemberData(nameof(Formulas))]
    public void Value_and_gradient_are_those_of_loops(string formula, Func<double[], double> value, Func<double[], int, double> slope)
    {
        LossBuild build = LossBuild.Of($$"""
            using LossGen;
            [Loss("{{formula}}", Inputs = "x[C]")]
            public sealed partial class L;
            public static class Use
            {
                public static double Rows(double[] x, double[] gradient) => new L { Reduction = Reduction.Sum }.Backward(x, {{Classes}}, gradient);
                public static double Columns(double[] x, double[] gradient) => new L { Reduction = Reduction.Sum }.Backward(x, {{Classes}}, gradient, inner: {{Samples}});
                public static double Value(double[] x) => new L { Reduction = Reduction.Sum }.Forward(x, {{Classes}});
            }
            """);
        Type use = build.Assembly.GetType("Use")!;
        var random = new Random(1);
        double[][] samples = [.. Enumerable.Range(0, Samples).Select(_ => Enumerable.Range(0, Classes).Select(_ => random.NextDouble() * 4 - 2).ToArray())];
        double expected = samples.Sum(value);
        double[][] slopes = [.. samples.Select(x => Enumerable.Range(0, Classes).Select(c => slope(x, c)).ToArray())];

        double[] gradient = new double[Samples * Classes];
        Assert.Equal(expected, Call("Rows", Rows(samples), gradient), 1e-12);
        Assert.Equal(Rows(slopes), gradient, (a, b) => Math.Abs(a - b) <= 1e-12);
        Assert.Equal(expected, Call("Value", Rows(samples)), 1e-12);
        Assert.Equal(expected, Call("Columns", Columns(samples), gradient), 1e-12);
        Assert.Equal(Columns(slopes), gradient, (a, b) => Math.Abs(a - b) <= 1e-12);

        double Call(string method, params object[] arguments) => (double)use.GetMethod(method)!.Invoke(null, arguments)!;
    }

    private static IEnumerable<double> Pairs(double[] x, Func<int, int, bool> holds) =>
        from i in Enumerable.Range(0, Classes) from j in Enumerable.Range(0, Classes) where holds(i, j) select x[i] * x[j];

    private static double[] Rows(double[][] samples) => [.. samples.SelectMany(x => x)];

    private static double[] Columns(double[][] samples) => [.. Enumerable.Range(0, Classes).SelectMany(c => samples.Select(x => x[c]))];
}
