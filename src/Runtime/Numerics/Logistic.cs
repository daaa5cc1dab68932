using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using LossGen.Lanes;
using D = System.Runtime.Intrinsics.Vector512<double>;
using F = System.Runtime.Intrinsics.Vector512<float>;
using V = System.Runtime.Intrinsics.Vector512;

namespace LossGen.Numerics;

/// <summary>The logistic function and its antiderivative softplus, within 2 units in the last place.</summary>
/// <remarks>
/// <para>Everything comes from t = e^−|x|, which lies in [0, 1] and neither overflows nor cancels. With s = t/(1 + t),
/// sigmoid is 1 − s on the right and t − t·s on the left, so that only the last rounding counts in full and not that of
/// 1 + t; softplus is max(x, 0) + log(1 + t). There is no threshold, and both tails keep
/// their digits down to the smallest numbers.</para>
/// <para>sigmoid(±∞) is 1 and 0, softplus(±∞) +∞ and 0, and NaN stays NaN.</para>
/// </remarks>
internal static partial class Logistic
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static F Sigmoid(F x) => Sigmoid(x, Exponential.Exp(-V.Abs(x)));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static D Sigmoid(D x) => Sigmoid(x, Exponential.Exp(-V.Abs(x)));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static F Softplus(F x) => Softplus(x, Exponential.Exp(-V.Abs(x)));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static D Softplus(D x) => Softplus(x, Exponential.Exp(-V.Abs(x)));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static F LogSigmoid(F x) => -Softplus(-x);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static D LogSigmoid(D x) => -Softplus(-x);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static F SoftplusAndSigmoid(F x, out F sigmoid)
    {
        F t = Exponential.Exp(-V.Abs(x));
        sigmoid = Sigmoid(x, t);
        return Softplus(x, t);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static D SoftplusAndSigmoid(D x, out D sigmoid)
    {
        D t = Exponential.Exp(-V.Abs(x));
        sigmoid = Sigmoid(x, t);
        return Softplus(x, t);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static F SigmoidAndComplement(F x, out F complement)
    {
        F t = Exponential.Exp(-V.Abs(x));
        complement = Sigmoid(-x, t);
        return Sigmoid(x, t);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static D SigmoidAndComplement(D x, out D complement)
    {
        D t = Exponential.Exp(-V.Abs(x));
        complement = Sigmoid(-x, t);
        return Sigmoid(x, t);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static F SoftplusAndSigmoidOfBothSigns(F x, out F ofNegative, out F sigmoid, out F complement)
    {
        F t = Exponential.Exp(-V.Abs(x));
        sigmoid = Sigmoid(x, t);
        complement = Sigmoid(-x, t);
        F logarithm = LogarithmOfOnePlus.OfUnit(t);
        ofNegative = Instructions.MaxOrSecond(F.Zero, -x) + logarithm;
        return Instructions.MaxOrSecond(F.Zero, x) + logarithm;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static D SoftplusAndSigmoidOfBothSigns(D x, out D ofNegative, out D sigmoid, out D complement)
    {
        D t = Exponential.Exp(-V.Abs(x));
        sigmoid = Sigmoid(x, t);
        complement = Sigmoid(-x, t);
        D logarithm = LogarithmOfOnePlus.OfUnit(t);
        ofNegative = Instructions.MaxOrSecond(D.Zero, -x) + logarithm;
        return Instructions.MaxOrSecond(D.Zero, x) + logarithm;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static F Sigmoid(F x, F t)
    {
        F left = t / (t + V.Create(1f));
        F a = V.ConditionalSelect(V.LessThan(x, F.Zero), t, V.Create(1f));
        return V.MultiplyAddEstimate(-left, a, a);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static D Sigmoid(D x, D t)
    {
        D left = t / (t + V.Create(1d));
        D a = V.ConditionalSelect(V.LessThan(x, D.Zero), t, V.Create(1d));
        return V.MultiplyAddEstimate(-left, a, a);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static F Softplus(F x, F t) => Instructions.MaxOrSecond(F.Zero, x) + LogarithmOfOnePlus.OfUnit(t);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static D Softplus(D x, D t) => Instructions.MaxOrSecond(D.Zero, x) + LogarithmOfOnePlus.OfUnit(t);
}
