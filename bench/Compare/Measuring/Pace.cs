namespace LossGen.Bench.Measuring;

/// <summary>How long a run takes its time.</summary>
/// <param name="Warm">Milliseconds of calls before the clock is started, at least.</param>
/// <param name="Quiet">Milliseconds of them in which the JIT has had nothing to do.</param>
/// <param name="NativeCalls">Calls of those that have no JIT.</param>
/// <param name="Short">Seconds of a contest of fewer than ten thousand elements.</param>
/// <param name="Long">Seconds of another.</param>
/// <param name="Allocating">Seconds that allocated bytes are counted for, if a thousand calls take longer.</param>
internal sealed record Pace(double Warm, double Quiet, int NativeCalls, double Short, double Long, double Allocating)
{
    // Warm twice as long as a compilation is waited for: code is compiled again after 30 calls, on another thread, at first only
    // to see which of its branches are taken. What that thread has still to compile may be the contestants' code.
    public static readonly Pace Full = new(Warm: 400, Quiet: 100, NativeCalls: 64, Short: 0.08, Long: 0.25, Allocating: 1);

    public static readonly Pace Quick = new(Warm: 100, Quiet: 60, NativeCalls: 3, Short: 0.05, Long: 0.1, Allocating: 0.05);
}
