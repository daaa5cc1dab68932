using System.ComponentModel;

namespace LossGen.Lanes;

/// <summary>
/// A fixed number of neighbouring values that are computed with at once: what a generated kernel is generic over.
/// </summary>
/// <remarks>
/// <para>A mask is a lane too: comparisons return all bits set or none per element, and <see cref="Select"/> takes it.
/// Comparisons with NaN are false, except <see cref="NotEqual"/>, which is true.</para>
/// <para>No member needs an operation that some target lacks: <see cref="MulAdd"/> fuses where the hardware does and is
/// two operations elsewhere.</para>
/// </remarks>
/// <typeparam name="TSelf">The lane itself.</typeparam>
/// <typeparam name="T">Its element, <see cref="float"/> or <see cref="double"/>.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public interface ILane<TSelf, T>
    where TSelf : struct, ILane<TSelf, T>
    where T : unmanaged
{
    /// <summary>The number of elements.</summary>
    static abstract int Count { get; }

    /// <summary>The value in every element.</summary>
    static abstract TSelf Broadcast(T value);

    /// <summary>The value, rounded once to <typeparamref name="T"/>, in every element.</summary>
    static abstract TSelf Constant(double value);

    /// <summary>The numbers start, start + 1, … as values of <typeparamref name="T"/>.</summary>
    static abstract TSelf Indices(nint start);

    /// <summary>The elements of <paramref name="source"/> from <paramref name="index"/> on.</summary>
    static abstract TSelf Load(ref readonly T source, nint index);

    /// <summary>The first <paramref name="count"/> elements, 0 in the rest; nothing beyond them is read.</summary>
    static abstract TSelf Load(ref readonly T source, nint index, int count);

    /// <summary>Stores every element.</summary>
    static abstract void Store(TSelf value, ref T destination, nint index);

    /// <summary>Stores the first <paramref name="count"/> elements; nothing beyond them is written.</summary>
    static abstract void Store(TSelf value, ref T destination, nint index, int count);

    /// <summary>A mask that is true in the first <paramref name="count"/> elements.</summary>
    static abstract TSelf First(int count);

    /// <summary>Element 0.</summary>
    static abstract T ToScalar(TSelf value);

    /// <summary>The sum, element by element.</summary>
    static abstract TSelf operator +(TSelf left, TSelf right);

    /// <summary>The difference, element by element.</summary>
    static abstract TSelf operator -(TSelf left, TSelf right);

    /// <summary>The product, element by element.</summary>
    static abstract TSelf operator *(TSelf left, TSelf right);

    /// <summary>The quotient, element by element.</summary>
    static abstract TSelf operator /(TSelf left, TSelf right);

    /// <summary>The value with its sign changed, that of 0 and NaN too.</summary>
    static abstract TSelf operator -(TSelf value);

    /// <summary>left · right + addend, fused where the hardware fuses.</summary>
    static abstract TSelf MulAdd(TSelf left, TSelf right, TSelf addend);

    /// <summary>left &lt; right, as a mask.</summary>
    static abstract TSelf Less(TSelf left, TSelf right);

    /// <summary>left ≤ right, as a mask.</summary>
    static abstract TSelf LessOrEqual(TSelf left, TSelf right);

    /// <summary>left &gt; right, as a mask.</summary>
    static abstract TSelf Greater(TSelf left, TSelf right);

    /// <summary>left ≥ right, as a mask.</summary>
    static abstract TSelf GreaterOrEqual(TSelf left, TSelf right);

    /// <summary>left = right, as a mask.</summary>
    static abstract TSelf Equal(TSelf left, TSelf right);

    /// <summary>left ≠ right, as a mask; true where either is NaN.</summary>
    static abstract TSelf NotEqual(TSelf left, TSelf right);

    /// <summary>Where both masks are set. Of values: the bits that both have.</summary>
    static abstract TSelf operator &(TSelf left, TSelf right);

    /// <summary>Where either mask is set. Of values: the bits that either has.</summary>
    static abstract TSelf operator |(TSelf left, TSelf right);

    /// <summary>The complement of a mask.</summary>
    static abstract TSelf operator ~(TSelf mask);

    /// <summary>Element by element, <paramref name="whenTrue"/> where the mask is set.</summary>
    static abstract TSelf Select(TSelf mask, TSelf whenTrue, TSelf whenFalse);

    /// <summary>Whether the mask is true in some element.</summary>
    static abstract bool Any(TSelf mask);

    /// <summary>left &gt; right ? left : right, so that the second operand wins when either is NaN.</summary>
    static abstract TSelf MaxOrSecond(TSelf left, TSelf right);

    /// <summary>left &lt; right ? left : right, so that the second operand wins when either is NaN.</summary>
    static abstract TSelf MinOrSecond(TSelf left, TSelf right);

    /// <summary>The larger; NaN if either is NaN.</summary>
    static abstract TSelf Max(TSelf left, TSelf right);

    /// <summary>The smaller; NaN if either is NaN.</summary>
    static abstract TSelf Min(TSelf left, TSelf right);

    /// <summary>The value without its sign.</summary>
    static abstract TSelf Abs(TSelf value);

    /// <summary>The square root, correctly rounded; NaN below 0.</summary>
    static abstract TSelf Sqrt(TSelf value);

    /// <summary>The largest integer that is not larger.</summary>
    static abstract TSelf Floor(TSelf value);

    /// <summary>To the nearest integer, halves to the even one.</summary>
    static abstract TSelf Round(TSelf value);

    /// <summary>The sum of all elements, added in double in an order that depends on nothing but the width.</summary>
    static abstract double Sum(TSelf value);

    /// <summary>The product of all elements, in every element.</summary>
    static abstract TSelf ProductAcross(TSelf value);

    /// <summary>The largest element in every element; NaN if any is NaN.</summary>
    static abstract TSelf MaxAcross(TSelf value);

    /// <summary>The smallest element in every element; NaN if any is NaN.</summary>
    static abstract TSelf MinAcross(TSelf value);

    /// <summary>e^value.</summary>
    static abstract TSelf Exp(TSelf value);

    /// <summary>The natural logarithm: −∞ at 0, NaN below.</summary>
    static abstract TSelf Log(TSelf value);

    /// <summary>log(1 + value), exact to the last digits near 0: −∞ at −1, NaN below.</summary>
    static abstract TSelf Log1p(TSelf value);

    /// <summary>e^value − 1, exact to the last digits near 0.</summary>
    static abstract TSelf Expm1(TSelf value);

    /// <summary>1/(1 + e^−value).</summary>
    static abstract TSelf Sigmoid(TSelf value);

    /// <summary>log(1 + e^value).</summary>
    static abstract TSelf Softplus(TSelf value);

    /// <summary>log(1/(1 + e^−value)), which is −softplus(−value).</summary>
    static abstract TSelf LogSigmoid(TSelf value);

    /// <summary>
    /// <see cref="Softplus"/> of the value and its slope, <see cref="Sigmoid"/>, for little more than one of them: they
    /// share their exponential.
    /// </summary>
    static abstract TSelf SoftplusAndSigmoid(TSelf value, out TSelf sigmoid);

    /// <summary><see cref="Sigmoid"/> of the value and of its negative, which add up to 1, each with its own digits.</summary>
    static abstract TSelf SigmoidAndComplement(TSelf value, out TSelf complement);

    /// <summary><see cref="Softplus"/> of the value and of its negative.</summary>
    static abstract TSelf SoftplusOfBothSigns(TSelf value, out TSelf ofNegative);

    /// <summary><see cref="Softplus"/> and <see cref="Sigmoid"/> of the value and of its negative.</summary>
    static abstract TSelf SoftplusAndSigmoidOfBothSigns(TSelf value, out TSelf ofNegative, out TSelf sigmoid, out TSelf complement);

    /// <summary>The logarithm to the base 2: −∞ at 0, NaN below.</summary>
    static abstract TSelf Log2(TSelf value);

    /// <summary>The real cube root.</summary>
    static abstract TSelf Cbrt(TSelf value);

    /// <summary>The hyperbolic tangent.</summary>
    static abstract TSelf Tanh(TSelf value);

    /// <summary>The hyperbolic sine.</summary>
    static abstract TSelf Sinh(TSelf value);

    /// <summary>The hyperbolic cosine.</summary>
    static abstract TSelf Cosh(TSelf value);

    /// <summary>The sine, of an angle of any size; NaN for an infinite one.</summary>
    static abstract TSelf Sin(TSelf value);

    /// <summary>The cosine, of an angle of any size; NaN for an infinite one.</summary>
    static abstract TSelf Cos(TSelf value);

    /// <summary>The inverse sine; NaN beyond ±1.</summary>
    static abstract TSelf Asin(TSelf value);

    /// <summary>The inverse cosine; NaN beyond ±1.</summary>
    static abstract TSelf Acos(TSelf value);

    /// <summary>The inverse tangent.</summary>
    static abstract TSelf Atan(TSelf value);

    /// <summary>The error function, 2/√π times the integral of e^−t² from 0.</summary>
    static abstract TSelf Erf(TSelf value);

    /// <summary>1 − erf, with all its digits in the tail.</summary>
    static abstract TSelf Erfc(TSelf value);

    /// <summary>log|Γ(value)|; +∞ at 0 and the negative integers.</summary>
    static abstract TSelf LGamma(TSelf value);

    /// <summary>The derivative of log Γ: ∓∞ at ±0, NaN at the negative integers.</summary>
    static abstract TSelf Digamma(TSelf value);

    /// <summary>The derivative of digamma; +∞ at 0 and the negative integers.</summary>
    static abstract TSelf Trigamma(TSelf value);

    /// <summary>value^power, with the special values of IEEE 754's pow: 1 for power 0; NaN for a negative value and no integer.</summary>
    static abstract TSelf Pow(TSelf value, TSelf power);
}
