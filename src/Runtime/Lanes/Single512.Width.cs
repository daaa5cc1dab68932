using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using LossGen.Numerics;

namespace LossGen.Lanes;

/// <content>What 512 bits do in their own way.</content>
public readonly partial struct Single512
{
    /// <inheritdoc/>
    public static int Count => 16;

    private static Vector512<float> Iota
    {
        // Too long for the inliner to take by itself; and a call saves every vector around it.
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => Vector512.Create(0f, 1f, 2f, 3f, 4f, 5f, 6f, 7f, 8f, 9f, 10f, 11f, 12f, 13f, 14f, 15f);
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Single512 Indices(nint start) => new(Vector512.Create((float)start) + Iota);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Single512 First(int count) => new(Vector512.LessThan(Iota, Vector512.Create((float)count)));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Single512 Select(Single512 mask, Single512 whenTrue, Single512 whenFalse) =>
        new(Vector512.ConditionalSelect(mask._v, whenTrue._v, whenFalse._v));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Single512 Load(ref readonly float source, nint index) =>
        new(Vector512.LoadUnsafe(in source, (nuint)index));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(Single512 value, ref float destination, nint index) =>
        value._v.StoreUnsafe(ref destination, (nuint)index);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static unsafe Single512 Load(ref readonly float source, nint index, int count)
    {
#if NET10_0_OR_GREATER
        if (Avx512F.IsSupported)
        {
            fixed (float* start = &Unsafe.Add(ref Unsafe.AsRef(in source), index))
                return new(Avx512F.MaskLoad(start, First(count)._v, Vector512<float>.Zero));
        }
#endif
        return count <= 8
            ? new(Vector512.Create(Single256.Load(in source, index, count).AsVector(), Vector256<float>.Zero))
            : new(Vector512.Create(
                Single256.Load(in source, index).AsVector(),
                Single256.Load(in source, index + 8, count - 8).AsVector()));
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static unsafe void Store(Single512 value, ref float destination, nint index, int count)
    {
#if NET10_0_OR_GREATER
        if (Avx512F.IsSupported)
        {
            fixed (float* start = &Unsafe.Add(ref destination, index))
                Avx512F.MaskStore(start, First(count)._v, value._v);
            return;
        }
#endif
        if (count <= 8)
        {
            Single256.Store(new(value._v.GetLower()), ref destination, index, count);
            return;
        }

        Single256.Store(new(value._v.GetLower()), ref destination, index);
        Single256.Store(new(value._v.GetUpper()), ref destination, index + 8, count - 8);
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool Any(Single512 mask) => Vector512.ExtractMostSignificantBits(mask._v) != 0;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Single512 Floor(Single512 value) =>
        Avx512F.IsSupported ? new(Vector512.Floor(value._v)) : new(Rounding.Floor(value._v));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Single512 Round(Single512 value) =>
        Avx512F.IsSupported ? new(Avx512F.RoundScale(value._v, 0x08)) : new(Rounding.Round(value._v));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double Sum(Single512 value)
    {
        (Vector512<double> lower, Vector512<double> upper) = Vector512.Widen(value._v);
        return Double512.Sum(new(lower + upper));
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Single512 ProductAcross(Single512 value) =>
        Twice(Single256.ProductAcross(new(value._v.GetLower() * value._v.GetUpper())));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Single512 MaxAcross(Single512 value) =>
        Twice(Single256.MaxAcross(Single256.Max(new(value._v.GetLower()), new(value._v.GetUpper()))));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Single512 MinAcross(Single512 value) =>
        Twice(Single256.MinAcross(Single256.Min(new(value._v.GetLower()), new(value._v.GetUpper()))));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Single512 Twice(Single256 half) => new(Vector512.Create(half.AsVector(), half.AsVector()));
}
