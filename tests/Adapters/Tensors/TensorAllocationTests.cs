using LossGen.Definitions.Tests.Calls;
using LossGen.Generator.Binding;

namespace LossGen.Adapters.Tests.Tensors;

/// <summary>No call after the first leaves garbage.</summary>
[Collection(nameof(TensorAllocationTests))]
public sealed class TensorAllocationTests
{
    private const int Calls = 1000;

    [Theory, MemberData(nameof(EveryLoss.Overloads), MemberType = typeof(EveryLoss))]
    public void A_call_allocates_nothing(string name, int overload)
    {
        (LossUnderTest loss, BoundLoss formula) = EveryLoss.Named(name, overload);
        Drawn drawn = Drawn.From(loss, formula, new Shape(3, 4, 5, 1, 1));
        var call = new TensorCall(drawn.Create(), drawn.Batch, Precision.Float, LabelWidth.Int, [2, 2]);
        foreach ((string member, Action invoke) in call.Prepared())
        {
            // Until what runs is the code of the last tier: the first may box what the last doesn't.
            for (int repetition = 0; repetition < 100; repetition++)
                invoke();
            long least = long.MaxValue;
            for (int attempt = 0; attempt < 12 && least > 0; attempt++)
            {
                long before = GC.GetAllocatedBytesForCurrentThread();
                for (int repetition = 0; repetition < Calls; repetition++)
                    invoke();
                least = Math.Min(least, GC.GetAllocatedBytesForCurrentThread() - before);
            }

            Assert.True(least == 0, $"{member}: {least} bytes in {Calls} calls");
        }
    }
}

/// <summary>Alone in the process.</summary>
[CollectionDefinition(nameof(TensorAllocationTests), DisableParallelization = true)]
public sealed class TensorAllocationCollection;
