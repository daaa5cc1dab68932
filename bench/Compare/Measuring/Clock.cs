using System.Diagnostics;
using System.Runtime;

namespace LossGen.Bench.Measuring;

/// <summary>Medians of contestants that take turns, so that what the machine does besides meets all of them.</summary>
internal static class Clock
{
    // A short call is repeated until the clock's own 30 ns no longer matter.
    private const double LeastMicroseconds = 100;
    private const int MostRepeats = 1 << 14;
    private const int Attempts = 4;

    // A longer call goes through more memory than the caches hold, whoever went before it.
    private const double CachedMicroseconds = 10_000;

    // A call of a tenth of a second needs neither thirty rounds nor seven.
    private const double MostSeconds = 1;

    /// <summary>Past tiering; what was compiled before has no tiers.</summary>
    public static void Warm(Pace pace, IReadOnlyList<Func<double>> contestants, IReadOnlyList<Func<double>>? native = null)
    {
        long start = Stopwatch.GetTimestamp(), changed = start, compiled = 0;
        for (int call = 0; !IsWarm(call) && Stopwatch.GetElapsedTime(start).TotalSeconds < 3 * MostSeconds; call++)
        {
            foreach (Func<double> contestant in call < pace.NativeCalls ? contestants.Concat(native ?? []) : contestants)
                contestant();
            if (JitInfo.GetCompiledMethodCount() is var count && count != compiled)
                (compiled, changed) = (count, Stopwatch.GetTimestamp());
        }

        bool IsWarm(int call) => call >= 64
            && Stopwatch.GetElapsedTime(start).TotalMilliseconds >= pace.Warm && Stopwatch.GetElapsedTime(changed).TotalMilliseconds >= pace.Quiet;
    }

    /// <summary>Until the JIT has nothing to do.</summary>
    public static void Settle(Pace pace) => Warm(pace, [() => { Thread.Sleep(1); return 0; }]);

    /// <summary>
    /// Microseconds a call, of each. Every round in another order, and each after a call of its own that isn't timed: what a
    /// contestant finds in the caches is otherwise what the one before it left there.
    /// </summary>
    public static double[] Interleaved(IReadOnlyList<Func<double>> contestants, double seconds)
    {
        int[] repeats = [.. contestants.Select(Repeats)];
        List<double>[] times = [.. contestants.Select(_ => new List<double>())];
        int[] order = [.. Enumerable.Range(0, contestants.Count)];
        var random = new Random(1);
        long start = Stopwatch.GetTimestamp();
        for (int round = 0; round < 301; round++)
        {
            double elapsed = Stopwatch.GetElapsedTime(start).TotalSeconds;
            if (elapsed > seconds && round >= 7 || elapsed > 3 * MostSeconds && round >= 6)
                break;
            random.Shuffle(order);
            foreach (int i in order)
            {
                if (times[i].Count == 0 || times[i][^1] < CachedMicroseconds)
                    contestants[i]();
                times[i].Add(Time(contestants[i], repeats[i]));
            }
        }

        return [.. times.Select(Median)];
    }

    /// <summary>Microseconds a call in a run of consecutive calls, as two threads need it: they are awake, and nobody else is.</summary>
    public static double Consecutive(Pace pace, Func<double> contestant, double seconds)
    {
        Warm(pace, [contestant]);
        return Interleaved([contestant], seconds)[0];
    }

    /// <summary>
    /// Bytes that a thousand calls allocate on all threads, or as many as there is time for: the least of some attempts, for what
    /// another thread allocates meanwhile counts too, and a call that allocates does so every time.
    /// </summary>
    public static long Allocated(Pace pace, Func<double> contestant)
    {
        contestant();
        long least = long.MaxValue;
        for (int attempt = 0; attempt < Attempts && least > 0; attempt++)
        {
            long start = Stopwatch.GetTimestamp();
            long before = GC.GetTotalAllocatedBytes(true);
            for (int call = 0; call < 1000 && Stopwatch.GetElapsedTime(start).TotalSeconds < pace.Allocating; call++)
                contestant();
            least = Math.Min(least, GC.GetTotalAllocatedBytes(true) - before);
        }

        return least;
    }

    // The first calls after another contestant are slow: how many fill the time is known once they do.
    private static int Repeats(Func<double> contestant)
    {
        int repeats = 1;
        while (repeats < MostRepeats && Time(contestant, repeats) * repeats < LeastMicroseconds)
            repeats *= 2;
        return repeats;
    }

    private static double Time(Func<double> contestant, int repeats)
    {
        long start = Stopwatch.GetTimestamp();
        for (int repeat = 0; repeat < repeats; repeat++)
            contestant();
        return Stopwatch.GetElapsedTime(start).TotalMicroseconds / repeats;
    }

    private static double Median(List<double> times)
    {
        times.Sort();
        return times[times.Count / 2];
    }
}
