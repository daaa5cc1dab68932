using System.Runtime.ExceptionServices;

namespace LossGen.Passes;

/// <summary>
/// The call that a thread is sharing with the thread pool. Each thread that calls keeps one for all its calls, so that
/// sharing allocates once.
/// </summary>
/// <remarks>
/// <para>The job itself is the work item, queued once per thread that may help. An item can leave the queue long after its
/// call returned, in the middle of a later call or between two. So a helper first takes a seat; seats exist only while a
/// call runs. The caller takes part, then withdraws the free seats and waits until those who sat have left: after that
/// nobody reads the job, its stack or its pinned arrays, and the next call may rewrite them.</para>
/// <para>Chunks are claimed in order, so when one fails all before it have been claimed: the failure that is reported, that
/// of the first failing chunk, doesn't depend on the number of threads either.</para>
/// </remarks>
internal sealed unsafe class Job<TPass, TCall> : IThreadPoolWorkItem
    where TPass : struct, IPass<TCall>
    where TCall : struct
{
    [ThreadStatic]
    private static Job<TPass, TCall>? t_own;

    private TCall _call;
    private Starts _starts;
    private Chunks _chunks;
    private Partial* _partials;

    private int _unclaimed;
    private int _seats;
    private int _departed;
    private int _queued;
    private bool _busy;

    private readonly object _failing = new();
    private ExceptionDispatchInfo? _failure;
    private int _failedChunk;

    private Job()
    {
    }

    /// <summary>
    /// Runs all chunks, their partials into <paramref name="partials"/>, with at most <paramref name="helpers"/> threads
    /// beside the calling one. Whether it did: not if the calling thread is already in such a call, of which this one is a
    /// part.
    /// </summary>
    internal static bool TryRun(in TCall call, in Arrays arrays, Chunks chunks, Partial* partials, int helpers)
    {
        Job<TPass, TCall> job = t_own ??= new();
        if (job._busy)
            return false;

        job._busy = true;
        job._call = call;
        job._chunks = chunks;
        job._partials = partials;
        try
        {
            arrays.RunPinned(job, helpers);
        }
        finally
        {
            job._call = default;
            job._busy = false;
        }

        ExceptionDispatchInfo? failure = job._failure;
        job._failure = null;
        failure?.Throw();
        return true;
    }

    /// <summary>Called back by <see cref="Arrays.RunPinned"/> while the arrays don't move.</summary>
    internal void Run(in Starts starts, int helpers)
    {
        _starts = starts;
        _departed = 0;
        Volatile.Write(ref _unclaimed, _chunks.Count);
        Volatile.Write(ref _seats, helpers);
        try
        {
            for (int missing = helpers - Volatile.Read(ref _queued); missing > 0; missing--)
            {
                Interlocked.Increment(ref _queued);
                ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: false);
            }

            Work();
        }
        finally
        {
            int seated = helpers - Math.Max(0, Interlocked.Exchange(ref _seats, 0));
            SpinWait spin = default;
            while (Volatile.Read(ref _departed) != seated)
                spin.SpinOnce();
        }
    }

    void IThreadPoolWorkItem.Execute()
    {
        Interlocked.Decrement(ref _queued);
        if (Interlocked.Decrement(ref _seats) < 0)
            return;

        Work();
        Interlocked.Increment(ref _departed);
    }

    private void Work()
    {
        Arrays arrays = Arrays.At(_starts);
        Chunks chunks = _chunks;
        int left;
        while ((left = Interlocked.Decrement(ref _unclaimed)) >= 0)
        {
            int chunk = chunks.Count - 1 - left;
            Partial partial = default;
            try
            {
                TPass.Run(_call, arrays, chunks.Start(chunk), chunks.End(chunk), ref partial);
                _partials[chunk] = partial;
            }
            catch (Exception exception)
            {
                Fail(chunk, exception);
            }
        }
    }

    private void Fail(int chunk, Exception exception)
    {
        lock (_failing)
        {
            if (_failure is null || chunk < _failedChunk)
            {
                _failure = ExceptionDispatchInfo.Capture(exception);
                _failedChunk = chunk;
            }
        }

        Volatile.Write(ref _unclaimed, 0);
    }
}
