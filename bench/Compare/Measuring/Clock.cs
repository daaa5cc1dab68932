using System.Diagnostics;
using System.Runtime;
using System.Runtime.CompilerServices;

namespace LossGen.Bench.Measuring;

/// <summary>
/// Medians of contestants that take turns, so that what the machine does besides meets all of them.
/// </summary>
internal static class Clock
{
    // A short call is repeated until the clock's own 30 ns no longer matter.
    private const double LeastMicroseconds = 100;
    private const int MostRepeats = 1 << 14;
    private const int Attempts = 4;

    // A method is compiled again after thirty calls, to see which of its branches are taken, and after thirty more, for these branches:
    // what was called as often since the last compilation isn't compiled again.
    private const int LeastCalls = 40;

    // Where a contestant's stack is among its arrays decides what a short call takes: a load waits for a store to the same place of
    // another page, and a call of 12 ns takes up to 26 at every fourth place.
    private const int Page = 4096;
    private const int StackAlignment = 16;

    // A longer call goes through more memory than the caches hold, whoever went before it.
    private const double CachedMicroseconds = 10_000;

    // A call of a tenth of a second needs neither thirty rounds nor seven.
    private const double MostSeconds = 1;
    private const double MostWarmSeconds = 5;

    /// <summary>Past tiering; what was compiled before has no tiers.</summary>
    public static void Warm(Pace pace, IReadOnlyList<Func<double>> contestants, IReadOnlyList<Func<double>>? native = null)
    {
        long start = Stopwatch.GetTimestamp(), changed = start, compiled = 0;
        for (int call = 0, calls = 0; !IsWarm(calls); call++, calls++)
        {
            foreach (Func<double> contestant in contestants)
                contestant();
            if (call < pace.NativeCalls && Stopwatch.GetElapsedTime(start).TotalSeconds < MostSeconds)
            {
                foreach (Func<double> contestant in native ?? [])
                    contestant();
            }

            if (JitInfo.GetCompiledMethodCount() is var count && count != compiled)
                (compiled, changed, calls) = (count, Stopwatch.GetTimestamp(), 0);

            // The thread that compiles is not to wait for the processor.
            if (call % 4 == 0)
                Thread.Sleep(1);
        }

        bool IsWarm(int calls) => Stopwatch.GetElapsedTime(start).TotalMilliseconds >= pace.Warm
            && (calls >= LeastCalls && Stopwatch.GetElapsedTime(changed).TotalMilliseconds >= pace.Quiet || Stopwatch.GetElapsedTime(start).TotalSeconds > MostWarmSeconds);
    }

    /// <summary>Until the JIT has nothing to do: of a program's thousands of methods it compiles one after another again, and the contestants' after them.</summary>
    public static void Settle(Pace pace)
    {
        long before;
        do
        {
            before = JitInfo.GetCompiledMethodCount();
            Thread.Sleep((int)(5 * pace.Quiet));
        }
        while (JitInfo.GetCompiledMethodCount() != before);
    }

    /// <summary>
    /// Microseconds a call, of each, the managed contestants first; all are warmed before. Times in which something was compiled aren't taken: on a
    /// busy machine the thread that compiles again may be behind for longer than was waited.
    /// </summary>
    public static double[] Hold(Pace pace, IReadOnlyList<Func<double>> managed, IReadOnlyList<Func<double>> native, double seconds)
    {
        Warm(pace, managed, native);
        for (int attempt = 1; ; attempt++)
        {
            long compiled = JitInfo.GetCompiledMethodCount();
            double[] times = Interleaved([.. managed, .. native], seconds);
            if (attempt == Attempts || JitInfo.GetCompiledMethodCount() == compiled)
                return times;
        }
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

    /// <summary>
    /// Microseconds a call, of each. Every round in another order, and each after a call of its own that isn't timed: what a
    /// contestant finds in the caches is otherwise what the one before it left there. Every round at another place of the stack.
    /// </summary>
    private static double[] Interleaved(IReadOnlyList<Func<double>> contestants, double seconds)
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
                times[i].Add(TimeBelow(random.Next(Page / StackAlignment) * StackAlignment, contestants[i], repeats[i]));
            }
        }

        return [.. times.Select(Median)];
    }

    // The first calls after another contestant are slow: how many fill the time is known once they do.
    private static int Repeats(Func<double> contestant)
    {
        int repeats = 1;
        while (repeats < MostRepeats && Time(contestant, repeats) * repeats < LeastMicroseconds)
            repeats *= 2;
        return repeats;
    }

    /// <summary>The same with some bytes of the stack left free above.</summary>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    private static double TimeBelow(int bytes, Func<double> contestant, int repeats)
    {
        Span<byte> above = stackalloc byte[bytes];
        above.Fill(1);
        return Time(contestant, repeats);
    }

    // Not compiled by what is called: the contestant that came first would be inlined, and only that one.
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
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
