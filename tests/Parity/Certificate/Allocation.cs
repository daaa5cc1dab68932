namespace LossGen.Parity.Tests.Certificate;

/// <summary>What a call leaves to the collector.</summary>
internal static class Allocation
{
    private const int Calls = 100;
    private const int Attempts = 12;

    /// <summary>The bytes of a hundred calls on this thread, after a first one.</summary>
    public static long Of(Action invoke)
    {
        invoke();

        // A collection that another thread asks for moves the count too; a call that allocates does so every time.
        long least = long.MaxValue;
        for (int attempt = 0; attempt < Attempts && least > 0; attempt++)
        {
            long before = GC.GetAllocatedBytesForCurrentThread();
            for (int repetition = 0; repetition < Calls; repetition++)
                invoke();
            least = Math.Min(least, GC.GetAllocatedBytesForCurrentThread() - before);
        }

        return least;
    }
}
