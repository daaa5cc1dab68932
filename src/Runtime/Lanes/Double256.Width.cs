using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using LossGen.Numerics;

namespace LossGen.Lanes;

/// <content>What 256 bits do in their own way.</content>
public readonly partial struct Double256
{
    /// <inheritdoc/>
    public static int Count => 4;

    private static Vector256<double> Iota
    {
        // Too long for the inliner to take by itself; and a call saves every vector around it.
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => Vector256.Create(0d, 1d, 2d, 3d);
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Double256 Indices(nint start) => new(Vector256.Create((double)start) + Iota);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Double256 First(int count) => new(Vector256.LessThan(Iota, Vector256.Create((double)count)));

    /// <inheritdoc/>
    /// <remarks>By the instruction for masks that hold for whole elements: the bitwise one is three.</remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Double256 Select(Double256 mask, Double256 whenTrue, Double256 whenFalse) => new(Avx.IsSupported
        ? Avx.BlendVariable(whenFalse._v, whenTrue._v, mask._v)
        : Vector256.ConditionalSelect(mask._v, whenTrue._v, whenFalse._v));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Double256 Load(ref readonly double source, nint index) =>
        new(Vector256.LoadUnsafe(in source, (nuint)index));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(Double256 value, ref double destination, nint index) =>
        value._v.StoreUnsafe(ref destination, (nuint)index);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static unsafe Double256 Load(ref readonly double source, nint index, int count)
    {
        if (Avx.IsSupported)
        {
            fixed (double* start = &Unsafe.Add(ref Unsafe.AsRef(in source), index))
                return new(Avx.MaskLoad(start, First(count)._v));
        }

        return count <= 2
            ? new(Vector256.Create(Double128.Load(in source, index, count).AsVector(), Vector128<double>.Zero))
            : new(Vector256.Create(
                Double128.Load(in source, index).AsVector(),
                Double128.Load(in source, index + 2, count - 2).AsVector()));
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static unsafe void Store(Double256 value, ref double destination, nint index, int count)
    {
#if NET10_0_OR_GREATER
        if (Avx512F.VL.IsSupported)
        {
            fixed (double* start = &Unsafe.Add(ref destination, index))
                Avx512F.VL.MaskStore(start, First(count)._v, value._v);
            return;
        }
#endif
        if (Avx.IsSupported)
        {
            fixed (double* start = &Unsafe.Add(ref destination, index))
                Avx.MaskStore(start, First(count)._v, value._v);
            return;
        }

        if (count <= 2)
        {
            Double128.Store(new(value._v.GetLower()), ref destination, index, count);
            return;
        }

        Double128.Store(new(value._v.GetLower()), ref destination, index);
        Double128.Store(new(value._v.GetUpper()), ref destination, index + 2, count - 2);
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool Any(Double256 mask) => Vector256.ExtractMostSignificantBits(mask._v) != 0;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Double256 Floor(Double256 value) =>
        Avx.IsSupported ? new(Avx.Floor(value._v)) : new(Rounding.Floor(value._v));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Double256 Round(Double256 value) =>
        Avx.IsSupported ? new(Avx.RoundToNearestInteger(value._v)) : new(Rounding.Round(value._v));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double Sum(Double256 value) =>
        Double128.Sum(new(value._v.GetLower() + value._v.GetUpper()));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Double256 ProductAcross(Double256 value) =>
        Twice(Double128.ProductAcross(new(value._v.GetLower() * value._v.GetUpper())));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Double256 MaxAcross(Double256 value) =>
        Twice(Double128.MaxAcross(Double128.Max(new(value._v.GetLower()), new(value._v.GetUpper()))));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Double256 MinAcross(Double256 value) =>
        Twice(Double128.MinAcross(Double128.Min(new(value._v.GetLower()), new(value._v.GetUpper()))));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Double256 Twice(Double128 half) => new(Vector256.Create(half.AsVector(), half.AsVector()));
}
