using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace LossGen.Lanes;

/// <summary>
/// Rows on their way to memory: written past the caches where the whole output is larger than they are, as nobody reads it
/// there soon, and a line that is written whole needn't be read first.
/// </summary>
internal static unsafe class Streaming
{
    /// <summary>Writes <paramref name="source"/> · <paramref name="factor"/>.</summary>
    internal static void Scaled<TLane, T>(T* source, T factor, T* destination, int length, bool streaming)
        where TLane : struct, ILane<TLane, T>
        where T : unmanaged
    {
        TLane factors = TLane.Broadcast(factor);
        nint at = 0;
        if (streaming && length >= 2 * TLane.Count)
        {
            // Up to a whole lane's boundary in memory.
            nint misaligned = (nint)destination & (Unsafe.SizeOf<TLane>() - 1);
            if (misaligned != 0)
            {
                at = (Unsafe.SizeOf<TLane>() - misaligned) / Unsafe.SizeOf<T>();
                TLane.Store(TLane.Load(ref *source, 0) * factors, ref *destination, 0);
            }

            for (; at <= length - TLane.Count; at += TLane.Count)
                Store<TLane, T>(TLane.Load(ref *source, at) * factors, destination + at);
        }
        else
        {
            for (; at <= length - TLane.Count; at += TLane.Count)
                TLane.Store(TLane.Load(ref *source, at) * factors, ref *destination, at);
        }

        int rest = length - (int)at;
        if (rest > 0)
            TLane.Store(TLane.Load(ref *source, at, rest) * factors, ref *destination, at, rest);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Store<TLane, T>(TLane value, T* destination)
        where TLane : struct, ILane<TLane, T>
        where T : unmanaged
    {
        if (TLane.Count == 1)
            TLane.Store(value, ref *destination, 0);
        else if (Unsafe.SizeOf<TLane>() == 64)
            Unsafe.BitCast<TLane, Vector512<T>>(value).StoreAlignedNonTemporal(destination);
        else if (Unsafe.SizeOf<TLane>() == 32)
            Unsafe.BitCast<TLane, Vector256<T>>(value).StoreAlignedNonTemporal(destination);
        else
            Unsafe.BitCast<TLane, Vector128<T>>(value).StoreAlignedNonTemporal(destination);
    }
}
