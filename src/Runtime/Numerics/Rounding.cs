using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace LossGen.Numerics;

/// <summary>Rounding for targets without an instruction for it.</summary>
internal static partial class Rounding
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Round(Vector512<float> x)
    {
        Vector512<float> sign = x & Vector512.Create(-0f);
        Vector512<float> size = Vector512.Abs(x);
        Vector512<float> rounded = (size + Vector512.Create(8388608f)) - Vector512.Create(8388608f);
        return Vector512.ConditionalSelect(Vector512.LessThan(size, Vector512.Create(8388608f)), rounded | sign, x);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Floor(Vector512<float> x)
    {
        Vector512<float> rounded = Round(x);
        return rounded - (Vector512.GreaterThan(rounded, x) & Vector512.Create(1f));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<double> Round(Vector512<double> x)
    {
        Vector512<double> sign = x & Vector512.Create(-0d);
        Vector512<double> size = Vector512.Abs(x);
        Vector512<double> rounded = (size + Vector512.Create(4503599627370496d)) - Vector512.Create(4503599627370496d);
        return Vector512.ConditionalSelect(Vector512.LessThan(size, Vector512.Create(4503599627370496d)), rounded | sign, x);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<double> Floor(Vector512<double> x)
    {
        Vector512<double> rounded = Round(x);
        return rounded - (Vector512.GreaterThan(rounded, x) & Vector512.Create(1d));
    }
}
