using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace LossGen.Lanes;

/// <summary>
/// One number out of a lane where neither the bits of NaN nor double precision are asked for: a few instructions, in a tree
/// that depends on nothing but the width.
/// </summary>
internal static class Across
{
    /// <summary>The largest element; any number if an element is NaN.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static T Largest<TLane, T>(TLane value)
        where TLane : struct, ILane<TLane, T>
        where T : unmanaged, INumber<T>
    {
        if (TLane.Count == 1)
            return TLane.ToScalar(value);
        if (Unsafe.SizeOf<T>() == 4)
        {
            Vector128<float> quarter = Unsafe.SizeOf<TLane>() switch
            {
                64 => Largest(Largest(Unsafe.BitCast<TLane, Vector512<float>>(value))),
                32 => Largest(Unsafe.BitCast<TLane, Vector256<float>>(value)),
                _ => Unsafe.BitCast<TLane, Vector128<float>>(value),
            };
            quarter = Larger(quarter, Vector128.Shuffle(quarter, Vector128.Create(2, 3, 0, 1)));
            quarter = Larger(quarter, Vector128.Shuffle(quarter, Vector128.Create(1, 0, 3, 2)));
            return Unsafe.BitCast<float, T>(quarter.ToScalar());
        }

        Vector128<double> pair = Unsafe.SizeOf<TLane>() switch
        {
            64 => Largest(Largest(Unsafe.BitCast<TLane, Vector512<double>>(value))),
            32 => Largest(Unsafe.BitCast<TLane, Vector256<double>>(value)),
            _ => Unsafe.BitCast<TLane, Vector128<double>>(value),
        };
        pair = Larger(pair, Vector128.Shuffle(pair, Vector128.Create(1L, 0L)));
        return Unsafe.BitCast<double, T>(pair.ToScalar());
    }

    /// <summary>The sum of all elements.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static T Sum<TLane, T>(TLane value)
        where TLane : struct, ILane<TLane, T>
        where T : unmanaged, INumber<T>
    {
        if (TLane.Count == 1)
            return TLane.ToScalar(value);
        if (Unsafe.SizeOf<T>() == 4)
        {
            Vector128<float> quarter = Unsafe.SizeOf<TLane>() switch
            {
                64 => Sum(Sum(Unsafe.BitCast<TLane, Vector512<float>>(value))),
                32 => Sum(Unsafe.BitCast<TLane, Vector256<float>>(value)),
                _ => Unsafe.BitCast<TLane, Vector128<float>>(value),
            };
            quarter += Vector128.Shuffle(quarter, Vector128.Create(2, 3, 0, 1));
            quarter += Vector128.Shuffle(quarter, Vector128.Create(1, 0, 3, 2));
            return Unsafe.BitCast<float, T>(quarter.ToScalar());
        }

        Vector128<double> pair = Unsafe.SizeOf<TLane>() switch
        {
            64 => Sum(Sum(Unsafe.BitCast<TLane, Vector512<double>>(value))),
            32 => Sum(Unsafe.BitCast<TLane, Vector256<double>>(value)),
            _ => Unsafe.BitCast<TLane, Vector128<double>>(value),
        };
        pair += Vector128.Shuffle(pair, Vector128.Create(1L, 0L));
        return Unsafe.BitCast<double, T>(pair.ToScalar());
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<float> Largest(Vector512<float> value)
        => Single256.MaxOrSecond(new(value.GetLower()), new(value.GetUpper())).AsVector();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<float> Largest(Vector256<float> value) => Larger(value.GetLower(), value.GetUpper());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<double> Largest(Vector512<double> value)
        => Double256.MaxOrSecond(new(value.GetLower()), new(value.GetUpper())).AsVector();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<double> Largest(Vector256<double> value) => Larger(value.GetLower(), value.GetUpper());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<float> Larger(Vector128<float> left, Vector128<float> right)
        => Single128.MaxOrSecond(new(left), new(right)).AsVector();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<double> Larger(Vector128<double> left, Vector128<double> right)
        => Double128.MaxOrSecond(new(left), new(right)).AsVector();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<float> Sum(Vector512<float> value) => value.GetLower() + value.GetUpper();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<float> Sum(Vector256<float> value) => value.GetLower() + value.GetUpper();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<double> Sum(Vector512<double> value) => value.GetLower() + value.GetUpper();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<double> Sum(Vector256<double> value) => value.GetLower() + value.GetUpper();
}
