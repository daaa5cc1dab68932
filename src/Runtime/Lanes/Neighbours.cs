using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace LossGen.Lanes;

/// <summary>
/// A row shifted by one element, made of two of its lanes in registers: reading it back from memory at a shifted place would
/// wait for the stores that it straddles.
/// </summary>
internal static class Neighbours
{
    /// <summary>The elements one place below <paramref name="current"/>; the first comes from the lane below it.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static TLane Below<TLane, T>(TLane below, TLane current)
        where TLane : struct, ILane<TLane, T>
        where T : unmanaged
    {
        if (TLane.Count == 1)
            return below;
        if (Unsafe.SizeOf<TLane>() == 64)
        {
            if (Avx512F.IsSupported)
            {
                Vector512<int> low = Unsafe.BitCast<TLane, Vector512<int>>(below);
                Vector512<int> high = Unsafe.BitCast<TLane, Vector512<int>>(current);
                return Unsafe.BitCast<Vector512<int>, TLane>(Unsafe.SizeOf<T>() == 4
                    ? Avx512F.AlignRight32(high, low, 15)
                    : Avx512F.AlignRight64(high.AsInt64(), low.AsInt64(), 7).AsInt32());
            }
        }
        else if (Unsafe.SizeOf<TLane>() == 32)
        {
            if (Avx2.IsSupported)
            {
                Vector256<byte> low = Unsafe.BitCast<TLane, Vector256<byte>>(below);
                Vector256<byte> high = Unsafe.BitCast<TLane, Vector256<byte>>(current);
                Vector256<byte> middle = Avx2.Permute2x128(low, high, 0x21);
                return Unsafe.BitCast<Vector256<byte>, TLane>(Unsafe.SizeOf<T>() == 4
                    ? Avx2.AlignRight(high, middle, 12)
                    : Avx2.AlignRight(high, middle, 8));
            }
        }
        else
        {
            return Unsafe.SizeOf<T>() == 4
                ? Unsafe.BitCast<Vector128<int>, TLane>(
                    Vector128.Shuffle(Unsafe.BitCast<TLane, Vector128<int>>(current), Vector128.Create(0, 0, 1, 2))
                        .WithElement(0, Unsafe.BitCast<TLane, Vector128<int>>(below).GetElement(3)))
                : Unsafe.BitCast<Vector128<long>, TLane>(Vector128.Create(
                    Unsafe.BitCast<TLane, Vector128<long>>(below).GetElement(1),
                    Unsafe.BitCast<TLane, Vector128<long>>(current).GetElement(0)));
        }

        return ThroughMemory<TLane, T>(below, current, TLane.Count - 1);
    }

    /// <summary>The elements one place above <paramref name="current"/>; the last comes from the lane above it.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static TLane Above<TLane, T>(TLane current, TLane above)
        where TLane : struct, ILane<TLane, T>
        where T : unmanaged
    {
        if (TLane.Count == 1)
            return above;
        if (Unsafe.SizeOf<TLane>() == 64)
        {
            if (Avx512F.IsSupported)
            {
                Vector512<int> low = Unsafe.BitCast<TLane, Vector512<int>>(current);
                Vector512<int> high = Unsafe.BitCast<TLane, Vector512<int>>(above);
                return Unsafe.BitCast<Vector512<int>, TLane>(Unsafe.SizeOf<T>() == 4
                    ? Avx512F.AlignRight32(high, low, 1)
                    : Avx512F.AlignRight64(high.AsInt64(), low.AsInt64(), 1).AsInt32());
            }
        }
        else if (Unsafe.SizeOf<TLane>() == 32)
        {
            if (Avx2.IsSupported)
            {
                Vector256<byte> low = Unsafe.BitCast<TLane, Vector256<byte>>(current);
                Vector256<byte> high = Unsafe.BitCast<TLane, Vector256<byte>>(above);
                Vector256<byte> middle = Avx2.Permute2x128(low, high, 0x21);
                return Unsafe.BitCast<Vector256<byte>, TLane>(Unsafe.SizeOf<T>() == 4
                    ? Avx2.AlignRight(middle, low, 4)
                    : Avx2.AlignRight(middle, low, 8));
            }
        }
        else
        {
            return Unsafe.SizeOf<T>() == 4
                ? Unsafe.BitCast<Vector128<int>, TLane>(
                    Vector128.Shuffle(Unsafe.BitCast<TLane, Vector128<int>>(current), Vector128.Create(1, 2, 3, 3))
                        .WithElement(3, Unsafe.BitCast<TLane, Vector128<int>>(above).GetElement(0)))
                : Unsafe.BitCast<Vector128<long>, TLane>(Vector128.Create(
                    Unsafe.BitCast<TLane, Vector128<long>>(current).GetElement(1),
                    Unsafe.BitCast<TLane, Vector128<long>>(above).GetElement(0)));
        }

        return ThroughMemory<TLane, T>(current, above, 1);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static unsafe TLane ThroughMemory<TLane, T>(TLane low, TLane high, int start)
        where TLane : struct, ILane<TLane, T>
        where T : unmanaged
    {
        T* both = stackalloc T[2 * TLane.Count];
        TLane.Store(low, ref *both, 0);
        TLane.Store(high, ref *both, TLane.Count);
        return TLane.Load(ref *both, start);
    }
}
