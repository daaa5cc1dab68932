using LossGen.Definitions.Tests.Calls;
using LossGen.Generator.Binding;
using LossGen.Parity.Tests.Libtorch;
using LossGen.Parity.Tests.Rows;
using static TorchSharp.torch;

namespace LossGen.Parity.Tests.Autograd;

/// <summary>Every loss of the definitions under autograd: values and gradients of its members over spans, to the bit.</summary>
public sealed class EveryLossTests
{
    [Theory(Skip = "libtorch does not load on this machine.", SkipUnless = nameof(LibtorchLoader.IsAvailable), SkipType = typeof(LibtorchLoader))]
    [MemberData(nameof(EveryLoss.Overloads), MemberType = typeof(EveryLoss))]
    public void Autograd_finds_what_the_members_find(string name, int overload) => NoCollections.Run(() =>
    {
        Compare(name, overload, new Shape(5, 1, 4, 1, 11), []);
        Compare(name, overload, new Shape(3, 6, 5, 1, 12), [2, 3]);
        return 0;
    });

    private static void Compare(string name, int overload, Shape shape, long[] trailing)
    {
        using IDisposable scope = NewDisposeScope();
        (LossUnderTest loss, BoundLoss formula) = EveryLoss.Named(name, overload);
        Drawn drawn = Drawn.From(loss, formula, shape);
        double[] upstream = drawn.Upstream();
        foreach (Precision precision in Enum.GetValues<Precision>())
        {
            foreach (Reduction reduction in Enum.GetValues<Reduction>())
            {
                LossInstance instance = drawn.Create(reduction);
                using var spans = new Call(instance, drawn.Batch, precision) { Upstream = 0.75 };
                var torch = new TorchCall(instance, drawn.Batch, precision, trailing);
                Tensor value = torch.Forward();
                double expected = spans.Backward(out var gradients);
                Assert.Equal(precision == Precision.Float ? (float)expected : expected, TorchCase.Numbers(value).Single());
                value.backward([tensor(0.75, value.dtype)], retain_graph: true);
                AssertEqual(gradients, torch);

                // Once more from the same graph, with gradients that the way forward has found.
                foreach (Tensor leaf in torch.Tensors.Values)
                    leaf.grad = null;
                value.backward(retain_graph: true);
                spans.Upstream = 1;
                spans.Backward(out gradients);
                AssertEqual(gradients, torch);
                using (no_grad())
                {
                    expected = spans.Forward();
                    Assert.Equal(precision == Precision.Float ? (float)expected : expected, TorchCase.Numbers(torch.Forward()).Single());
                }
            }

            LossInstance each = drawn.Create();
            using var members = new Call(each, drawn.Batch, precision);
            var differentiated = new TorchCall(each, drawn.Batch, precision, trailing);
            Tensor losses = differentiated.ForwardEach();
            long[] result = [drawn.Batch.N, .. formula.ResultIndices.Select(index => (long)drawn.Batch.Extents[index.Axis]), .. trailing];
            Assert.Equal(result, losses.shape);
            Assert.Equal(members.ForwardEach(), TorchCase.Numbers(losses));
            losses.backward([tensor(upstream, losses.shape, losses.dtype)]);
            AssertEqual(members.BackwardEach(upstream), differentiated);
        }
    }

    private static void AssertEqual(Dictionary<BoundInput, double[]> expected, TorchCall actual)
    {
        foreach ((BoundInput input, double[] gradient) in expected)
            Assert.Equal(gradient, TorchCase.Numbers(actual.Tensors[input.Name].grad!));
    }
}
