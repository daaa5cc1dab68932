using LossGen.Definitions.Tests.Calls;
using LossGen.Definitions.Tests.Reference;
using LossGen.Generator.Binding;

namespace LossGen.Definitions.Tests;

/// <summary>The one home of "close".</summary>
/// <remarks>
/// An error of a loss is measured against the larger of 1 and the loss; that of a gradient's element against the largest
/// magnitude in the gradient of its sample, over all inputs, but not against less than a tenth of the upstream gradient: where
/// a prediction is nearly its target, a slope is a difference of numbers near 1, on either side. Accuracy in the tails, where
/// it isn't, has tests of its own. Formulas that amplify the rounding of their inputs (a ratio of sums that cancel, a scale of
/// 64) are allowed what that amounts to, which <see cref="Sensitivity"/> finds out.
/// </remarks>
internal static class Tolerance
{
    /// <summary>The stated bound of float members against double.</summary>
    public const double Float = 4e-6;

    /// <summary>Of double members against anything else in double.</summary>
    public const double Double = 1e-12;

    /// <summary>Of central differences of fourth order in double.</summary>
    public const double Differences = 1e-8;

    /// <summary>
    /// How far each loss may be off: eight roundings of everything that led to it, in the plain order of the formula; below
    /// the smallest normal number of the precision, that number.
    /// </summary>
    public static double[] Roundings(Dual[] losses, Precision precision)
    {
        (double unit, double least) = precision == Precision.Float
            ? (Math.ScaleB(1, -24), Math.ScaleB(1, -126))
            : (Math.ScaleB(1, -53), Math.ScaleB(1, -1022));
        return [.. losses.Select(loss => 8 * unit * loss.Uncertainty + least)];
    }

    public static double Of(Precision precision) => precision == Precision.Float ? Float : Double;

    public static void Close(double expected, double actual, double tolerance, string what)
        => Close([expected], [actual], tolerance, null, what);

    /// <param name="scales">What the error of each element is measured against; null for the larger of 1 and the element.</param>
    /// <param name="sensitivity">
    /// Asked where that isn't enough: how much each element changes when everything is rounded once. Eight times as much is
    /// allowed then.
    /// </param>
    public static void Close(
        double[] expected, double[] actual, double tolerance, double[]? scales, string what, Func<double[]>? sensitivity = null)
    {
        double[]? spread = null;
        Assert.Equal(expected.Length, actual.Length);
        for (int index = 0; index < expected.Length; index++)
        {
            double scale = scales?[index] ?? Math.Max(1, Math.Abs(expected[index]));
            if (expected[index] == actual[index] || double.IsNaN(expected[index]) && double.IsNaN(actual[index]))
                continue;
            double error = Math.Abs(expected[index] - actual[index]) / scale;
            if (error > tolerance && sensitivity is not null && Math.Abs(expected[index] - actual[index]) <= 8 * (spread ??= sensitivity())[index])
                continue;
            Assert.True(error <= tolerance, FormattableString.Invariant(
                $"{what}[{index}] is {actual[index]:R}, expected {expected[index]:R}: error {error:g3} of {scale:g3}, allowed {tolerance:g3}"));
        }
    }

    /// <summary>For every element of an input, the scale of its sample's gradient.</summary>
    public static Dictionary<BoundInput, double[]> Scales(
        ReferenceBatch batch, Dictionary<BoundInput, double[]> gradients, double[] upstream)
    {
        var ofSample = new double[batch.Positions];
        for (int position = 0; position < batch.Positions; position++)
        {
            for (int result = 0; result < batch.LossesPerSample; result++)
                ofSample[position] = Math.Max(ofSample[position], 0.1 * Math.Abs(upstream[batch.Offset(position, result, batch.LossesPerSample)]));
            foreach ((BoundInput input, double[] gradient) in gradients)
            {
                for (int element = 0; !input.IsShared && element < batch.ElementsOf(input); element++)
                    ofSample[position] = Larger(ofSample[position], gradient[batch.Offset(position, element, batch.ElementsOf(input))]);
            }
        }

        return gradients.Keys.ToDictionary(input => input, input => input.IsShared
            ? [.. gradients[input].Select(_ => ofSample.Concat(gradients[input]).Aggregate(0.0, Larger))]
            : ForEachElement(batch, input, ofSample));
    }

    private static double[] ForEachElement(ReferenceBatch batch, BoundInput input, double[] ofSample)
    {
        var scales = new double[batch.LengthOf(input)];
        int elements = batch.ElementsOf(input);
        for (int position = 0; position < batch.Positions; position++)
        {
            for (int element = 0; element < elements; element++)
                scales[batch.Offset(position, element, elements)] = ofSample[position];
        }

        return scales;
    }

    private static double Larger(double scale, double value) => double.IsFinite(value) ? Math.Max(scale, Math.Abs(value)) : scale;
}
