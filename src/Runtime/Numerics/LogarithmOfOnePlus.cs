using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace LossGen.Numerics;

/// <summary>log(1 + x).</summary>
internal static partial class LogarithmOfOnePlus
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Log1p(Vector512<float> x)
    {
        Vector512<float> u = Vector512.Create(1f) + x;
        Vector512<float> quotient = Logarithm.Log(u) * x / (u - Vector512.Create(1f));
        Vector512<float> direct = Vector512.Equals(u, Vector512.Create(1f)) | Vector512.Equals(x, Vector512.Create(float.PositiveInfinity));
        return Vector512.ConditionalSelect(direct, x, quotient);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<double> Log1p(Vector512<double> x)
    {
        Vector512<double> u = Vector512.Create(1d) + x;
        Vector512<double> quotient = Logarithm.Log(u) * x / (u - Vector512.Create(1d));
        Vector512<double> direct = Vector512.Equals(u, Vector512.Create(1d)) | Vector512.Equals(x, Vector512.Create(double.PositiveInfinity));
        return Vector512.ConditionalSelect(direct, x, quotient);
    }
}
