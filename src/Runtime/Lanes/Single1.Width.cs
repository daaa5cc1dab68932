using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using LossGen.Numerics;

namespace LossGen.Lanes;

/// <content>
/// What one element does in its own way. It lives in the first place of 128 bits, so that masks and functions are those
/// of a vector and every result has the bits that a wider lane gives; the other places hold anything.
/// </content>
public readonly partial struct Single1
{
    /// <inheritdoc/>
    public static int Count => 1;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Single1 Indices(nint start) => Broadcast((float)start);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Single1 First(int count) => count > 0 ? new(Vector128<float>.AllBitsSet) : default;

    /// <inheritdoc/>
    /// <remarks>By the instruction for masks that hold for whole elements: the bitwise one is three.</remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Single1 Select(Single1 mask, Single1 whenTrue, Single1 whenFalse) => new(Sse41.IsSupported
        ? Sse41.BlendVariable(whenFalse._v, whenTrue._v, mask._v)
        : Vector128.ConditionalSelect(mask._v, whenTrue._v, whenFalse._v));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Single1 Load(ref readonly float source, nint index) =>
        new(Vector128.CreateScalar(Unsafe.Add(ref Unsafe.AsRef(in source), index)));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Single1 Load(ref readonly float source, nint index, int count) =>
        count > 0 ? Load(in source, index) : default;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(Single1 value, ref float destination, nint index) =>
        Unsafe.Add(ref destination, index) = value._v.ToScalar();

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(Single1 value, ref float destination, nint index, int count)
    {
        if (count > 0)
            Store(value, ref destination, index);
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool Any(Single1 mask) => (Vector128.ExtractMostSignificantBits(mask._v) & 1) != 0;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Single1 Floor(Single1 value) =>
        Sse41.IsSupported ? new(Sse41.Floor(value._v)) : new(Rounding.Floor(value._v));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Single1 Round(Single1 value) =>
        Sse41.IsSupported ? new(Sse41.RoundToNearestInteger(value._v)) : new(Rounding.Round(value._v));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double Sum(Single1 value) => value._v.ToScalar();

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Single1 ProductAcross(Single1 value) => value;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Single1 MaxAcross(Single1 value) => value;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Single1 MinAcross(Single1 value) => value;
}
