using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace LossGen.Numerics;

/// <summary>e^x − 1.</summary>
internal static partial class ExponentialMinusOne
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Expm1(Vector512<float> x)
    {
        Vector512<float> u = Exponential.Exp(x);
        Vector512<float> quotient = (u - Vector512.Create(1f)) * x / Logarithm.Log(u);
        Vector512<float> far = Vector512.ConditionalSelect(Vector512.GreaterThan(Vector512.Abs(x), Vector512.Create(20f)), u - Vector512.Create(1f), quotient);
        return Vector512.ConditionalSelect(Vector512.Equals(u, Vector512.Create(1f)), x, far);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<double> Expm1(Vector512<double> x)
    {
        Vector512<double> u = Exponential.Exp(x);
        Vector512<double> quotient = (u - Vector512.Create(1d)) * x / Logarithm.Log(u);
        Vector512<double> far = Vector512.ConditionalSelect(Vector512.GreaterThan(Vector512.Abs(x), Vector512.Create(20d)), u - Vector512.Create(1d), quotient);
        return Vector512.ConditionalSelect(Vector512.Equals(u, Vector512.Create(1d)), x, far);
    }
}
