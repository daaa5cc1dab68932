using System.ComponentModel;
using System.Runtime.CompilerServices;

namespace LossGen.Passes;

/// <summary>Runs a pass over a batch, in chunks that depend on the batch alone.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class Batch
{
    /// <summary>
    /// Runs <typeparamref name="TPass"/> over all <paramref name="positions"/> and adds up its partials in the order of the
    /// positions: the bits of the result don't depend on the number of threads.
    /// </summary>
    /// <remarks>
    /// What a call brings and what it adds up is handed on by reference: a small call spent half its time waiting for the
    /// copy of what it had just written in pieces.
    /// </remarks>
    /// <param name="call">What the pass knows of the call.</param>
    /// <param name="arrays">The arrays of the call.</param>
    /// <param name="positions">How many positions there are; the pass isn't run if there are none.</param>
    /// <param name="elementsPerPosition">How many elements a position reads, roughly what it costs: at least 1.</param>
    /// <param name="maxDegreeOfParallelism">The most threads that work at once, -1 for one per processor.</param>
    /// <param name="total">The sum of the partials.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Run<TPass, TCall>(
        in TCall call, in Arrays arrays, nint positions, nint elementsPerPosition, int maxDegreeOfParallelism, out Partial total)
        where TPass : struct, IPass<TCall>
        where TCall : struct
    {
        total = default;
        if (!Chunks.AreOne(positions, elementsPerPosition))
            RunInChunks<TPass, TCall>(call, arrays, 0, positions, elementsPerPosition, maxDegreeOfParallelism, ref total);
        else if (positions != 0)
            TPass.Run(call, arrays, 0, positions, ref total);
    }

    /// <summary>The same for the positions from <paramref name="start"/> up to but without <paramref name="end"/>.</summary>
    /// <param name="call">What the pass knows of the call.</param>
    /// <param name="arrays">The arrays of the call.</param>
    /// <param name="start">The first position.</param>
    /// <param name="end">The position after the last.</param>
    /// <param name="elementsPerPosition">How many elements a position reads, roughly what it costs: at least 1.</param>
    /// <param name="maxDegreeOfParallelism">The most threads that work at once, -1 for one per processor.</param>
    /// <param name="total">The sum of the partials.</param>
    public static void Run<TPass, TCall>(
        in TCall call, in Arrays arrays, nint start, nint end, nint elementsPerPosition, int maxDegreeOfParallelism, out Partial total)
        where TPass : struct, IPass<TCall>
        where TCall : struct
    {
        total = default;
        nint positions = end - start;
        if (!Chunks.AreOne(positions, elementsPerPosition))
            RunInChunks<TPass, TCall>(call, arrays, start, positions, elementsPerPosition, maxDegreeOfParallelism, ref total);
        else if (positions != 0)
            TPass.Run(call, arrays, start, end, ref total);
    }

    // What a small call doesn't do is kept out of its frame, which is cleared for every call.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void RunInChunks<TPass, TCall>(
        in TCall call, in Arrays arrays, nint start, nint positions, nint elementsPerPosition, int maxDegreeOfParallelism, ref Partial total)
        where TPass : struct, IPass<TCall>
        where TCall : struct
    {
        var chunks = new Chunks(positions, elementsPerPosition, start);
        int threads = maxDegreeOfParallelism == -1 ? Environment.ProcessorCount : maxDegreeOfParallelism;
        threads = Math.Min(threads, chunks.Count);

        // Two chunks are worth sharing: with the cheapest pass it is no loss (2.3 and 2.5 µs for 16,384 elements, one thread
        // and two), with exp and log a gain of a third.
        if (threads > 1)
            RunShared<TPass, TCall>(call, arrays, chunks, threads, ref total);
        else
            RunInOrder<TPass, TCall>(call, arrays, chunks, ref total);
    }

    private static unsafe void RunShared<TPass, TCall>(
        in TCall call, in Arrays arrays, in Chunks chunks, int threads, ref Partial total)
        where TPass : struct, IPass<TCall>
        where TCall : struct
    {
        Partial* partials = stackalloc Partial[Chunks.Most];
        if (!Job<TPass, TCall>.TryRun(call, arrays, chunks, partials, threads - 1))
        {
            RunInOrder<TPass, TCall>(call, arrays, chunks, ref total);
            return;
        }

        for (int chunk = 0; chunk < chunks.Count; chunk++)
            total.Add(partials[chunk]);
    }

    private static void RunInOrder<TPass, TCall>(in TCall call, in Arrays arrays, in Chunks chunks, ref Partial total)
        where TPass : struct, IPass<TCall>
        where TCall : struct
    {
        for (int chunk = 0; chunk < chunks.Count; chunk++)
        {
            Partial partial = default;
            TPass.Run(call, arrays, chunks.Start(chunk), chunks.End(chunk), ref partial);
            total.Add(partial);
        }
    }
}
