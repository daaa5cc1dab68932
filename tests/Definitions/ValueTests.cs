using LossGen.Definitions.Tests.Calls;
using LossGen.Definitions.Tests.Reference;

namespace LossGen.Definitions.Tests;

/// <summary>Values against the naive evaluator, for both precisions and every reduction.</summary>
public sealed class ValueTests
{
    [Theory, MemberData(nameof(EveryLoss.Overloads), MemberType = typeof(EveryLoss))]
    public void Each_value_is_that_of_the_naive_evaluator(string loss, int overload)
        => Drawn.ForAll(loss, overload, 100, drawn =>
        {
            Dual[] expected = drawn.Reference().Each();
            foreach (Precision precision in Enum.GetValues<Precision>())
            {
                using var call = new Call(drawn.Create(), drawn.Batch, precision);
                Tolerance.Close(
                    [.. expected.Select(loss => loss.Value)], call.ForwardEach(), 1, Tolerance.Roundings(expected, precision), $"{precision} losses");
            }
        });

    [Theory, MemberData(nameof(EveryLoss.Overloads), MemberType = typeof(EveryLoss))]
    public void Every_reduction_is_the_sum_of_the_values_over_its_divisor(string loss, int overload)
        => Drawn.ForAll(loss, overload, 60, drawn =>
        {
            ReferenceLoss reference = drawn.Reference();
            Dual[] each = reference.Each();
            double[] losses = [.. each.Select(loss => loss.Value)];
            foreach (Reduction reduction in Enum.GetValues<Reduction>())
            {
                double divisor = reference.Divisor(reduction);
                foreach (Precision precision in Enum.GetValues<Precision>())
                {
                    using var call = new Call(drawn.Create(reduction), drawn.Batch, precision);
                    double[] allowed = [Tolerance.Roundings(each, precision).Sum()];
                    if (divisor == 0)
                        Assert.Equal(double.NaN, call.Forward());
                    else
                        Tolerance.Close([losses.Sum()], [call.Forward() * divisor], 1, allowed, $"{precision} {reduction}");
                    LossTotal total = call.Total();
                    Assert.Equal(reduction, total.Reduction);
                    Assert.Equal(drawn.Batch.N, total.Count);
                    Tolerance.Close([losses.Sum()], [total.Numerator], 1, allowed, $"{precision} numerator");
                    if (reduction == Reduction.Mean)
                        Tolerance.Close(divisor, total.Divisor, Tolerance.Of(precision), $"{precision} divisor");
                    Tolerance.Close(call.Forward(), total.Value, Tolerance.Of(precision), $"{precision} {reduction} of the total");
                }
            }
        });
}
