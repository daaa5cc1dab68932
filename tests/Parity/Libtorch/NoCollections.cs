using System.Runtime;

namespace LossGen.Parity.Tests.Libtorch;

/// <summary>
/// Runs calls of libtorch while the collector rests: TorchSharp hands native code the handle of a Scalar that nothing refers
/// to any more, the factor 1 of every sum among them, and a collection at that moment frees it under the callee's hands.
/// </summary>
internal static class NoCollections
{
    private const long Budget = 200L << 20;

    private static readonly Lock s_alone = new();
    private static long s_allocatedBefore;

    /// <param name="work">What may allocate a quarter of the budget at most.</param>
    public static T Run<T>(Func<T> work)
    {
        lock (s_alone)
        {
            bool isResting = GCSettings.LatencyMode == GCLatencyMode.NoGCRegion;
            if (isResting && GC.GetTotalAllocatedBytes() - s_allocatedBefore > Budget / 2)
            {
                GC.EndNoGCRegion();
                isResting = false;
            }

            if (!isResting)
            {
                GC.TryStartNoGCRegion(Budget);
                s_allocatedBefore = GC.GetTotalAllocatedBytes();
            }

            return work();
        }
    }
}
