using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using LossGen.Numerics;

namespace LossGen.Lanes;

/// <content>What 128 bits do in their own way.</content>
public readonly partial struct Single128
{
    /// <inheritdoc/>
    public static int Count => 4;

    private static Vector128<float> Iota
    {
        // Too long for the inliner to take by itself; and a call saves every vector around it.
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => Vector128.Create(0f, 1f, 2f, 3f);
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Single128 Indices(nint start) => new(Vector128.Create((float)start) + Iota);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Single128 First(int count) => new(Vector128.LessThan(Iota, Vector128.Create((float)count)));

    /// <inheritdoc/>
    /// <remarks>By the instruction for masks that hold for whole elements: the bitwise one is three.</remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Single128 Select(Single128 mask, Single128 whenTrue, Single128 whenFalse) => new(Sse41.IsSupported
        ? Sse41.BlendVariable(whenFalse._v, whenTrue._v, mask._v)
        : Vector128.ConditionalSelect(mask._v, whenTrue._v, whenFalse._v));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Single128 Load(ref readonly float source, nint index) =>
        new(Vector128.LoadUnsafe(in source, (nuint)index));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(Single128 value, ref float destination, nint index) =>
        value._v.StoreUnsafe(ref destination, (nuint)index);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Single128 Load(ref readonly float source, nint index, int count)
    {
        if (count == 4)
            return Load(in source, index);

        // Two elements at once are one load of a double, whose bits are not looked at.
        ref float first = ref Unsafe.Add(ref Unsafe.AsRef(in source), index);
        Vector128<float> v = Vector128<float>.Zero;
        if ((count & 2) != 0)
            v = Vector128.CreateScalar(Unsafe.ReadUnaligned<double>(ref Unsafe.As<float, byte>(ref first))).AsSingle();
        if ((count & 1) != 0)
        {
            v = count == 1
                ? Vector128.CreateScalar(first)
                : v | Vector128.Shuffle(Vector128.CreateScalar(Unsafe.Add(ref first, 2)), Vector128.Create(1, 1, 0, 1));
        }

        return new(v);
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(Single128 value, ref float destination, nint index, int count)
    {
        if (count == 4)
        {
            Store(value, ref destination, index);
            return;
        }

        ref float first = ref Unsafe.Add(ref destination, index);
        if ((count & 2) != 0)
            Unsafe.WriteUnaligned(ref Unsafe.As<float, byte>(ref first), value._v.AsDouble().ToScalar());
        if ((count & 1) != 0)
            Unsafe.Add(ref first, count - 1) = count == 1 ? value._v.ToScalar() : value._v.GetElement(2);
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool Any(Single128 mask) => Vector128.ExtractMostSignificantBits(mask._v) != 0;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Single128 Floor(Single128 value) =>
        Sse41.IsSupported ? new(Sse41.Floor(value._v)) : new(Rounding.Floor(value._v));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Single128 Round(Single128 value) =>
        Sse41.IsSupported ? new(Sse41.RoundToNearestInteger(value._v)) : new(Rounding.Round(value._v));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double Sum(Single128 value)
    {
        (Vector128<double> lower, Vector128<double> upper) = Vector128.Widen(value._v);
        return Double128.Sum(new(lower + upper));
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Single128 ProductAcross(Single128 value)
    {
        Vector128<float> v = value._v * Vector128.Shuffle(value._v, Vector128.Create(2, 3, 0, 1));
        return new(v * Vector128.Shuffle(v, Vector128.Create(1, 0, 3, 2)));
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Single128 MaxAcross(Single128 value)
    {
        Single128 v = Max(value, new(Vector128.Shuffle(value._v, Vector128.Create(2, 3, 0, 1))));
        return Max(v, new(Vector128.Shuffle(v._v, Vector128.Create(1, 0, 3, 2))));
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Single128 MinAcross(Single128 value)
    {
        Single128 v = Min(value, new(Vector128.Shuffle(value._v, Vector128.Create(2, 3, 0, 1))));
        return Min(v, new(Vector128.Shuffle(v._v, Vector128.Create(1, 0, 3, 2))));
    }
}
