using LossGen.Definitions.Tests.Calls;
using LossGen.Generator.Binding;

namespace LossGen.Definitions.Tests;

/// <summary>No call after the first leaves garbage, on any thread.</summary>
[Collection(nameof(AllocationTests))]
public sealed class AllocationTests
{
    private const int Calls = 1000;

    [Theory, MemberData(nameof(EveryLoss.Overloads), MemberType = typeof(EveryLoss))]
    public void One_thread_allocates_nothing(string loss, int overload)
    {
        foreach (Precision precision in Enum.GetValues<Precision>())
            AllocatesNothing(loss, overload, precision, new Shape(7, 1, 5, 1, 1), 1);
    }

    [Theory, MemberData(nameof(EveryLoss.Overloads), MemberType = typeof(EveryLoss))]
    public void Two_threads_allocate_nothing(string name, int overload)
    {
        // Two chunks of the least size that is worth a thread.
        (LossUnderTest loss, BoundLoss formula) = EveryLoss.Named(name, overload);
        int perSample = Drawn.From(loss, formula, new Shape(1, 1, 3, 0, 1)).Batch.Numbers.Where(pair => !pair.Key.IsShared).Max(pair => pair.Value.Length);
        AllocatesNothing(name, overload, Precision.Float, new Shape(2 * 8192 / perSample + 64, 1, 3, 0, 1), 2);
    }

    private static void AllocatesNothing(string name, int overload, Precision precision, Shape shape, int threads)
    {
        (LossUnderTest loss, BoundLoss formula) = EveryLoss.Named(name, overload);
        Drawn drawn = Drawn.From(loss, formula, shape);
        using var call = new Call(drawn.Create(Reduction.Mean, threads), drawn.Batch, precision);
        foreach ((string member, Action invoke) in call.Prepared())
        {
            invoke();

            // Whoever else lives in this process may allocate a little at a bad moment, the thread pool among them; a call that allocates does so every time.
            long least = long.MaxValue;
            for (int attempt = 0; attempt < 12 && least > 0; attempt++)
            {
                long before = GC.GetTotalAllocatedBytes(precise: true);
                for (int repetition = 0; repetition < Calls; repetition++)
                    invoke();
                least = Math.Min(least, GC.GetTotalAllocatedBytes(precise: true) - before);
            }

            Assert.True(least == 0, $"{precision} {member}: {least} bytes in {Calls} calls on {threads} threads");
        }
    }
}

/// <summary>Alone in the process: what is measured is what every thread allocates.</summary>
[CollectionDefinition(nameof(AllocationTests), DisableParallelization = true)]
public sealed class AllocationCollection;
