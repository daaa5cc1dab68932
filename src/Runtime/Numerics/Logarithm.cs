using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using LossGen.Lanes;
using D = System.Runtime.Intrinsics.Vector512<double>;
using F = System.Runtime.Intrinsics.Vector512<float>;
using V = System.Runtime.Intrinsics.Vector512;

namespace LossGen.Numerics;

/// <summary>The natural logarithm, within 2 units in the last place.</summary>
/// <remarks>
/// <para>x = 2^e·(1 + f) with 1 + f in [√½, √2); numbers below the normal ones are scaled up first where bits are cut.
/// log x = e·ln 2 + log(1 + f), where ln 2 is split so that its upper part times e is exact without fusing. The sum runs
/// from small to large, and for e = 0 it begins with f itself, which is exact: near 1 no digit is lost.</para>
/// <para>Float: log(1 + f) = f + f²·(−½ + f·p(f)), p of degree 7 (0.14 units in the last place). Double: with
/// s = f/(2 + f), log(1 + f) = 2·artanh s = f − f²/2 + s·(f²/2 + R(s²)), R of degree 7 (0.01): one division for
/// thirteen more multiply-adds.</para>
/// <para>0 gives −∞, what is below 0 NaN, +∞ and NaN themselves.</para>
/// </remarks>
internal static partial class Logarithm
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static F Log(F x)
    {
        F f = Instructions.Split(x, out F e) - V.Create(1f);
        F y = V.MultiplyAddEstimate(e, V.Create(1.4286068e-6f), Tail(f)) + f;
        return Instructions.LogarithmLimits(x, V.MultiplyAddEstimate(e, V.Create(0.69314575f), y));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static D Log(D x)
    {
        D f = Instructions.Split(x, out D e) - V.Create(1d);
        D y = V.MultiplyAddEstimate(e, V.Create(1.9082149292705877e-10), Tail(f)) + f;
        return Instructions.LogarithmLimits(x, V.MultiplyAddEstimate(e, V.Create(0.6931471803691238), y));
    }

    /// <summary>x = 2^e·m with m in [√½, √2), cut out of the bits; x is positive and finite.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static F Split(F x, out F e)
    {
        F small = V.LessThan(x, V.Create(1.17549435e-38f));
        Vector512<int> bits = V.ConditionalSelect(small, x * V.Create(8388608f), x).AsInt32() - V.Create(0x3F3504F3);
        e = V.ConvertToSingle(bits >> 23) - (small & V.Create(23f));
        return ((bits & V.Create(0x7FFFFF)) + V.Create(0x3F3504F3)).AsSingle();
    }

    /// <inheritdoc cref="Split(F, out F)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static D Split(D x, out D e)
    {
        D small = V.LessThan(x, V.Create(2.2250738585072014e-308));
        Vector512<long> bits = V.ConditionalSelect(small, x * V.Create(4503599627370496d), x).AsInt64() + V.Create(0x0009_5F61_9980_C433L);
        e = Exponent(bits) - (small & V.Create(52d));
        return ((bits & V.Create(0xF_FFFF_FFFF_FFFFL)) + V.Create(0x3FE6_A09E_667F_3BCDL)).AsDouble();
    }

    /// <summary>log(1 + f) − f for 1 + f in [√½, √2].</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static F Tail(F f)
    {
        F f2 = f * f;
        F f4 = f2 * f2;
        F p0 = V.MultiplyAddEstimate(V.Create(-0.25000843f), f, V.Create(0.3333338f));
        F p1 = V.MultiplyAddEstimate(V.Create(-0.16620891f), f, V.Create(0.19998668f));
        F p2 = V.MultiplyAddEstimate(V.Create(-0.13219914f), f, V.Create(0.14244244f));
        F p3 = V.MultiplyAddEstimate(V.Create(-0.072358996f), f, V.Create(0.12537841f));
        F p4 = V.MultiplyAddEstimate(p1, f2, p0);
        F p5 = V.MultiplyAddEstimate(p3, f2, p2);
        F p = V.MultiplyAddEstimate(p5, f4, p4);
        return f2 * V.MultiplyAddEstimate(p, f, V.Create(-0.5f));
    }

    /// <inheritdoc cref="Tail(F)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static D Tail(D f)
    {
        D s = f / (f + V.Create(2d));
        D z = s * s;
        D z2 = z * z;
        D z4 = z2 * z2;
        D p0 = V.MultiplyAddEstimate(V.Create(0.39999999999408653), z, V.Create(0.6666666666666735));
        D p1 = V.MultiplyAddEstimate(V.Create(0.22222198383393685), z, V.Create(0.2857142874394941));
        D p2 = V.MultiplyAddEstimate(V.Create(0.15313766873161874), z, V.Create(0.1818357457951781));
        D p3 = V.MultiplyAddEstimate(p1, z2, p0);
        D p4 = V.MultiplyAddEstimate(V.Create(0.14798987327415933), z2, p2);
        D p = V.MultiplyAddEstimate(p4, z4, p3);
        D half = f * f * V.Create(0.5);
        return V.MultiplyAddEstimate(s, V.MultiplyAddEstimate(p, z, half), -half);
    }

    /// <summary>The biased exponent in the upper bits, as a number without its bias of 1023.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static D Exponent(Vector512<long> bits) =>
        (V.ShiftRightLogical(bits, 52) | V.Create(0x4330_0000_0000_0000L)).AsDouble() - V.Create(4503599627371519d);

    /// <summary>y, a logarithm, where x is positive and finite; else −∞ for 0, NaN below it, and +∞ and NaN themselves.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static F WithLimits(F x, F y)
    {
        y = V.ConditionalSelect(V.LessThan(x, V.Create(float.PositiveInfinity)), y, x);
        y = V.ConditionalSelect(V.LessThan(x, F.Zero), V.Create(float.NaN), y);
        return V.ConditionalSelect(V.Equals(x, F.Zero), V.Create(float.NegativeInfinity), y);
    }

    /// <inheritdoc cref="WithLimits(F, F)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static D WithLimits(D x, D y)
    {
        y = V.ConditionalSelect(V.LessThan(x, V.Create(double.PositiveInfinity)), y, x);
        y = V.ConditionalSelect(V.LessThan(x, D.Zero), V.Create(double.NaN), y);
        return V.ConditionalSelect(V.Equals(x, D.Zero), V.Create(double.NegativeInfinity), y);
    }
}
