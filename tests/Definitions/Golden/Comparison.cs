using LossGen.Definitions.Tests.Calls;
using LossGen.Generator.Binding;

namespace LossGen.Definitions.Tests.Golden;

/// <summary>The worst error of an array, and where it is.</summary>
internal sealed record Worst(double Error, string Where)
{
    public static readonly Worst None = new(0, "nowhere");

    public Worst Or(Worst other) => other.Error > Error ? other : this;
}

/// <summary>How far two sets of answers to the same case are apart.</summary>
/// <param name="Value">Of a loss or a reduced value, against Σ|l| / divisor.</param>
/// <param name="Gradients">By input, against the largest magnitude in its sample's gradient.</param>
internal sealed record Comparison(Worst Value, Dictionary<BoundInput, Worst> Gradients)
{
    /// <summary>Of everything.</summary>
    public Worst Worst => Gradients.Values.Aggregate(Value, (one, other) => one.Or(other));

    public static Comparison Between(Drawn drawn, Answers expected, Answers actual, double[] upstream)
    {
        double[] finite = [.. expected.Losses.Where(double.IsFinite).Select(Math.Abs)];
        double average = finite.Length == 0 ? 1 : Math.Max(finite.Average(), 1e-3);
        Worst value = Of("losses", expected.Losses, actual.Losses, [.. expected.Losses.Select(loss => Math.Max(Math.Abs(loss), average))]);
        double sum = Math.Max(finite.Sum(), 1e-3);
        foreach ((Reduction reduction, double e) in expected.Values)
            value = value.Or(Of(reduction.ToString(), [e], [actual.Values[reduction]], [sum / Divisor(expected, reduction)]));

        var gradients = new Dictionary<BoundInput, Worst>();
        foreach (IGrouping<Reduction?, (Reduction? Of, BoundInput Input, double[] Gradient)> group in expected.Gradients.GroupBy(g => g.Of))
        {
            double[] seeds = group.Key is { } of ? [.. upstream.Select(_ => Answers.Scale / Divisor(expected, of))] : upstream;
            Dictionary<BoundInput, double[]> scales = Tolerance.Scales(drawn.Batch, group.ToDictionary(g => g.Input, g => g.Gradient), seeds);
            foreach ((_, BoundInput input, double[] gradient) in group)
            {
                double[] mine = actual.Gradients.Single(g => g.Of == group.Key && g.Input == input).Gradient;
                Worst worst = Of($"{Call.GradientName(input)} of {group.Key?.ToString() ?? "each"}", gradient, mine, scales[input]);
                gradients[input] = gradients.GetValueOrDefault(input, Worst.None).Or(worst);
            }
        }

        return new(value, gradients);
    }

    // What turned the sum into the mean, as far as the two tell it.
    private static double Divisor(Answers answers, Reduction reduction)
    {
        double divisor = Math.Abs(answers.Values[Reduction.Sum] / answers.Values[reduction]);
        return double.IsFinite(divisor) && divisor > 0 ? divisor : 1;
    }

    private static Worst Of(string what, double[] expected, double[] actual, double[] scales)
    {
        Worst worst = Worst.None;
        for (int index = 0; index < expected.Length; index++)
        {
            double error = Error(expected[index], actual[index], scales[index]);
            if (error > worst.Error)
                worst = new(error, FormattableString.Invariant($"{what}[{index}] is {actual[index]:R} and not {expected[index]:R}"));
        }

        return worst;
    }

    // The same infinity, or NaN on both sides, is no error; anything else beside one of them is an infinite one.
    private static double Error(double expected, double actual, double scale)
    {
        if (expected == actual || double.IsNaN(expected) && double.IsNaN(actual))
            return 0;
        double error = Math.Abs(expected - actual) / scale;
        return double.IsNaN(error) ? double.PositiveInfinity : error;
    }
}
