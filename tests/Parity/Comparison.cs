using LossGen.Definitions.Tests;
using LossGen.Definitions.Tests.Calls;
using LossGen.Generator.Binding;

namespace LossGen.Parity.Tests;

/// <summary>How far two sets of answers to the same case are apart.</summary>
/// <param name="Value">The worst error of a loss or a reduced value, against Σ|l| / divisor.</param>
/// <param name="Gradients">By input the worst error of a gradient, against the largest magnitude in its sample.</param>
internal sealed record Comparison(double Value, Dictionary<BoundInput, double> Gradients)
{
    public static Comparison Between(Drawn drawn, Answers expected, Answers actual, double[] upstream, double scale)
    {
        double magnitude = expected.Losses.Where(double.IsFinite).Select(Math.Abs).Append(1e-3).Max();
        double value = expected.Losses.Zip(actual.Losses, (e, a) => Error(e, a, Math.Max(Math.Abs(e), 1e-3 * magnitude))).Append(0).Max();
        double sum = Math.Max(expected.Losses.Where(double.IsFinite).Sum(Math.Abs), 1e-3);
        foreach ((Reduction reduction, double e) in expected.Values)
        {
            double divisor = e == 0 || !double.IsFinite(e) ? 1 : expected.Values[Reduction.Sum] / e;
            value = Math.Max(value, Error(e, actual.Values[reduction], sum / Math.Abs(divisor)));
        }

        var gradients = new Dictionary<BoundInput, double>();
        foreach (IGrouping<Reduction?, (Reduction? Of, BoundInput Input, double[] Gradient)> group in expected.Gradients.GroupBy(g => g.Of))
        {
            double factor = group.Key is { } of ? scale * Math.Abs(Safe(expected.Values[of] / expected.Values[Reduction.Sum])) : 1;
            double[] seeds = group.Key is null ? upstream : [.. upstream.Select(_ => factor)];
            Dictionary<BoundInput, double[]> scales = Tolerance.Scales(drawn.Batch, group.ToDictionary(g => g.Input, g => g.Gradient), seeds);
            foreach ((_, BoundInput input, double[] gradient) in group)
            {
                double[] mine = actual.Gradients.Single(g => g.Of == group.Key && g.Input == input).Gradient;
                double worst = gradient.Select((e, index) => Error(e, mine[index], scales[input][index])).Append(0).Max();
                gradients[input] = Math.Max(gradients.GetValueOrDefault(input), worst);
            }
        }

        return new(value, gradients);
    }

    private static double Safe(double factor) => double.IsFinite(factor) ? factor : 1;

    // The same infinity, or NaN on both sides, is no error; anything else beside one of them is an infinite one.
    private static double Error(double expected, double actual, double scale)
    {
        if (expected == actual || double.IsNaN(expected) && double.IsNaN(actual))
            return 0;
        double error = Math.Abs(expected - actual) / scale;
        return double.IsNaN(error) ? double.PositiveInfinity : error;
    }
}
