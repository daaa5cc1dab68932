using System.ComponentModel;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using LossGen.Numerics;

namespace LossGen.Lanes;

/// <summary>The lane over <see cref="float"/> of as many bits as its name says; <see cref="Single1"/> is one element.</summary>
/// <remarks>The members stand in this file where every width does the same, else in the width's own.</remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly partial struct Single512 : ILane<Single512, float>
{
    private readonly Vector512<float> _v;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal Single512(Vector512<float> value) => _v = value;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal Vector512<float> AsVector() => _v;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Single512 Broadcast(float value) => new(Vector512.Create(value));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Single512 Constant(double value) => new(Vector512.Create((float)value));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float ToScalar(Single512 value) => value._v.ToScalar();

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Single512 operator +(Single512 left, Single512 right) => new(left._v + right._v);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Single512 operator -(Single512 left, Single512 right) => new(left._v - right._v);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Single512 operator *(Single512 left, Single512 right) => new(left._v * right._v);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Single512 operator /(Single512 left, Single512 right) => new(left._v / right._v);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Single512 operator -(Single512 value) => new(-value._v);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Single512 MulAdd(Single512 left, Single512 right, Single512 addend) =>
        new(Vector512.MultiplyAddEstimate(left._v, right._v, addend._v));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Single512 Less(Single512 left, Single512 right) => new(Vector512.LessThan(left._v, right._v));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Single512 LessOrEqual(Single512 left, Single512 right) => new(Vector512.LessThanOrEqual(left._v, right._v));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Single512 Greater(Single512 left, Single512 right) => new(Vector512.GreaterThan(left._v, right._v));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Single512 GreaterOrEqual(Single512 left, Single512 right) => new(Vector512.GreaterThanOrEqual(left._v, right._v));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Single512 Equal(Single512 left, Single512 right) => new(Vector512.Equals(left._v, right._v));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Single512 NotEqual(Single512 left, Single512 right) => new(~Vector512.Equals(left._v, right._v));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Single512 operator &(Single512 left, Single512 right) => new(left._v & right._v);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Single512 operator |(Single512 left, Single512 right) => new(left._v | right._v);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Single512 operator ~(Single512 mask) => new(~mask._v);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Single512 MaxOrSecond(Single512 left, Single512 right) => new(Instructions.MaxOrSecond(left._v, right._v));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Single512 MinOrSecond(Single512 left, Single512 right) => new(Instructions.MinOrSecond(left._v, right._v));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Single512 Max(Single512 left, Single512 right) =>
        Select(new(Vector512.Equals(left._v, left._v)), MaxOrSecond(left, right), left);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Single512 Min(Single512 left, Single512 right) =>
        Select(new(Vector512.Equals(left._v, left._v)), MinOrSecond(left, right), left);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Single512 Abs(Single512 value) => new(Vector512.Abs(value._v));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Single512 Sqrt(Single512 value) => new(Vector512.Sqrt(value._v));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Single512 Exp(Single512 value) => new(Exponential.Exp(value._v));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Single512 Log(Single512 value) => new(Logarithm.Log(value._v));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Single512 Log1p(Single512 value) => new(LogarithmOfOnePlus.Log1p(value._v));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Single512 Expm1(Single512 value) => new(ExponentialMinusOne.Expm1(value._v));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Single512 Sigmoid(Single512 value) => new(Logistic.Sigmoid(value._v));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Single512 Softplus(Single512 value) => new(Logistic.Softplus(value._v));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Single512 LogSigmoid(Single512 value) => new(Logistic.LogSigmoid(value._v));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Single512 SoftplusAndSigmoid(Single512 value, out Single512 sigmoid)
    {
        Single512 softplus = new(Logistic.SoftplusAndSigmoid(value._v, out Vector512<float> slope));
        sigmoid = new(slope);
        return softplus;
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Single512 SigmoidAndComplement(Single512 value, out Single512 complement)
    {
        Single512 sigmoid = new(Logistic.SigmoidAndComplement(value._v, out Vector512<float> ofNegative));
        complement = new(ofNegative);
        return sigmoid;
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Single512 SoftplusOfBothSigns(Single512 value, out Single512 ofNegative) =>
        SoftplusAndSigmoidOfBothSigns(value, out ofNegative, out _, out _);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Single512 SoftplusAndSigmoidOfBothSigns(Single512 value, out Single512 ofNegative, out Single512 sigmoid, out Single512 complement)
    {
        Single512 softplus = new(Logistic.SoftplusAndSigmoidOfBothSigns(
            value._v, out Vector512<float> mirrored, out Vector512<float> slope, out Vector512<float> rest));
        ofNegative = new(mirrored);
        sigmoid = new(slope);
        complement = new(rest);
        return softplus;
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Single512 Log2(Single512 value) => new(BinaryLogarithm.Log2(value._v));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Single512 Cbrt(Single512 value) => new(CubeRoot.Cbrt(value._v));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Single512 Tanh(Single512 value) => new(HyperbolicTangent.Tanh(value._v));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Single512 Sinh(Single512 value) => new(HyperbolicSine.Sinh(value._v));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Single512 Cosh(Single512 value) => new(HyperbolicCosine.Cosh(value._v));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Single512 Sin(Single512 value) => new(Sine.Sin(value._v));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Single512 Cos(Single512 value) => new(Cosine.Cos(value._v));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Single512 Asin(Single512 value) => new(ArcSine.Asin(value._v));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Single512 Acos(Single512 value) => new(ArcCosine.Acos(value._v));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Single512 Atan(Single512 value) => new(ArcTangent.Atan(value._v));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Single512 Erf(Single512 value) => new(ErrorFunction.Erf(value._v));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Single512 Erfc(Single512 value) => new(ErrorFunction.Erfc(value._v));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Single512 LGamma(Single512 value) => new(LogGamma.LGamma(value._v));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Single512 Digamma(Single512 value) => new(Numerics.Digamma.Psi(value._v));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Single512 Trigamma(Single512 value) => new(Numerics.Trigamma.PsiPrime(value._v));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Single512 Pow(Single512 value, Single512 power) => new(Power.Pow(value._v, power._v));
}
