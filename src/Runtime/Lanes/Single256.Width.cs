using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using LossGen.Numerics;

namespace LossGen.Lanes;

/// <content>What 256 bits do in their own way.</content>
public readonly partial struct Single256
{
    /// <inheritdoc/>
    public static int Count => 8;

    private static Vector256<float> Iota
    {
        // Too long for the inliner to take by itself; and a call saves every vector around it.
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => Vector256.Create(0f, 1f, 2f, 3f, 4f, 5f, 6f, 7f);
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Single256 Indices(nint start) => new(Vector256.Create((float)start) + Iota);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Single256 First(int count) => new(Vector256.LessThan(Iota, Vector256.Create((float)count)));

    /// <inheritdoc/>
    /// <remarks>By the instruction for masks that hold for whole elements: the bitwise one is three.</remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Single256 Select(Single256 mask, Single256 whenTrue, Single256 whenFalse) => new(Avx.IsSupported
        ? Avx.BlendVariable(whenFalse._v, whenTrue._v, mask._v)
        : Vector256.ConditionalSelect(mask._v, whenTrue._v, whenFalse._v));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Single256 Load(ref readonly float source, nint index) =>
        new(Vector256.LoadUnsafe(in source, (nuint)index));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(Single256 value, ref float destination, nint index) =>
        value._v.StoreUnsafe(ref destination, (nuint)index);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static unsafe Single256 Load(ref readonly float source, nint index, int count)
    {
        if (Avx.IsSupported)
        {
            fixed (float* start = &Unsafe.Add(ref Unsafe.AsRef(in source), index))
                return new(Avx.MaskLoad(start, First(count)._v));
        }

        return count <= 4
            ? new(Vector256.Create(Single128.Load(in source, index, count).AsVector(), Vector128<float>.Zero))
            : new(Vector256.Create(
                Single128.Load(in source, index).AsVector(),
                Single128.Load(in source, index + 4, count - 4).AsVector()));
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static unsafe void Store(Single256 value, ref float destination, nint index, int count)
    {
#if NET10_0_OR_GREATER
        if (Avx512F.VL.IsSupported)
        {
            fixed (float* start = &Unsafe.Add(ref destination, index))
                Avx512F.VL.MaskStore(start, First(count)._v, value._v);
            return;
        }
#endif
        if (Avx.IsSupported)
        {
            fixed (float* start = &Unsafe.Add(ref destination, index))
                Avx.MaskStore(start, First(count)._v, value._v);
            return;
        }

        if (count <= 4)
        {
            Single128.Store(new(value._v.GetLower()), ref destination, index, count);
            return;
        }

        Single128.Store(new(value._v.GetLower()), ref destination, index);
        Single128.Store(new(value._v.GetUpper()), ref destination, index + 4, count - 4);
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool Any(Single256 mask) => Vector256.ExtractMostSignificantBits(mask._v) != 0;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Single256 Floor(Single256 value) =>
        Avx.IsSupported ? new(Avx.Floor(value._v)) : new(Rounding.Floor(value._v));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Single256 Round(Single256 value) =>
        Avx.IsSupported ? new(Avx.RoundToNearestInteger(value._v)) : new(Rounding.Round(value._v));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double Sum(Single256 value)
    {
        (Vector256<double> lower, Vector256<double> upper) = Vector256.Widen(value._v);
        return Double256.Sum(new(lower + upper));
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Single256 ProductAcross(Single256 value) =>
        Twice(Single128.ProductAcross(new(value._v.GetLower() * value._v.GetUpper())));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Single256 MaxAcross(Single256 value) =>
        Twice(Single128.MaxAcross(Single128.Max(new(value._v.GetLower()), new(value._v.GetUpper()))));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Single256 MinAcross(Single256 value) =>
        Twice(Single128.MinAcross(Single128.Min(new(value._v.GetLower()), new(value._v.GetUpper()))));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Single256 Twice(Single128 half) => new(Vector256.Create(half.AsVector(), half.AsVector()));
}
