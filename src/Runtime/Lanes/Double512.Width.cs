using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using LossGen.Numerics;

namespace LossGen.Lanes;

/// <content>What 512 bits do in their own way.</content>
public readonly partial struct Double512
{
    /// <inheritdoc/>
    public static int Count => 8;

    private static Vector512<double> Iota
    {
        // Too long for the inliner to take by itself; and a call saves every vector around it.
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => Vector512.Create(0d, 1d, 2d, 3d, 4d, 5d, 6d, 7d);
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Double512 Indices(nint start) => new(Vector512.Create((double)start) + Iota);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Double512 First(int count) => new(Vector512.LessThan(Iota, Vector512.Create((double)count)));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Double512 Select(Double512 mask, Double512 whenTrue, Double512 whenFalse) =>
        new(Vector512.ConditionalSelect(mask._v, whenTrue._v, whenFalse._v));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Double512 Load(ref readonly double source, nint index) =>
        new(Vector512.LoadUnsafe(in source, (nuint)index));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(Double512 value, ref double destination, nint index) =>
        value._v.StoreUnsafe(ref destination, (nuint)index);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static unsafe Double512 Load(ref readonly double source, nint index, int count)
    {
#if NET10_0_OR_GREATER
        if (Avx512F.IsSupported)
        {
            fixed (double* start = &Unsafe.Add(ref Unsafe.AsRef(in source), index))
                return new(Avx512F.MaskLoad(start, First(count)._v, Vector512<double>.Zero));
        }
#endif
        return count <= 4
            ? new(Vector512.Create(Double256.Load(in source, index, count).AsVector(), Vector256<double>.Zero))
            : new(Vector512.Create(
                Double256.Load(in source, index).AsVector(),
                Double256.Load(in source, index + 4, count - 4).AsVector()));
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static unsafe void Store(Double512 value, ref double destination, nint index, int count)
    {
#if NET10_0_OR_GREATER
        if (Avx512F.IsSupported)
        {
            fixed (double* start = &Unsafe.Add(ref destination, index))
                Avx512F.MaskStore(start, First(count)._v, value._v);
            return;
        }
#endif
        if (count <= 4)
        {
            Double256.Store(new(value._v.GetLower()), ref destination, index, count);
            return;
        }

        Double256.Store(new(value._v.GetLower()), ref destination, index);
        Double256.Store(new(value._v.GetUpper()), ref destination, index + 4, count - 4);
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool Any(Double512 mask) => Vector512.ExtractMostSignificantBits(mask._v) != 0;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Double512 Floor(Double512 value) =>
        Avx512F.IsSupported ? new(Vector512.Floor(value._v)) : new(Rounding.Floor(value._v));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Double512 Round(Double512 value) =>
        Avx512F.IsSupported ? new(Avx512F.RoundScale(value._v, 0x08)) : new(Rounding.Round(value._v));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double Sum(Double512 value) =>
        Double256.Sum(new(value._v.GetLower() + value._v.GetUpper()));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Double512 ProductAcross(Double512 value) =>
        Twice(Double256.ProductAcross(new(value._v.GetLower() * value._v.GetUpper())));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Double512 MaxAcross(Double512 value) =>
        Twice(Double256.MaxAcross(Double256.Max(new(value._v.GetLower()), new(value._v.GetUpper()))));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Double512 MinAcross(Double512 value) =>
        Twice(Double256.MinAcross(Double256.Min(new(value._v.GetLower()), new(value._v.GetUpper()))));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Double512 Twice(Double256 half) => new(Vector512.Create(half.AsVector(), half.AsVector()));
}
