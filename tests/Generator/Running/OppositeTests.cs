using LossGen.Testing;

namespace LossGen.Generator.Running;

/// <summary>Choices that are spelled as minus another one, or with one minus for all their cases: what is written, and what it computes.</summary>
public sealed class OppositeTests
{
    /// <summary>A formula in x and t, what the slopes by x and t are, and how many choices a gradient's loop makes.</summary>
    public static TheoryData<string, Func<double, double, (double X, double T)>, int> Formulas => new()
    {
        { "abs(x - t)", (x, t) => (Sign(x - t), -Sign(x - t)), 2 },
        { "max(0.25*(t - x), 0.75*(x - t))", (x, t) => (SlopeOfMax(x - t), -SlopeOfMax(x - t)), 3 },
        { "{ (x - t)^2 if abs(x - t) < 1; 2*abs(x - t) - 1 otherwise }", (x, t) => (2 * Math.Clamp(x - t, -1, 1), -2 * Math.Clamp(x - t, -1, 1)), 4 },
        { "relu(x - t) + relu(t - x)", (x, t) => (Sign(x - t), -Sign(x - t)), 2 },
        { "abs(x - t) + abs(x + t)", (x, t) => (Sign(x - t) + Sign(x + t), Sign(x + t) - Sign(x - t)), 4 },
    };

    [Theory]
    [MemberData(nameof(Formulas))]
    public void One_choice_serves_both_sides(string formula, Func<double, double, (double X, double T)> slopes, int choices)
    {
        LossBuild build = LossBuild.Of(Source(formula));
        string text = build.File;
        string gradient = text[text.IndexOf("struct GradientPass", StringComparison.Ordinal)..];
        string loop = gradient[gradient.IndexOf("for (; position", StringComparison.Ordinal)..gradient.IndexOf("int rest", StringComparison.Ordinal)];
        Assert.Equal(choices, loop.Split("L.Select(").Length - 1);

        Type use = build.Assembly.GetType("Use")!;
        double[] numbers = [-3, -1, -0.5, 0, 0.5, 1, 3];
        double[] x = [.. numbers.SelectMany(u => numbers.Select(_ => u)), double.NaN, 1], t = [.. numbers.SelectMany(_ => numbers), 1, double.NaN];
        double[] gradX = new double[x.Length], gradT = new double[x.Length], alone = new double[x.Length];
        use.GetMethod("Run")!.Invoke(null, [x, t, gradX, gradT]);
        use.GetMethod("Run")!.Invoke(null, [x, t, alone, Array.Empty<double>()]);

        Assert.Equal(x.Zip(t, (u, v) => slopes(u, v).X), gradX);
        Assert.Equal(x.Zip(t, (u, v) => slopes(u, v).T), gradT);
        Assert.Equal(gradX, alone);
    }

    private static string Source(string formula) => $$"""
        using LossGen;
        [Loss("{{formula}}", Inputs = "x, t")]
        public sealed partial class L;
        public static class Use
        {
            public static double Run(double[] x, double[] t, double[] gradX, double[] gradT) =>
                new L { Reduction = Reduction.Sum }.Backward(x, t, gradX, gradT);
        }
        """;

    private static double Sign(double u) => double.IsNaN(u) ? u : Math.Sign(u);

    private static double SlopeOfMax(double u) => double.IsNaN(u) ? u : u > 0 ? 0.75 : u < 0 ? -0.25 : 0.25;
}
