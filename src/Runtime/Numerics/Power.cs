using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using LossGen.Lanes;
using D = System.Runtime.Intrinsics.Vector512<double>;
using F = System.Runtime.Intrinsics.Vector512<float>;
using V = System.Runtime.Intrinsics.Vector512;

namespace LossGen.Numerics;

/// <summary>x^y for real exponents, within 2 units in the last place, with the special values of IEEE 754's pow.</summary>
/// <remarks>
/// <para>x^y = e^(y·log|x|), and an exponent near 709 magnifies the relative error of the logarithm as much: for double it
/// is needed to 2^−64. e, f and s = f/(2 + f) as in <see cref="Logarithm"/>, but s in two doubles; log(1 + f) =
/// 2s + s·z·(⅔ + z·q(z)) with z = s² in two, ⅔ in two, and q, which weighs less than 2^−12, in one: degree 6 (2^−68). The
/// product with y is exact in two doubles, and <see cref="Exponential"/> takes both.</para>
/// <para>For float, the logarithm and the exponential of double are more than enough.</para>
/// <para>y = 0 and x = 1 give 1 whatever the other is. A negative x has a power only where y is an integer, with the sign
/// of (−1)^y, else NaN. Too long to be inlined: these are calls.</para>
/// </remarks>
internal static partial class Power
{
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public static D Pow(D x, D y) => WithLimits(x, y, OfPositive(V.Abs(x), y));

    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public static F Pow(F x, F y) => V.Narrow(
        Short(V.WidenLower(x), V.WidenLower(y)),
        Short(V.WidenUpper(x), V.WidenUpper(y)));

    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    private static D Short(D x, D y) => WithLimits(x, y, Exponential.Exp(y * Logarithm.Log(V.Abs(x))));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static D OfPositive(D x, D y)
    {
        D small = V.LessThan(x, V.Create(2.2250738585072014e-308));
        Vector512<long> bits = V.ConditionalSelect(small, x * V.Create(4503599627370496d), x).AsInt64() + V.Create(0x0009_5F61_9980_C433L);
        D e = Logarithm.Exponent(bits) - (small & V.Create(52d));
        D f = ((bits & V.Create(0xF_FFFF_FFFF_FFFFL)) + V.Create(0x3FE6_A09E_667F_3BCDL)).AsDouble() - V.Create(1d);

        D divisor = f + V.Create(2d);
        D divisorLow = f - (divisor - V.Create(2d));
        D s = f / divisor;
        D product = s * divisor;
        D sLow = (f - product - Instructions.LowProduct(s, divisor, product) - s * divisorLow) / divisor;

        D z = s * s;
        D zLow = V.MultiplyAddEstimate(s + s, sLow, Instructions.LowProduct(s, s, z));
        D z2 = z * z;
        D z4 = z2 * z2;
        D q0 = V.MultiplyAddEstimate(V.Create(0.28571428570099583), z, V.Create(0.40000000000002256));
        D q1 = V.MultiplyAddEstimate(V.Create(0.1818178436699866), z, V.Create(0.222222225199233));
        D q2 = V.MultiplyAddEstimate(V.Create(0.13256817516503008), z, V.Create(0.15386757339426962));
        D q3 = V.MultiplyAddEstimate(q1, z2, q0);
        D q4 = V.MultiplyAddEstimate(V.Create(0.1319633112394286), z2, q2);
        D q = V.MultiplyAddEstimate(q4, z4, q3);
        D bracketLow = z * q;
        D bracket = V.Create(0.6666666666666666) + bracketLow;
        bracketLow = V.Create(0.6666666666666666) - bracket + bracketLow + V.MultiplyAddEstimate(zLow, q, V.Create(3.700743415417188e-17));

        D cube = s * z;
        D cubeLow = Instructions.LowProduct(s, z, cube) + V.MultiplyAddEstimate(s, zLow, sLow * z);
        D tail = cube * bracket;
        D tailLow = Instructions.LowProduct(cube, bracket, tail) + V.MultiplyAddEstimate(cube, bracketLow, cubeLow * bracket);

        D twice = s + s;
        D ofOnePlus = twice + tail;
        D ofOnePlusLow = twice - ofOnePlus + tail + (sLow + sLow + tailLow);
        D whole = e * V.Create(0.6931471805592082);
        D log = whole + ofOnePlus;
        D logLow = whole - log + ofOnePlus + V.MultiplyAddEstimate(e, V.Create(7.371002565167799e-13), ofOnePlusLow);

        D power = y * log;
        D powerLow = V.MultiplyAddEstimate(y, logLow, Instructions.LowProduct(y, log, power));
        return Exponential.Exp(power, powerLow & V.LessThan(V.Abs(power), V.Create(800d)));
    }

    /// <summary>The value from that of |x|: sign, and what the logarithm has no number for.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static D WithLimits(D x, D y, D value)
    {
        D size = V.Abs(x);
        D one = V.Create(1d);
        D infinity = V.Create(double.PositiveInfinity);
        D infinite = V.Equals(size, infinity);
        D growing = infinite ^ V.LessThan(y, D.Zero);
        value = V.ConditionalSelect(infinite | V.Equals(size, D.Zero), infinity & growing, value);
        value = V.ConditionalSelect(V.Equals(size, one), one, value);

        D half = y * V.Create(0.5);
        D whole = V.Equals(Rounding.Round(y), y);
        D even = V.Equals(Rounding.Round(half), half);
        value |= x & V.Create(-0d) & whole & ~even;
        value = V.ConditionalSelect(V.LessThan(x, D.Zero) & ~infinite & ~whole, V.Create(double.NaN), value);
        value = V.ConditionalSelect(V.Equals(x, x) & V.Equals(y, y), value, x + y);
        return V.ConditionalSelect(V.Equals(y, D.Zero) | V.Equals(x, one), one, value);
    }
}
