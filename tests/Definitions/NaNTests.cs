using LossGen.Definitions.Tests.Calls;
using LossGen.Definitions.Tests.Reference;
using LossGen.Generator.Binding;

namespace LossGen.Definitions.Tests;

/// <summary>A NaN that the formula reads is a NaN in the loss and in every slope it touches; no other sample has one.</summary>
public sealed class NaNTests
{
    [Theory, MemberData(nameof(EveryLoss.Overloads), MemberType = typeof(EveryLoss))]
    public void A_NaN_goes_where_the_formula_takes_it(string loss, int overload)
        => Drawn.ForAll(loss, overload, 15, drawn =>
        {
            foreach (BoundInput input in drawn.Batch.Numbers.Keys)
            {
                Drawn poisoned = drawn.With(Poison(drawn, input));
                double[] upstream = poisoned.Upstream();
                Dictionary<BoundInput, double[]> slopes = poisoned.Batch.Loss.Inputs.Where(by => by.HasGradient)
                    .ToDictionary(by => by, by => poisoned.Reference().Gradient(by, upstream));
                bool[] expected = Pattern(poisoned.Reference().Losses());
                foreach (Precision precision in Enum.GetValues<Precision>())
                {
                    using var call = new Call(poisoned.Create(Reduction.Sum), poisoned.Batch, precision);
                    Assert.Equal(expected, Pattern(call.ForwardEach()));
                    Assert.Equal(expected.Any(isNaN => isNaN), double.IsNaN(call.Forward()));
                    foreach ((BoundInput by, double[] gradient) in call.BackwardEach(upstream))
                        Assert.Equal("", Misplaced(poisoned.Batch, by, slopes[by], gradient, expected));
                }
            }
        });

    // A slope that the poison doesn't reach may be 0 · NaN, but only in a sample whose loss is NaN.
    private static string Misplaced(ReferenceBatch batch, BoundInput input, double[] expected, double[] actual, bool[] losses)
    {
        int elements = batch.ElementsOf(input);
        for (int index = 0; index < actual.Length; index++)
        {
            int position = input.IsShared ? 0 : index / (elements * batch.Inner) * batch.Inner + index % batch.Inner;
            bool mayBe = input.IsShared
                ? losses.Contains(true)
                : Enumerable.Range(0, batch.LossesPerSample).Any(result => losses[batch.Offset(position, result, batch.LossesPerSample)]);
            if (double.IsNaN(expected[index]) ? !double.IsNaN(actual[index]) : double.IsNaN(actual[index]) && !mayBe)
                return FormattableString.Invariant($"{Call.GradientName(input)}[{index}] is {actual[index]}, the naive slope {expected[index]}");
        }

        return "";
    }

    private static bool[] Pattern(double[] values) => [.. values.Select(double.IsNaN)];

    private static ReferenceBatch Poison(Drawn drawn, BoundInput input)
    {
        double[] values = [.. drawn.Batch.Numbers[input]];
        values[drawn.Random.Next(values.Length)] = double.NaN;
        return drawn.Batch with { Numbers = drawn.Batch.Numbers.ToDictionary(pair => pair.Key, pair => pair.Key == input ? values : pair.Value) };
    }
}
