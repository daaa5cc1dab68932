using LossGen.Definitions.Tests.Calls;
using LossGen.Generator.Binding;

namespace LossGen.Definitions.Tests.Reference;

/// <summary>
/// How much losses and gradients change when every input and every step of the naive computation is rounded once: no
/// algorithm that computes in that precision can promise more in general. Computed only where somebody asks.
/// </summary>
internal sealed class Sensitivity(Drawn drawn, double[] upstream, Precision precision)
{
    private const int Draws = 6;

    private readonly Lazy<ReferenceLoss[]> _rounded = new(() => [.. Enumerable.Range(0, Draws).Select(draw => Rounded(drawn, precision, draw).Reference())]);

    public double[] Losses() => Spread(reference => reference.Losses());

    public double[] Gradient(BoundInput input)
    {
        double[] spread = Spread(reference => reference.Gradient(input, upstream));
        double[] uncertainty = drawn.Reference().GradientUncertainty(input, upstream);
        return [.. spread.Zip(uncertainty, (moved, rounded) => moved + Unit(precision) * rounded)];
    }

    private static double Unit(Precision precision) => precision == Precision.Float ? Math.ScaleB(1, -24) : Math.ScaleB(1, -53);

    private double[] Spread(Func<ReferenceLoss, double[]> answer)
    {
        double[] exact = answer(drawn.Reference());
        var spread = new double[exact.Length];
        foreach (ReferenceLoss rounded in _rounded.Value)
        {
            double[] other = answer(rounded);
            for (int index = 0; index < spread.Length; index++)
                spread[index] = Math.Max(spread[index], Math.Abs(other[index] - exact[index]));
        }

        return spread;
    }

    /// <summary>The same case with its inputs and parameters moved by one rounding.</summary>
    public static Drawn Rounded(Drawn drawn, Precision precision, int seed)
    {
        var random = new Random(seed);
        double Round(double value) => value * (1 + Unit(precision) * (random.Next(2) * 2 - 1));
        return drawn.With(Round, drawn.Batch with
        {
            Numbers = drawn.Batch.Numbers.ToDictionary(
                pair => pair.Key,
                pair => pair.Key.Domain.IsFinite ? pair.Value : [.. pair.Value.Select(Round)]),
        });
    }
}
