using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.Arm;
using System.Runtime.Intrinsics.X86;

namespace LossGen.Lanes;

/// <summary>Two lanes as one whose elements come from them in turn: the halves of that, each a lane.</summary>
internal static class Interleaving
{
    /// <summary>Whether the machine interleaves in registers.</summary>
    internal static bool IsSupported<TLane>() => Unsafe.SizeOf<TLane>() switch
    {
        64 => Avx512F.IsSupported,
        32 => Avx2.IsSupported,
        _ => Sse2.IsSupported || AdvSimd.Arm64.IsSupported,
    };

    /// <summary>first[0], second[0], first[1], second[1], … as far as they fill a lane.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static TLane Low<TLane, T>(TLane first, TLane second)
        where TLane : struct, ILane<TLane, T>
        where T : unmanaged
    {
        if (Unsafe.SizeOf<TLane>() == 64)
        {
            return Unsafe.SizeOf<T>() == 4
                ? Unsafe.BitCast<Vector512<int>, TLane>(Avx512F.PermuteVar16x32x2(
                    Unsafe.BitCast<TLane, Vector512<int>>(first),
                    Vector512.Create(0, 16, 1, 17, 2, 18, 3, 19, 4, 20, 5, 21, 6, 22, 7, 23),
                    Unsafe.BitCast<TLane, Vector512<int>>(second)))
                : Unsafe.BitCast<Vector512<long>, TLane>(Avx512F.PermuteVar8x64x2(
                    Unsafe.BitCast<TLane, Vector512<long>>(first),
                    Vector512.Create(0L, 8, 1, 9, 2, 10, 3, 11),
                    Unsafe.BitCast<TLane, Vector512<long>>(second)));
        }

        if (Unsafe.SizeOf<TLane>() == 32)
            return Half<TLane, T>(first, second, isHigh: false);
        return Unsafe.BitCast<Vector128<T>, TLane>(Low(Unsafe.BitCast<TLane, Vector128<T>>(first), Unsafe.BitCast<TLane, Vector128<T>>(second)));
    }

    /// <summary>What <see cref="Low{TLane, T}(TLane, TLane)"/> leaves.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static TLane High<TLane, T>(TLane first, TLane second)
        where TLane : struct, ILane<TLane, T>
        where T : unmanaged
    {
        if (Unsafe.SizeOf<TLane>() == 64)
        {
            return Unsafe.SizeOf<T>() == 4
                ? Unsafe.BitCast<Vector512<int>, TLane>(Avx512F.PermuteVar16x32x2(
                    Unsafe.BitCast<TLane, Vector512<int>>(first),
                    Vector512.Create(8, 24, 9, 25, 10, 26, 11, 27, 12, 28, 13, 29, 14, 30, 15, 31),
                    Unsafe.BitCast<TLane, Vector512<int>>(second)))
                : Unsafe.BitCast<Vector512<long>, TLane>(Avx512F.PermuteVar8x64x2(
                    Unsafe.BitCast<TLane, Vector512<long>>(first),
                    Vector512.Create(4L, 12, 5, 13, 6, 14, 7, 15),
                    Unsafe.BitCast<TLane, Vector512<long>>(second)));
        }

        if (Unsafe.SizeOf<TLane>() == 32)
            return Half<TLane, T>(first, second, isHigh: true);
        return Unsafe.BitCast<Vector128<T>, TLane>(High(Unsafe.BitCast<TLane, Vector128<T>>(first), Unsafe.BitCast<TLane, Vector128<T>>(second)));
    }

    // The instructions of 256 bits stay inside their halves.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TLane Half<TLane, T>(TLane first, TLane second, bool isHigh)
        where TLane : struct
    {
        Vector256<int> a = Unsafe.BitCast<TLane, Vector256<int>>(first), b = Unsafe.BitCast<TLane, Vector256<int>>(second);
        Vector256<int> low = Unsafe.SizeOf<T>() == 4 ? Avx2.UnpackLow(a, b) : Avx2.UnpackLow(a.AsInt64(), b.AsInt64()).AsInt32();
        Vector256<int> high = Unsafe.SizeOf<T>() == 4 ? Avx2.UnpackHigh(a, b) : Avx2.UnpackHigh(a.AsInt64(), b.AsInt64()).AsInt32();
        return Unsafe.BitCast<Vector256<int>, TLane>(isHigh ? Avx2.Permute2x128(low, high, 0x31) : Avx2.Permute2x128(low, high, 0x20));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<T> Low<T>(Vector128<T> a, Vector128<T> b)
    {
        if (AdvSimd.Arm64.IsSupported)
            return Unsafe.SizeOf<T>() == 4 ? AdvSimd.Arm64.ZipLow(a.AsInt32(), b.AsInt32()).As<int, T>() : AdvSimd.Arm64.ZipLow(a.AsInt64(), b.AsInt64()).As<long, T>();
        return Unsafe.SizeOf<T>() == 4 ? Sse2.UnpackLow(a.AsInt32(), b.AsInt32()).As<int, T>() : Sse2.UnpackLow(a.AsInt64(), b.AsInt64()).As<long, T>();
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<T> High<T>(Vector128<T> a, Vector128<T> b)
    {
        if (AdvSimd.Arm64.IsSupported)
            return Unsafe.SizeOf<T>() == 4 ? AdvSimd.Arm64.ZipHigh(a.AsInt32(), b.AsInt32()).As<int, T>() : AdvSimd.Arm64.ZipHigh(a.AsInt64(), b.AsInt64()).As<long, T>();
        return Unsafe.SizeOf<T>() == 4 ? Sse2.UnpackHigh(a.AsInt32(), b.AsInt32()).As<int, T>() : Sse2.UnpackHigh(a.AsInt64(), b.AsInt64()).As<long, T>();
    }
}
