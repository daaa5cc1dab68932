using LossGen.Testing;

namespace LossGen.Generator.Running;

/// <summary>
/// Samples over an axis without elements: where a formula reads one all the same, because an argmax over nothing, a place beyond a
/// list and an ignored label are 0, the call is refused. The arrays are empty parts of larger ones, where a read or write beyond
/// them would show.
/// </summary>
public sealed class EmptyAxisTests
{
    private const int Samples = 6;

    public static TheoryData<string, string> Refused => new()
    {
        { "s*x[argmax[c](x[c])]", "s, x[C]" },
        { "s*x[argmin[c](x[c])]", "s, x[C]" },
        { "s*max[c](x[c])", "s, x[C]" },
        { "s*softmax[c](x[c])[argmax[k](x[k])]", "s, x[C]" },
        { "s*x[y]", "s, x[C], y in C ignoring -100" },
        { "s + sum[j](x[l[j]])", "s, x[C], l[J] in C until -1" },
        { "s*x[l[argmax[j](t[j])]]", "s, x[C], l[J] in C until -1, t[J]" },
    };

    public static TheoryData<string, string, double> Accepted => new()
    {
        { "s + sum[c](x[c])", "s, x[C]", 1 },
        { "s*prod[c](x[c])", "s, x[C]", 1 },
        { "s + argmax[c](x[c])", "s, x[C]", 1 },
        { "s*exp(lse[c](x[c]))", "s, x[C]", 0 },
    };

    [Theory]
    [MemberData(nameof(Refused))]
    public void An_element_that_is_not_there_is_never_read(string formula, string inputs)
    {
        foreach (int inner in (int[])[1, 3])
        {
            // The axis of a list has one place, where its end stands.
            (Func<int, int, double[], double[], double> forward, Func<int, int, double[], double[], double> backward, _) = Compile(formula, inputs);
            double[] whole = new double[8], gradient = new double[8];
            Assert.Equal("x", Assert.Throws<ArgumentException>(() => forward(Samples, inner, whole, gradient)).ParamName);
            Assert.Equal("x", Assert.Throws<ArgumentException>(() => backward(Samples, inner, whole, gradient)).ParamName);
            Assert.Equal(0, forward(0, inner, whole, gradient));
            Assert.Equal(0, backward(0, inner, whole, gradient));
            Assert.All(gradient, value => Assert.Equal(0, value));
        }
    }

    [Theory]
    [MemberData(nameof(Accepted))]
    public void What_reduces_over_nothing_has_its_value(string formula, string inputs, double one)
    {
        foreach (int inner in (int[])[1, 3])
        {
            (Func<int, int, double[], double[], double> forward, Func<int, int, double[], double[], double> backward, Func<double[]> slopes) = Compile(formula, inputs);
            double[] whole = [.. Enumerable.Repeat(7.0, 8)], gradient = [.. Enumerable.Repeat(5.0, 8)];
            Assert.Equal(one * Samples, forward(Samples, inner, whole, gradient));
            Assert.Equal(one * Samples, backward(Samples, inner, whole, gradient));
            Assert.Equal(Enumerable.Repeat(one, Samples), slopes());
            Assert.All(gradient, value => Assert.Equal(5, value));
        }
    }

    /// <summary>Sums over samples of s = 1, with arrays over C that are empty parts of others.</summary>
    private static (Func<int, int, double[], double[], double> Forward, Func<int, int, double[], double[], double> Backward, Func<double[]> Slopes) Compile(
        string formula, string inputs)
    {
        bool hasLabel = inputs.Contains("y in", StringComparison.Ordinal), hasList = inputs.Contains("l[J]", StringComparison.Ordinal), hasListed = inputs.Contains("t[J]", StringComparison.Ordinal);
        string arguments = "s, whole.AsSpan(4, 0)" + (hasLabel ? ", labels" : "") + (hasList ? ", ends" : "") + (hasListed ? ", ones" : "");
        string outputs = "Slopes = new double[samples], gradient.AsSpan(4, 0)" + (hasListed ? ", new double[samples]" : "");
        LossBuild build = LossBuild.Of($$"""
            using System;
            using System.Linq;
            using LossGen;
            [Loss("{{formula}}", Inputs = "{{inputs}}")]
            public sealed partial class L;
            public static class Use
            {
                public static double[] Slopes = [];
                public static double Forward(int samples, int inner, double[] whole, double[] gradient) => Run(samples, inner, whole, gradient, false);
                public static double Backward(int samples, int inner, double[] whole, double[] gradient) => Run(samples, inner, whole, gradient, true);
                private static double Run(int samples, int inner, double[] whole, double[] gradient, bool isBackward)
                {
                    double[] s = Enumerable.Repeat(1.0, samples).ToArray(), ones = s;
                    int[] labels = Enumerable.Repeat(-100, samples).ToArray(), ends = Enumerable.Repeat(-1, samples).ToArray();
                    var loss = new L { Reduction = Reduction.Sum };
                    return isBackward ? loss.Backward({{arguments}}, {{outputs}}, inner: inner) : loss.Forward({{arguments}}, inner: inner);
                }
            }
            """);
        Type use = build.Assembly.GetType("Use")!;
        return (
            use.GetMethod("Forward")!.CreateDelegate<Func<int, int, double[], double[], double>>(),
            use.GetMethod("Backward")!.CreateDelegate<Func<int, int, double[], double[], double>>(),
            () => (double[])use.GetField("Slopes")!.GetValue(null)!);
    }
}
