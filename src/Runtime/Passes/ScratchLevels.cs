using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace LossGen.Passes;

/// <summary>A stack of rentals: an array for each level, which grows and stays.</summary>
internal sealed class ScratchLevels
{
    private const int Alignment = 64;

    private byte[]?[] _arrays = new byte[]?[2];
    private int _depth;

    /// <summary>The next level's memory, at least so many bytes, aligned to a cache line.</summary>
    internal ref byte Take(long bytes)
    {
        if (_depth == _arrays.Length)
            Array.Resize(ref _arrays, 2 * _depth);
        bytes += Alignment;
        byte[]? array = _arrays[_depth];
        if (array is null || array.Length < bytes)
            array = _arrays[_depth] = Grow(array, bytes);
        _depth++;

        // The array is pinned, so its alignment is settled.
        ref byte start = ref MemoryMarshal.GetArrayDataReference(array);
        return ref Unsafe.Add(ref start, Misalignment(ref start));
    }

    /// <summary>Gives the last level back.</summary>
    internal void Return() => _depth--;

    /// <summary>Grows to what another stack has above what it has lent: those who work together will need the same.</summary>
    internal void GrowLike(ScratchLevels other)
    {
        int above = other._arrays.Length - other._depth;
        if (_arrays.Length < above)
            Array.Resize(ref _arrays, above);
        for (int level = 0; level < above; level++)
        {
            int length = other._arrays[other._depth + level]?.Length ?? 0;
            if (length > (_arrays[level]?.Length ?? 0))
                _arrays[level] = GC.AllocateUninitializedArray<byte>(length, pinned: true);
        }
    }

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
