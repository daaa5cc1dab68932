using System.ComponentModel;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using LossGen.Numerics;

namespace LossGen.Lanes;

/// <summary>The lane over <see cref="double"/> of as many bits as its name says; <see cref="Double1"/> is one element.</summary>
/// <remarks>The members stand in this file where every width does the same, else in the width's own.</remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly partial struct Double512 : ILane<Double512, double>
{
    private readonly Vector512<double> _v;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal Double512(Vector512<double> value) => _v = value;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal Vector512<double> AsVector() => _v;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Double512 Broadcast(double value) => new(Vector512.Create(value));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Double512 Constant(double value) => new(Vector512.Create((double)value));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double ToScalar(Double512 value) => value._v.ToScalar();

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Double512 operator +(Double512 left, Double512 right) => new(left._v + right._v);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Double512 operator -(Double512 left, Double512 right) => new(left._v - right._v);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Double512 operator *(Double512 left, Double512 right) => new(left._v * right._v);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Double512 operator /(Double512 left, Double512 right) => new(left._v / right._v);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Double512 operator -(Double512 value) => new(-value._v);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Double512 MulAdd(Double512 left, Double512 right, Double512 addend) =>
        new(Vector512.MultiplyAddEstimate(left._v, right._v, addend._v));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Double512 Less(Double512 left, Double512 right) => new(Vector512.LessThan(left._v, right._v));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Double512 LessOrEqual(Double512 left, Double512 right) => new(Vector512.LessThanOrEqual(left._v, right._v));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Double512 Greater(Double512 left, Double512 right) => new(Vector512.GreaterThan(left._v, right._v));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Double512 GreaterOrEqual(Double512 left, Double512 right) => new(Vector512.GreaterThanOrEqual(left._v, right._v));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Double512 Equal(Double512 left, Double512 right) => new(Vector512.Equals(left._v, right._v));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Double512 NotEqual(Double512 left, Double512 right) => new(~Vector512.Equals(left._v, right._v));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Double512 operator &(Double512 left, Double512 right) => new(left._v & right._v);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Double512 operator |(Double512 left, Double512 right) => new(left._v | right._v);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Double512 operator ~(Double512 mask) => new(~mask._v);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Double512 MaxOrSecond(Double512 left, Double512 right) => new(Instructions.MaxOrSecond(left._v, right._v));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Double512 MinOrSecond(Double512 left, Double512 right) => new(Instructions.MinOrSecond(left._v, right._v));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Double512 Max(Double512 left, Double512 right) =>
        Select(new(Vector512.Equals(left._v, left._v)), MaxOrSecond(left, right), left);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Double512 Min(Double512 left, Double512 right) =>
        Select(new(Vector512.Equals(left._v, left._v)), MinOrSecond(left, right), left);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Double512 Abs(Double512 value) => new(Vector512.Abs(value._v));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Double512 Sqrt(Double512 value) => new(Vector512.Sqrt(value._v));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Double512 Exp(Double512 value) => new(Exponential.Exp(value._v));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Double512 Log(Double512 value) => new(Logarithm.Log(value._v));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Double512 Log1p(Double512 value) => new(LogarithmOfOnePlus.Log1p(value._v));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Double512 Expm1(Double512 value) => new(ExponentialMinusOne.Expm1(value._v));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Double512 Sigmoid(Double512 value) => new(Logistic.Sigmoid(value._v));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Double512 Softplus(Double512 value) => new(Logistic.Softplus(value._v));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Double512 LogSigmoid(Double512 value) => new(Logistic.LogSigmoid(value._v));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Double512 SoftplusAndSigmoid(Double512 value, out Double512 sigmoid)
    {
        Double512 softplus = new(Logistic.SoftplusAndSigmoid(value._v, out Vector512<double> slope));
        sigmoid = new(slope);
        return softplus;
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Double512 SigmoidAndComplement(Double512 value, out Double512 complement)
    {
        Double512 sigmoid = new(Logistic.SigmoidAndComplement(value._v, out Vector512<double> ofNegative));
        complement = new(ofNegative);
        return sigmoid;
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Double512 SoftplusOfBothSigns(Double512 value, out Double512 ofNegative) =>
        SoftplusAndSigmoidOfBothSigns(value, out ofNegative, out _, out _);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Double512 SoftplusAndSigmoidOfBothSigns(Double512 value, out Double512 ofNegative, out Double512 sigmoid, out Double512 complement)
    {
        Double512 softplus = new(Logistic.SoftplusAndSigmoidOfBothSigns(
            value._v, out Vector512<double> mirrored, out Vector512<double> slope, out Vector512<double> rest));
        ofNegative = new(mirrored);
        sigmoid = new(slope);
        complement = new(rest);
        return softplus;
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Double512 Log2(Double512 value) => new(BinaryLogarithm.Log2(value._v));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Double512 Cbrt(Double512 value) => new(CubeRoot.Cbrt(value._v));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Double512 Tanh(Double512 value) => new(HyperbolicTangent.Tanh(value._v));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Double512 Sinh(Double512 value) => new(HyperbolicSine.Sinh(value._v));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Double512 Cosh(Double512 value) => new(HyperbolicCosine.Cosh(value._v));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Double512 Sin(Double512 value) => new(Sine.Sin(value._v));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Double512 Cos(Double512 value) => new(Cosine.Cos(value._v));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Double512 Asin(Double512 value) => new(ArcSine.Asin(value._v));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Double512 Acos(Double512 value) => new(ArcCosine.Acos(value._v));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Double512 Atan(Double512 value) => new(ArcTangent.Atan(value._v));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Double512 Erf(Double512 value) => new(ErrorFunction.Erf(value._v));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Double512 Erfc(Double512 value) => new(ErrorFunction.Erfc(value._v));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Double512 LGamma(Double512 value) => new(LogGamma.LGamma(value._v));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Double512 Digamma(Double512 value) => new(Numerics.Digamma.Psi(value._v));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Double512 Trigamma(Double512 value) => new(Numerics.Trigamma.PsiPrime(value._v));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Double512 Pow(Double512 value, Double512 power) => new(Power.Pow(value._v, power._v));
}
