using LossGen.Definitions.Tests.Calls;
using LossGen.Definitions.Tests.Reference;
using LossGen.Generator.Binding;

namespace LossGen.Adapters.Tests.Tensors;

/// <summary>Every loss of the definitions through tensors: the answers of its members over spans, to the bit.</summary>
public sealed class TensorSpanTests
{
    private static readonly Reduction[] s_reductions = Enum.GetValues<Reduction>();

    [Theory, MemberData(nameof(EveryLoss.Overloads), MemberType = typeof(EveryLoss))]
    public void Members_answer_what_spans_are_answered(string loss, int overload)
    {
        Compare(loss, overload, new Shape(5, 1, 4, 1, 11), []);
        Compare(loss, overload, new Shape(3, 6, 5, 1, 12), [2, 3]);
        Compare(loss, overload, new Shape(1, 4, 1, 0, 13), [4]);
    }

    [Theory, MemberData(nameof(EveryLoss.Overloads), MemberType = typeof(EveryLoss))]
    public void A_tensor_without_N_is_one_sample(string loss, int overload) =>
        Compare(loss, overload, new Shape(1, 1, 5, 1, 14), [], isBatch: false);

    [Theory, MemberData(nameof(EveryLoss.Overloads), MemberType = typeof(EveryLoss))]
    public void A_gradient_that_is_left_out_is_not_wanted(string name, int overload)
    {
        (LossUnderTest loss, BoundLoss formula) = EveryLoss.Named(name, overload);
        Drawn drawn = Drawn.From(loss, formula, new Shape(3, 1, 4, 1, 15));
        BoundInput[] wanted = [.. formula.Inputs.Where(input => input.HasGradient).Take(1)];
        using var spans = new Call(drawn.Create(), drawn.Batch, Precision.Float) { Wanted = wanted.ToHashSet() };
        var tensors = new TensorCall(drawn.Create(), drawn.Batch, Precision.Float, LabelWidth.Int, []);
        foreach (BoundInput input in formula.Inputs.Where(input => input.HasGradient).Skip(1))
            tensors.Replaced[Call.GradientName(input)] = (null, []);

        Assert.Equal(spans.Backward(out var expected), tensors.Backward(out var actual));
        AssertEqual(expected, actual);
    }

    private static void Compare(string name, int overload, Shape shape, nint[] trailing, bool isBatch = true)
    {
        (LossUnderTest loss, BoundLoss formula) = EveryLoss.Named(name, overload);
        Drawn drawn = Drawn.From(loss, formula, shape);
        double[] upstream = drawn.Upstream();
        foreach (Precision precision in Enum.GetValues<Precision>())
        {
            foreach (LabelWidth width in Enum.GetValues<LabelWidth>())
            {
                foreach (Reduction reduction in s_reductions)
                {
                    LossInstance instance = drawn.Create(reduction);
                    using var spans = new Call(instance, drawn.Batch, precision, width) { Upstream = 0.75 };
                    var tensors = new TensorCall(instance, drawn.Batch, precision, width, trailing, isBatch) { Upstream = 0.75 };

                    Assert.Equal(spans.Forward(), tensors.Forward());
                    Assert.Equal(spans.ForwardEach(), tensors.ForwardEach());
                    Assert.Equal(spans.Backward(out var expected), tensors.Backward(out var actual));
                    AssertEqual(expected, actual);
                    AssertEqual(spans.BackwardEach(upstream), tensors.BackwardEach(upstream));
                    LossTotal total = tensors.Total();
                    Assert.Equal(spans.Total(), total);
                    spans.Whole = tensors.Whole = total + total;
                    Assert.Equal(spans.Backward(out _), tensors.Backward(out _));
                }
            }
        }
    }

    private static void AssertEqual(Dictionary<BoundInput, double[]> expected, Dictionary<BoundInput, double[]> actual)
    {
        Assert.Equal(expected.Keys, actual.Keys);
        foreach (BoundInput input in expected.Keys)
            Assert.Equal(expected[input], actual[input]);
    }
}
