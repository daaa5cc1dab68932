using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using LossGen.Lanes;

namespace LossGen.Numerics;

/// <summary>The logistic function and the logarithms that belong to it.</summary>
internal static partial class Logistic
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Sigmoid(Vector512<float> x)
    {
        Vector512<float> t = Exponential.Exp(-Vector512.Abs(x));
        Vector512<float> numerator = Vector512.ConditionalSelect(Vector512.LessThan(x, Vector512<float>.Zero), t, Vector512.Create(1f));
        return numerator / (Vector512.Create(1f) + t);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Softplus(Vector512<float> x) =>
        Vector512.MaxNative(Vector512<float>.Zero, x) + LogarithmOfOnePlus.Log1p(Exponential.Exp(-Vector512.Abs(x)));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> LogSigmoid(Vector512<float> x) => -Softplus(-x);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<double> Sigmoid(Vector512<double> x)
    {
        Vector512<double> t = Exponential.Exp(-Vector512.Abs(x));
        Vector512<double> numerator = Vector512.ConditionalSelect(Vector512.LessThan(x, Vector512<double>.Zero), t, Vector512.Create(1d));
        return numerator / (Vector512.Create(1d) + t);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<double> Softplus(Vector512<double> x) =>
        Vector512.MaxNative(Vector512<double>.Zero, x) + LogarithmOfOnePlus.Log1p(Exponential.Exp(-Vector512.Abs(x)));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<double> LogSigmoid(Vector512<double> x) => -Softplus(-x);
}
