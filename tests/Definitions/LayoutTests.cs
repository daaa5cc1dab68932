using CsCheck;
using LossGen.Definitions.Tests.Calls;
using LossGen.Definitions.Tests.Reference;
using LossGen.Generator.Binding;

namespace LossGen.Definitions.Tests;

/// <summary>[N, axes, inner] against the same samples laid out [N·inner, axes]; labels of 32 against 64 bits.</summary>
public sealed class LayoutTests
{
    private static readonly Gen<Shape> s_withInner =
        from n in Gen.Int[1, 4]
        from inner in Gen.Int[2, 40]
        from extent in Gen.Int[1, 7]
        from step in Gen.Int[0, 1]
        from seed in Gen.ULong
        select new Shape(n, inner, extent, step, seed);

    [Theory, MemberData(nameof(EveryLoss.Overloads), MemberType = typeof(EveryLoss))]
    public void Inner_is_a_transposition(string loss, int overload)
        => Drawn.ForAll(loss, overload, 40, s_withInner, drawn =>
        {
            ReferenceBatch batch = drawn.Batch;
            ReferenceBatch transposed = Transpose(batch);
            double[] upstream = drawn.Upstream();
            double[] transposedUpstream = Transpose(batch, upstream, batch.LossesPerSample);
            foreach (Precision precision in Enum.GetValues<Precision>())
            {
                using var call = new Call(drawn.Create(), batch, precision);
                using var other = new Call(drawn.Create(), transposed, precision);
                double[] allowed = Transpose(batch, Tolerance.Roundings(drawn.Reference().Each(), precision), batch.LossesPerSample);
                Tolerance.Close(Transpose(batch, call.ForwardEach(), batch.LossesPerSample), other.ForwardEach(), 1, allowed, $"{precision} losses");

                var sensitivity = new Sensitivity(drawn.With(transposed), transposedUpstream, precision);
                Dictionary<BoundInput, double[]> expected = call.BackwardEach(upstream)
                    .ToDictionary(pair => pair.Key, pair => Transpose(batch, pair.Key, pair.Value));
                Dictionary<BoundInput, double[]> scales = Tolerance.Scales(transposed, expected, transposedUpstream);
                foreach ((BoundInput input, double[] gradient) in other.BackwardEach(transposedUpstream))
                    Tolerance.Close(expected[input], gradient, Tolerance.Of(precision), scales[input], $"{precision} {Call.GradientName(input)}", () => sensitivity.Gradient(input));
            }
        });

    [Theory, MemberData(nameof(EveryLoss.Overloads), MemberType = typeof(EveryLoss))]
    public void The_width_of_labels_changes_no_bit(string loss, int overload)
        => Drawn.ForAll(loss, overload, 20, drawn =>
        {
            double[] upstream = drawn.Upstream();
            foreach (Precision precision in Enum.GetValues<Precision>())
            {
                using var ints = new Call(drawn.Create(), drawn.Batch, precision, LabelWidth.Int);
                using var longs = new Call(drawn.Create(), drawn.Batch, precision, LabelWidth.Long);
                Assert.Equal(ints.Forward(), longs.Forward());
                Assert.Equal(ints.Total(), longs.Total());
                Assert.Equal(ints.ForwardEach(), longs.ForwardEach());
                Assert.Equal(ints.Backward(out var gradients), longs.Backward(out var longGradients));
                Assert.Equal(gradients, longGradients);
                Assert.Equal(ints.BackwardEach(upstream), longs.BackwardEach(upstream));
            }
        });

    private static ReferenceBatch Transpose(ReferenceBatch batch) => batch with
    {
        N = batch.Positions,
        Inner = 1,
        Numbers = batch.Numbers.ToDictionary(pair => pair.Key, pair => Transpose(batch, pair.Key, pair.Value)),
        Labels = batch.Labels.ToDictionary(pair => pair.Key, pair => Transpose(batch, pair.Key, pair.Value)),
    };

    private static T[] Transpose<T>(ReferenceBatch batch, BoundInput input, T[] values)
        => input.IsShared ? values : Transpose(batch, values, batch.ElementsOf(input));

    private static T[] Transpose<T>(ReferenceBatch batch, T[] values, int elements)
    {
        var transposed = new T[values.Length];
        for (int position = 0; position < batch.Positions; position++)
        {
            for (int element = 0; element < elements; element++)
                transposed[position * elements + element] = values[batch.Offset(position, element, elements)];
        }

        return transposed;
    }
}
