using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using LossGen.Numerics;

namespace LossGen.Lanes;

/// <content>What 128 bits do in their own way.</content>
public readonly partial struct Double128
{
    /// <inheritdoc/>
    public static int Count => 2;

    private static Vector128<double> Iota
    {
        // Too long for the inliner to take by itself; and a call saves every vector around it.
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => Vector128.Create(0d, 1d);
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Double128 Indices(nint start) => new(Vector128.Create((double)start) + Iota);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Double128 First(int count) => new(Vector128.LessThan(Iota, Vector128.Create((double)count)));

    /// <inheritdoc/>
    /// <remarks>By the instruction for masks that hold for whole elements: the bitwise one is three.</remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Double128 Select(Double128 mask, Double128 whenTrue, Double128 whenFalse) => new(Sse41.IsSupported
        ? Sse41.BlendVariable(whenFalse._v, whenTrue._v, mask._v)
        : Vector128.ConditionalSelect(mask._v, whenTrue._v, whenFalse._v));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Double128 Load(ref readonly double source, nint index) =>
        new(Vector128.LoadUnsafe(in source, (nuint)index));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(Double128 value, ref double destination, nint index) =>
        value._v.StoreUnsafe(ref destination, (nuint)index);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Double128 Load(ref readonly double source, nint index, int count) => count switch
    {
        0 => default,
        1 => new(Vector128.CreateScalar(Unsafe.Add(ref Unsafe.AsRef(in source), index))),
        _ => Load(in source, index),
    };

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(Double128 value, ref double destination, nint index, int count)
    {
        if (count == 2)
            Store(value, ref destination, index);
        else if (count == 1)
            Unsafe.Add(ref destination, index) = value._v.ToScalar();
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool Any(Double128 mask) => Vector128.ExtractMostSignificantBits(mask._v) != 0;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Double128 Floor(Double128 value) =>
        Sse41.IsSupported ? new(Sse41.Floor(value._v)) : new(Rounding.Floor(value._v));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Double128 Round(Double128 value) =>
        Sse41.IsSupported ? new(Sse41.RoundToNearestInteger(value._v)) : new(Rounding.Round(value._v));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double Sum(Double128 value) => value._v.ToScalar() + value._v.GetElement(1);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Double128 ProductAcross(Double128 value) => value * Swap(value);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Double128 MaxAcross(Double128 value) => Max(value, Swap(value));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Double128 MinAcross(Double128 value) => Min(value, Swap(value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Double128 Swap(Double128 value) => new(Vector128.Shuffle(value._v, Vector128.Create(1L, 0L)));
}
