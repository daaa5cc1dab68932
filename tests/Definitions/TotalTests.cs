using CsCheck;
using LossGen.Definitions.Tests.Calls;
using LossGen.Definitions.Tests.Reference;
using LossGen.Generator.Binding;

namespace LossGen.Definitions.Tests;

/// <summary>
/// A batch that is cut into parts has the value and the gradient of the whole, ignored labels and weights included, however
/// their totals are merged.
/// </summary>
public sealed class TotalTests
{
    private static readonly Gen<Shape> s_cuttable =
        from n in Gen.Int[1, 40]
        from inner in Gen.Frequency((2, Gen.Const(1)), (1, Gen.Int[2, 5]))
        from extent in Gen.Int[1, 9]
        from seed in Gen.ULong
        select new Shape(n, inner, extent, 0, seed);

    [Theory, MemberData(nameof(EveryLoss.Overloads), MemberType = typeof(EveryLoss))]
    public void Parts_add_up_to_the_whole(string loss, int overload)
        => Drawn.ForAll(loss, overload, 40, s_cuttable, drawn =>
        {
            ReferenceBatch[] parts = [.. Parts(drawn)];
            foreach (Reduction reduction in Enum.GetValues<Reduction>())
            {
                foreach (Precision precision in Enum.GetValues<Precision>())
                    AddUp(drawn, parts, reduction, precision);
            }
        });

    private static void AddUp(Drawn drawn, ReferenceBatch[] parts, Reduction reduction, Precision precision)
    {
        LossInstance instance = drawn.Create(reduction);
        using var whole = new Call(instance, drawn.Batch, precision) { Upstream = 1.5 };
        LossTotal total = whole.Total();
        double value = whole.Backward(out Dictionary<BoundInput, double[]> gradients);

        Call[] calls = [.. parts.Select(part => new Call(instance, part, precision) { Upstream = 1.5 })];
        LossTotal merged = Merge(calls.Select(call => Sent(call.Total())), drawn.Random);
        double magnitude = whole.ForwardEach().Sum(Math.Abs) * (1 + Math.ScaleB(1, -20));
        Assert.Equal(total.Count, merged.Count);
        AddsUp(total.Numerator, merged.Numerator, magnitude, precision);
        AddsUp(total.Divisor, merged.Divisor, drawn.Reference().Counts().Sum(Math.Abs), precision);

        double shares = 0;
        Dictionary<BoundInput, List<double>> concatenated = gradients.Keys.ToDictionary(input => input, _ => new List<double>());
        foreach (Call call in calls)
        {
            call.Whole = total;
            shares += call.Backward(out Dictionary<BoundInput, double[]> ofPart);
            foreach ((BoundInput input, double[] gradient) in ofPart)
                Join(concatenated[input], gradient, input.IsShared);
            call.Dispose();
        }

        double divisor = reduction switch { Reduction.Sum => 1, Reduction.Mean => total.Divisor, _ => total.Count };
        if (divisor == 0)
            Assert.True(double.IsNaN(value));
        else
            AddsUp(value, shares, magnitude / Math.Abs(divisor), precision);

        double[] upstream = new double[drawn.Batch.Positions * drawn.Batch.LossesPerSample];
        Array.Fill(upstream, 1.5 / divisor);
        Dictionary<BoundInput, double[]> scales = Tolerance.Scales(drawn.Batch, gradients, upstream);
        var sensitivity = new Sensitivity(drawn, upstream, precision);
        foreach ((BoundInput input, double[] gradient) in gradients)
            Tolerance.Close(gradient, [.. concatenated[input]], Tolerance.Of(precision), scales[input], $"{precision} {reduction} {Call.GradientName(input)}", () => sensitivity.Gradient(input));
    }

    // Each loss is the same number in a part as in the whole, so only the order of additions differs; in float it may be one
    // that was computed at another place in a vector.
    private static void AddsUp(double whole, double sum, double magnitude, Precision precision)
    {
        double tolerance = precision == Precision.Double ? Math.ScaleB(1, -50) : Math.ScaleB(1, -22);
        Tolerance.Close([whole], [sum], tolerance, [Math.Max(magnitude, double.Epsilon)], $"{precision} sum of the parts");
    }

    // In any order and any grouping.
    private static LossTotal Merge(IEnumerable<LossTotal> totals, Random random)
    {
        List<LossTotal> left = [.. totals];
        while (left.Count > 1)
        {
            LossTotal one = Take(), other = Take();
            left.Add(one + other);
        }

        return left[0];

        LossTotal Take()
        {
            int place = random.Next(left.Count);
            LossTotal total = left[place];
            left.RemoveAt(place);
            return total;
        }
    }

    // As from another machine.
    private static LossTotal Sent(LossTotal total)
    {
        Span<byte> bytes = stackalloc byte[LossTotal.SizeInBytes];
        Assert.True(total.TryWrite(bytes));
        Assert.True(LossTotal.TryRead(bytes, out LossTotal received));
        return received;
    }

    private static void Join(List<double> all, double[] part, bool isShared)
    {
        if (!isShared || all.Count == 0)
        {
            all.AddRange(part);
            return;
        }

        for (int index = 0; index < part.Length; index++)
            all[index] += part[index];
    }

    private static IEnumerable<ReferenceBatch> Parts(Drawn drawn)
    {
        ReferenceBatch batch = drawn.Batch;
        for (int start = 0; start < batch.N;)
        {
            int end = drawn.Random.Next(start + 1, batch.N + 1);
            yield return batch with
            {
                N = end - start,
                Numbers = batch.Numbers.ToDictionary(pair => pair.Key, pair => Cut(batch, pair.Key, pair.Value, start, end)),
                Labels = batch.Labels.ToDictionary(pair => pair.Key, pair => Cut(batch, pair.Key, pair.Value, start, end)),
            };
            start = end;
        }
    }

    private static T[] Cut<T>(ReferenceBatch batch, BoundInput input, T[] values, int start, int end)
    {
        int row = batch.ElementsOf(input) * batch.Inner;
        return input.IsShared ? values : values[(start * row)..(end * row)];
    }
}
