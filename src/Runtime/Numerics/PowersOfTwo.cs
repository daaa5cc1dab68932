using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using LossGen.Lanes;

namespace LossGen.Numerics;

/// <summary>Products with powers of 2 whose exponent came out of a rounding by a large constant.</summary>
internal static partial class PowersOfTwo
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Scale(Vector512<float> value, Vector512<float> shifted)
    {
        Vector512<int> half = (shifted.AsInt32() << 22) & Vector512.Create(~0x7FFFFF);
        Vector512<int> rest = (shifted.AsInt32() << 23) - half;
        return (value.AsInt32() + rest).AsSingle() * (half + Vector512.Create(0x3F800000)).AsSingle();
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<double> Scale(Vector512<double> value, Vector512<double> shifted)
    {
        Vector512<long> half = (shifted.AsInt64() << 51) & Vector512.Create(~0xFFFFFFFFFFFFFL);
        Vector512<long> rest = (shifted.AsInt64() << 52) - half;
        return (value.AsInt64() + rest).AsDouble() * (half + Vector512.Create(0x3FF0000000000000)).AsDouble();
    }
}
