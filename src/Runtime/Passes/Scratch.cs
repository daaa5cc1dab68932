using System.ComponentModel;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace LossGen.Passes;

/// <summary>
/// Memory for a while, kept per thread: what a definition over an axis needs, or one number per sample between two passes.
/// A kernel asks once, for all its buffers together.
/// </summary>
/// <remarks>
/// Rentals of one thread are a stack, because a member may hold one while the pass it runs on the same thread asks for
/// another: <c>using</c> returns them in order. The contents are arbitrary.
/// </remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class Scratch
{
    private const int Alignment = 64;

    [ThreadStatic]
    private static byte[]?[]? t_levels;

    [ThreadStatic]
    private static int t_depth;

    /// <summary>Rents room for <paramref name="length"/> elements, aligned to a cache line.</summary>
    public static Rental<T> Rent<T>(int length)
        where T : unmanaged
    {
        byte[]?[] levels = t_levels ??= new byte[]?[2];
        int depth = t_depth;
        if (depth == levels.Length)
        {
            Array.Resize(ref levels, 2 * depth);
            t_levels = levels;
        }

        long bytes = (long)length * Unsafe.SizeOf<T>() + Alignment;
        byte[]? level = levels[depth];
        if (level is null || level.Length < bytes)
            level = levels[depth] = Grow(level, bytes);

        t_depth = depth + 1;

        // The array is pinned, so its alignment is settled.
        ref byte start = ref MemoryMarshal.GetArrayDataReference(level);
        nint skip = Misalignment(ref start);
        return new Rental<T>(MemoryMarshal.CreateSpan(ref Unsafe.As<byte, T>(ref Unsafe.Add(ref start, skip)), length));
    }

    internal static void Return() => t_depth--;

    private static unsafe nint Misalignment(ref byte start) => -(nint)Unsafe.AsPointer(ref start) & (Alignment - 1);

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static byte[] Grow(byte[]? present, long bytes)
    {
        // Doubling, so that slowly growing batches don't allocate on every call.
        long size = Math.Min(Math.Max(bytes, 2L * (present?.Length ?? 512)), Array.MaxLength);
        if (size < bytes)
            throw new OutOfMemoryException($"{bytes} bytes of scratch memory for one call are more than an array can hold.");
        return GC.AllocateUninitializedArray<byte>((int)size, pinned: true);
    }
}
