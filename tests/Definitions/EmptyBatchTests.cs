using LossGen.Definitions.Tests.Calls;
using LossGen.Definitions.Tests.Reference;
using LossGen.Generator.Binding;

namespace LossGen.Definitions.Tests;

/// <summary>The mean of nothing is NaN, the sum of nothing 0, the gradient of what is shared 0.</summary>
public sealed class EmptyBatchTests
{
    [Theory, MemberData(nameof(EveryLoss.Overloads), MemberType = typeof(EveryLoss))]
    public void An_empty_batch_has_a_NaN_mean_and_a_zero_sum(string name, int overload)
    {
        (LossUnderTest loss, BoundLoss formula) = EveryLoss.Named(name, overload);
        foreach (int inner in (int[])[1, 3])
        {
            Drawn drawn = Drawn.From(loss, formula, new Shape(0, inner, 4, 1, 1));
            foreach (Reduction reduction in Enum.GetValues<Reduction>())
            {
                foreach (Precision precision in Enum.GetValues<Precision>())
                {
                    using var call = new Call(drawn.Create(reduction), drawn.Batch, precision);
                    double expected = reduction == Reduction.Sum ? 0 : double.NaN;
                    Assert.Equal(expected, call.Forward());
                    Assert.Equal(new LossTotal(reduction, 0, 0, 0), call.Total());
                    Assert.Empty(call.ForwardEach());
                    Assert.Equal(expected, call.Backward(out var gradients));
                    Assert.All(gradients, pair => Assert.All(pair.Value, value => Assert.Equal(0, value)));
                    Assert.All(call.BackwardEach([]), pair => Assert.All(pair.Value, value => Assert.Equal(0, value)));
                }
            }
        }
    }
}
