using CsCheck;
using LossGen.Definitions.Tests.Calls;

namespace LossGen.Definitions.Tests;

/// <summary>The number of threads changes no bit of a result.</summary>
public sealed class ThreadTests
{
    // Several chunks, whatever a sample holds: the least that is worth a thread is 8,192 elements.
    private static readonly Gen<Shape> s_large =
        from n in Gen.Int[17_000, 19_000]
        from extent in Gen.Int[3, 5]
        from seed in Gen.ULong
        select new Shape(n, 1, extent, 0, seed);

    [Theory, MemberData(nameof(EveryLoss.Overloads), MemberType = typeof(EveryLoss))]
    public void The_number_of_threads_changes_no_bit(string loss, int overload)
        => Drawn.ForAll(loss, overload, 1, s_large, drawn =>
        {
            double[] upstream = drawn.Upstream();
            foreach (Precision precision in Enum.GetValues<Precision>())
            {
                using var one = new Call(drawn.Create(), drawn.Batch, precision);
                double forward = one.Forward();
                LossTotal total = one.Total();
                double[] losses = one.ForwardEach();
                double backward = one.Backward(out var gradients);
                var each = one.BackwardEach(upstream);
                foreach (int threads in (int[])[2, 3])
                {
                    using var several = new Call(drawn.Create(Reduction.Mean, threads), drawn.Batch, precision);
                    Assert.Equal(forward, several.Forward());
                    Assert.Equal(total, several.Total());
                    Assert.True(losses.AsSpan().SequenceEqual(several.ForwardEach()), "losses");
                    Assert.Equal(backward, several.Backward(out var severalGradients));
                    foreach (var (input, gradient) in gradients)
                        Assert.True(gradient.AsSpan().SequenceEqual(severalGradients[input]), $"{precision} {Call.GradientName(input)}, {threads} threads");
                    foreach (var (input, gradient) in several.BackwardEach(upstream))
                        Assert.True(gradient.AsSpan().SequenceEqual(each[input]), $"{precision} {Call.GradientName(input)} of each, {threads} threads");
                }
            }
        });
}
