using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using LossGen.Numerics;

namespace LossGen.Lanes;

/// <content>
/// What one element does in its own way. It lives in the first place of 128 bits, so that masks and functions are those
/// of a vector and every result has the bits that a wider lane gives; the other places hold anything.
/// </content>
public readonly partial struct Double1
{
    /// <inheritdoc/>
    public static int Count => 1;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Double1 Indices(nint start) => Broadcast((double)start);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Double1 First(int count) => count > 0 ? new(Vector128<double>.AllBitsSet) : default;

    /// <inheritdoc/>
    /// <remarks>By the instruction for masks that hold for whole elements: the bitwise one is three.</remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Double1 Select(Double1 mask, Double1 whenTrue, Double1 whenFalse) => new(Sse41.IsSupported
        ? Sse41.BlendVariable(whenFalse._v, whenTrue._v, mask._v)
        : Vector128.ConditionalSelect(mask._v, whenTrue._v, whenFalse._v));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Double1 Load(ref readonly double source, nint index) =>
        new(Vector128.CreateScalar(Unsafe.Add(ref Unsafe.AsRef(in source), index)));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Double1 Load(ref readonly double source, nint index, int count) =>
        count > 0 ? Load(in source, index) : default;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(Double1 value, ref double destination, nint index) =>
        Unsafe.Add(ref destination, index) = value._v.ToScalar();

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(Double1 value, ref double destination, nint index, int count)
    {
        if (count > 0)
            Store(value, ref destination, index);
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool Any(Double1 mask) => (Vector128.ExtractMostSignificantBits(mask._v) & 1) != 0;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Double1 Floor(Double1 value) =>
        Sse41.IsSupported ? new(Sse41.Floor(value._v)) : new(Rounding.Floor(value._v));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Double1 Round(Double1 value) =>
        Sse41.IsSupported ? new(Sse41.RoundToNearestInteger(value._v)) : new(Rounding.Round(value._v));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double Sum(Double1 value) => value._v.ToScalar();

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Double1 ProductAcross(Double1 value) => value;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Double1 MaxAcross(Double1 value) => value;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Double1 MinAcross(Double1 value) => value;
}
