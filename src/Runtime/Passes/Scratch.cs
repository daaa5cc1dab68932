using System.ComponentModel;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace LossGen.Passes;

/// <summary>
/// Memory for a while, kept per thread that calls: what a definition over an axis needs, or one number per sample between two
/// passes. A kernel asks once, for all its buffers together.
/// </summary>
/// <remarks>
/// Rentals of one thread are a stack, because a member may hold one while the pass it runs on the same thread asks for
/// another: <c>using</c> returns them in order. The contents are arbitrary. A thread that helps with a call rents from what
/// the caller keeps for it: threads of the pool come and go, and each would allocate anew.
/// </remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class Scratch
{
    [ThreadStatic]
    private static ScratchLevels? t_levels;

    /// <summary>Rents room for <paramref name="length"/> elements, aligned to a cache line.</summary>
    /// <exception cref="OutOfMemoryException">They are more than an array can hold.</exception>
    public static Rental<T> Rent<T>(nint length)
        where T : unmanaged
    {
        if (length is < 0 or > int.MaxValue)
            throw new OutOfMemoryException($"{length} elements of scratch memory for one call are more than an array can hold.");
        ScratchLevels levels = t_levels ??= new();
        ref byte start = ref levels.Take((long)length * Unsafe.SizeOf<T>());
        return new Rental<T>(MemoryMarshal.CreateSpan(ref Unsafe.As<byte, T>(ref start), (int)length));
    }

    internal static void Return() => t_levels!.Return();

    /// <summary>What the calling thread rents from, if it ever did.</summary>
    internal static ScratchLevels? Current => t_levels;

    /// <summary>Lets the calling thread rent from other memory, and returns what it rented from before.</summary>
    internal static ScratchLevels? Exchange(ScratchLevels? levels)
    {
        ScratchLevels? before = t_levels;
        t_levels = levels;
        return before;
    }
}
