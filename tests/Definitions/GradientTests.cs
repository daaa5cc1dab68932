using LossGen.Definitions.Tests.Calls;
using LossGen.Definitions.Tests.Reference;
using LossGen.Generator.Binding;

namespace LossGen.Definitions.Tests;

/// <summary>Every gradient against dual numbers and central differences of the naive evaluator.</summary>
public sealed class GradientTests
{
    [Theory, MemberData(nameof(EveryLoss.Overloads), MemberType = typeof(EveryLoss))]
    public void Gradients_of_the_values_are_those_of_dual_numbers(string loss, int overload)
        => Drawn.ForAll(loss, overload, 60, drawn =>
        {
            double[] upstream = drawn.Upstream();
            Dictionary<BoundInput, double[]> expected = Expected(drawn, upstream);
            Dictionary<BoundInput, double[]> scales = Tolerance.Scales(drawn.Batch, expected, upstream);
            foreach (Precision precision in Enum.GetValues<Precision>())
            {
                using var call = new Call(drawn.Create(), drawn.Batch, precision);
                Compare(expected, call.BackwardEach(upstream), scales, Tolerance.Of(precision), precision.ToString(), new(drawn, upstream, precision));
            }
        });

    [Theory, MemberData(nameof(EveryLoss.Overloads), MemberType = typeof(EveryLoss))]
    public void Gradients_of_the_values_are_those_of_central_differences(string loss, int overload)
    {
        int compared = 0;
        int atCorners = 0;
        Drawn.ForAll(loss, overload, 40, drawn =>
        {
            double[] upstream = drawn.Upstream();
            using var call = new Call(drawn.Create(), drawn.Batch, Precision.Double);
            Dictionary<BoundInput, double[]> actual = call.BackwardEach(upstream);
            Dictionary<BoundInput, double[]> scales = Tolerance.Scales(drawn.Batch, actual, upstream);
            foreach ((BoundInput input, double[] gradient) in actual)
            {
                double[] expected = drawn.Reference().GradientByDifferences(input, upstream, out double[] errors);
                for (int index = 0; index < expected.Length; index++)
                {
                    if (double.IsNaN(expected[index]))
                    {
                        // Outside the formula's domain nobody has a slope.
                        if (!double.IsNaN(gradient[index]) && !double.IsNaN(errors[index]))
                            atCorners++;
                        continue;
                    }

                    compared++;
                    double allowed = Tolerance.Differences * (scales[input][index] + 1) + 2 * errors[index];
                    Tolerance.Close([expected[index]], [gradient[index]], 1, [allowed], $"{Call.GradientName(input)}[{index}] by differences");
                }
            }
        });
        Assert.True(atCorners <= compared / 4, $"{atCorners} elements were too near to a corner, only {compared} were compared.");
    }

    [Theory, MemberData(nameof(EveryLoss.Overloads), MemberType = typeof(EveryLoss))]
    public void Backward_is_the_gradient_of_Forward_in_every_reduction(string loss, int overload)
        => Drawn.ForAll(loss, overload, 40, drawn =>
        {
            foreach (Reduction reduction in Enum.GetValues<Reduction>())
            {
                double upstream = 0.5 + drawn.Random.NextDouble();
                double factor = upstream / drawn.Reference().Divisor(reduction);
                double[] seeds = [.. drawn.Upstream().Select(_ => factor)];
                Dictionary<BoundInput, double[]> expected = Expected(drawn, seeds);
                Dictionary<BoundInput, double[]> scales = Tolerance.Scales(drawn.Batch, expected, seeds);
                foreach (Precision precision in Enum.GetValues<Precision>())
                {
                    using var call = new Call(drawn.Create(reduction), drawn.Batch, precision) { Upstream = upstream };
                    double value = call.Backward(out Dictionary<BoundInput, double[]> actual);
                    double[] allowed = [Tolerance.Roundings(drawn.Reference().Each(), precision).Sum() * Math.Abs(factor / upstream)];
                    Tolerance.Close([call.Forward()], [value], 1, allowed, $"{precision} {reduction} value of Backward");
                    Compare(expected, actual, scales, Tolerance.Of(precision), $"{precision} {reduction}", new(drawn, seeds, precision));
                }
            }
        });

    [Theory, MemberData(nameof(EveryLoss.Overloads), MemberType = typeof(EveryLoss))]
    public void A_gradient_that_nobody_wants_changes_no_other(string loss, int overload)
        => Drawn.ForAll(loss, overload, 15, drawn =>
        {
            double[] upstream = drawn.Upstream();
            BoundInput[] inputs = [.. drawn.Batch.Loss.Inputs.Where(input => input.HasGradient)];
            foreach (Precision precision in Enum.GetValues<Precision>())
            {
                using var call = new Call(drawn.Create(), drawn.Batch, precision);
                Dictionary<BoundInput, double[]> all = call.BackwardEach(upstream);
                double value = call.Backward(out Dictionary<BoundInput, double[]> reduced);
                double[] seeds = [.. upstream.Select(_ => 1 / drawn.Reference().Divisor(Reduction.Mean))];
                Dictionary<BoundInput, double[]> scales = Tolerance.Scales(drawn.Batch, all, upstream);
                Dictionary<BoundInput, double[]> reducedScales = Tolerance.Scales(drawn.Batch, reduced, seeds);

                // The first one is required; every choice of the others.
                for (int choice = 0; choice < 1 << (inputs.Length - 1); choice++)
                {
                    call.Wanted = inputs.Where((_, index) => index == 0 || (choice >> (index - 1) & 1) == 1).ToHashSet();
                    Compare(Only(all, call.Wanted), call.BackwardEach(upstream), scales, Tolerance.Of(precision), $"{precision}, of {call.Wanted.Count},", new(drawn, upstream, precision));
                    Tolerance.Close(value, call.Backward(out Dictionary<BoundInput, double[]> wanted), Tolerance.Of(precision), $"{precision} value");
                    Compare(Only(reduced, call.Wanted), wanted, reducedScales, Tolerance.Of(precision), $"{precision}, of {call.Wanted.Count},", new(drawn, seeds, precision));
                }
            }
        });

    private static Dictionary<BoundInput, double[]> Expected(Drawn drawn, double[] upstream)
    {
        ReferenceLoss reference = drawn.Reference();
        return drawn.Batch.Loss.Inputs.Where(input => input.HasGradient)
            .ToDictionary(input => input, input => reference.Gradient(input, upstream));
    }

    private static Dictionary<BoundInput, double[]> Only(Dictionary<BoundInput, double[]> gradients, IReadOnlySet<BoundInput> wanted)
        => gradients.Where(pair => wanted.Contains(pair.Key)).ToDictionary();

    private static void Compare(
        Dictionary<BoundInput, double[]> expected,
        Dictionary<BoundInput, double[]> actual,
        Dictionary<BoundInput, double[]> scales,
        double tolerance,
        string what,
        Sensitivity sensitivity)
    {
        foreach ((BoundInput input, double[] gradient) in expected)
            Tolerance.Close(gradient, actual[input], tolerance, scales[input], $"{what} {Call.GradientName(input)}", () => sensitivity.Gradient(input));
    }
}
