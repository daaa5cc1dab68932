using System.ComponentModel;
using System.Runtime.CompilerServices;

namespace LossGen.Passes;

/// <summary>Runs a pass over a batch, in chunks that depend on the batch alone.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class Batch
{
    /// <summary>
    /// Runs <paramref name="pass"/> over all <paramref name="positions"/> and returns the sum of its partials, added in the
    /// order of the positions: the bits of the result don't depend on the number of threads.
    /// </summary>
    /// <param name="pass">The state of the call.</param>
    /// <param name="arrays">The arrays of the call.</param>
    /// <param name="positions">How many positions there are; the pass isn't run if there are none.</param>
    /// <param name="elementsPerPosition">How many elements a position reads, roughly what it costs: at least 1.</param>
    /// <param name="maxDegreeOfParallelism">The most threads that work at once, -1 for one per processor.</param>
    public static Partial Run<TPass>(
        in TPass pass, in Arrays arrays, nint positions, nint elementsPerPosition, int maxDegreeOfParallelism)
        where TPass : struct, IPass<TPass>
    {
        var chunks = new Chunks(positions, elementsPerPosition);
        return RunInOrder(pass, arrays, chunks);
    }

    private static Partial RunInOrder<TPass>(in TPass pass, in Arrays arrays, Chunks chunks)
        where TPass : struct, IPass<TPass>
    {
        Partial total = default;
        for (int chunk = 0; chunk < chunks.Count; chunk++)
        {
            Partial partial = default;
            TPass.Run(pass, arrays, chunks.Start(chunk), chunks.End(chunk), ref partial);
            total.Add(partial);
        }

        return total;
    }
}
