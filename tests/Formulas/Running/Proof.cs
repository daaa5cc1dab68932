using System.Collections.Concurrent;
using LossGen.Definitions.Tests.Calls;
using LossGen.Formulas.Tests.Drawing;

namespace LossGen.Formulas.Tests.Running;

/// <summary>Takes formulas through every stage, a hundred to an assembly.</summary>
internal static class Proof
{
    private const int InOneAssembly = 100;

    /// <summary>Draws formulas from a seed on until so many bind.</summary>
    public static Tally Of(int formulas, int firstSeed, Tally tally)
    {
        int batches = (formulas + InOneAssembly - 1) / InOneAssembly;
        int seed = firstSeed - 1;
        int remaining = formulas;

        // One at a time: threads that take several ahead leave the last ones to one of them.
        var numbers = Partitioner.Create(Enumerable.Range(0, batches), EnumerablePartitionerOptions.NoBuffering);
        Parallel.ForEach(numbers, new ParallelOptions { MaxDegreeOfParallelism = Environment.ProcessorCount }, _ =>
        {
            var batch = new LossBatch(tally);
            while (batch.Count < InOneAssembly && Interlocked.Decrement(ref remaining) >= 0)
            {
                bool isLoss = false;
                while (!isLoss)
                {
                    int next = Interlocked.Increment(ref seed);
                    isLoss = Add(batch, next, RandomLoss.Of(next), tally);
                }
            }

            Run(batch, tally);
        });
        return tally;
    }

    /// <summary>The same for losses that are given, numbered as they stand.</summary>
    public static Tally Of(IReadOnlyList<RandomLoss> losses, Tally tally)
    {
        var batch = new LossBatch(tally);
        for (int number = 0; number < losses.Count; number++)
            Add(batch, number, losses[number], tally);
        Run(batch, tally);
        return tally;
    }

    private static bool Add(LossBatch batch, int seed, RandomLoss loss, Tally tally)
    {
        try
        {
            return batch.TryAdd(seed, loss);
        }
        catch (Exception exception)
        {
            tally.Fail(seed, loss, exception.ToString());
            return true;
        }
    }

    private static void Run(LossBatch batch, Tally tally)
    {
        (Widths widths, IReadOnlyList<(int Seed, RandomLoss Loss, LossUnderTest Type)> losses) = batch.Load();
        var comparison = new Comparison(tally, widths);
        foreach ((int seed, RandomLoss loss, LossUnderTest type) in losses)
        {
            try
            {
                comparison.Of(type, seed);
                Interlocked.Increment(ref tally.Compared);
            }
            catch (Exception exception)
            {
                tally.Fail(seed, loss, exception is InvalidOperationException ? exception.Message : exception.ToString());
            }
        }
    }
}
