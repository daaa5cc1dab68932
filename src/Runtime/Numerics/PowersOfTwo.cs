using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using D = System.Runtime.Intrinsics.Vector512<double>;
using F = System.Runtime.Intrinsics.Vector512<float>;
using V = System.Runtime.Intrinsics.Vector512;

namespace LossGen.Numerics;

/// <summary>Products with powers of 2 whose exponent n came out of a rounding by a large constant.</summary>
/// <remarks>
/// In two factors, 2^(n − ⌊n/2⌋) and 2^⌊n/2⌋, because 2^n itself may be no number: the first product is exact, the
/// second rounds once where it underflows and overflows to infinity. A NaN stays one, whatever its bits.
/// </remarks>
internal static partial class PowersOfTwo
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static F Scale(F value, F shifted)
    {
        Vector512<int> half = (shifted.AsInt32() << 22) & V.Create(~0x7FFFFF);
        Vector512<int> rest = (shifted.AsInt32() << 23) - half;
        return value * (rest + V.Create(0x3F800000)).AsSingle() * (half + V.Create(0x3F800000)).AsSingle();
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static D Scale(D value, D shifted)
    {
        Vector512<long> half = (shifted.AsInt64() << 51) & V.Create(~0xFFFFFFFFFFFFFL);
        Vector512<long> rest = (shifted.AsInt64() << 52) - half;
        return value * (rest + V.Create(0x3FF0000000000000L)).AsDouble() * (half + V.Create(0x3FF0000000000000L)).AsDouble();
    }
}
