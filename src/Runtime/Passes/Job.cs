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
/// <para>Each thread begins with a run of chunks of its own, then helps with those of the others: neighbouring positions may
/// share a line of the cache, which two threads would take from each other with every frame (1.4 times from a second core
/// where it is now 1.8).</para>
/// <para>After a failure only chunks before it are still run: the failure that is reported, that of the first failing chunk,
/// doesn't depend on the number of threads either.</para>
/// </remarks>
internal sealed unsafe class Job<TPass, TCall> : IThreadPoolWorkItem
    where TPass : struct, IPass<TCall>
    where TCall : struct
{
    private const int Apart = 16;

    [ThreadStatic]
    private static Job<TPass, TCall>? t_own;

    private TCall _call;
    private Starts _starts;
    private Chunks _chunks;
    private Partial* _partials;

    // The next chunk of each run, a line of the cache apart.
    private readonly int[] _next = new int[Chunks.Most * Apart];
    private int _runs;
    private ScratchLevels[] _scratch = [];
    private int _seats;
    private int _departed;
    private int _queued;
    private bool _busy;

    private readonly object _failing = new();
    private ExceptionDispatchInfo? _failure;
    private int _firstFailed;

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
        _firstFailed = int.MaxValue;
        _runs = helpers + 1;
        for (int run = 0; run < _runs; run++)
            _next[run * Apart] = Start(run);
        while (_scratch.Length < helpers)
            _scratch = [.. _scratch, new()];
        Volatile.Write(ref _seats, helpers);
        try
        {
            for (int missing = helpers - Volatile.Read(ref _queued); missing > 0; missing--)
            {
                Interlocked.Increment(ref _queued);
                ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: false);
            }

            Work(0);
        }
        finally
        {
            int seated = helpers - Math.Max(0, Interlocked.Exchange(ref _seats, 0));
            SpinWait spin = default;
            while (Volatile.Read(ref _departed) != seated)
                spin.SpinOnce();
        }

        // Whoever came too late this time will be in time another, and nothing is to be allocated then.
        if (Scratch.Current is { } levels)
        {
            for (int seat = 0; seat < helpers; seat++)
                _scratch[seat].GrowLike(levels);
        }
    }

    void IThreadPoolWorkItem.Execute()
    {
        Interlocked.Decrement(ref _queued);
        int seat = Interlocked.Decrement(ref _seats);
        if (seat < 0)
            return;

        ScratchLevels? own = Scratch.Exchange(_scratch[seat]);
        Work(seat + 1);
        Scratch.Exchange(own);
        Interlocked.Increment(ref _departed);
    }

    /// <summary>The first chunk of a run.</summary>
    private int Start(int run) => run * _chunks.Count / _runs;

    private void Work(int own)
    {
        Arrays arrays = Arrays.At(_starts);
        for (int k = 0; k < _runs; k++)
        {
            int run = (own + k) % _runs;
            int end = Start(run + 1);
            int chunk;
            while ((chunk = Interlocked.Increment(ref _next[run * Apart]) - 1) < end && chunk < Volatile.Read(ref _firstFailed))
                Work(chunk, arrays);
        }
    }

    private void Work(int chunk, in Arrays arrays)
    {
        Partial partial = default;
        try
        {
            TPass.Run(_call, arrays, _chunks.Start(chunk), _chunks.End(chunk), ref partial);
            _partials[chunk] = partial;
        }
        catch (Exception exception)
        {
            Fail(chunk, exception);
        }
    }

    private void Fail(int chunk, Exception exception)
    {
        lock (_failing)
        {
            if (chunk < _firstFailed)
            {
                _failure = ExceptionDispatchInfo.Capture(exception);
                Volatile.Write(ref _firstFailed, chunk);
            }
        }
    }
}
