using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using LossGen.Lanes;
using D = System.Runtime.Intrinsics.Vector512<double>;
using F = System.Runtime.Intrinsics.Vector512<float>;
using V = System.Runtime.Intrinsics.Vector512;

namespace LossGen.Numerics;

/// <summary>The error function and its complement, within 4 units in the last place, tails included.</summary>
/// <remarks>
/// <para>erfc a = e^−a²·G(t)/(1 + 2a) for a ≥ 0 with t = (a − 4)/(a + 4): G = (1 + 2a)·e^a²·erfc a is smooth and near 1 up to
/// where the result is 0. 0.6875·G, which stays below 1 and so has smaller units, is a polynomial of degree 22 in t (0.1
/// units in the last place); t = 2·a/(a + 4) − 1 rounds but once near −1. For the exponential a is split into an upper part
/// whose square is exact and a lower one: −a² = −u² − (a − u)(a + u).</para>
/// <para>erf x is 2/√π·(x + x³·p(x²)) up to 1, p of degree 11 (0.001), else 1 − erfc|x| with the sign copied. erfc is 1 − erf
/// where that is more than a half, and 2 − erfc|x| on the left.</para>
/// <para>Too long to be inlined: these are calls. Float goes through double.</para>
/// </remarks>
internal static partial class ErrorFunction
{
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public static D Erf(D x)
    {
        D size = V.Abs(x);
        D far = V.Create(1d) - Complement(size);
        return V.ConditionalSelect(V.LessThan(size, V.Create(1d)), Near(size), far) | (x & V.Create(-0d));
    }

    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public static D Erfc(D x)
    {
        D right = Complement(V.Abs(x));
        D far = V.ConditionalSelect(V.LessThan(x, D.Zero), V.Create(2d) - right, right);
        return V.ConditionalSelect(V.LessThan(V.Abs(x), V.Create(0.46875)), V.Create(1d) - Near(x), far);
    }

    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public static F Erf(F x) => V.Narrow(Erf(V.WidenLower(x)), Erf(V.WidenUpper(x)));

    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public static F Erfc(F x) => V.Narrow(Erfc(V.WidenLower(x)), Erfc(V.WidenUpper(x)));

    /// <summary>erf x for |x| ≤ 1.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static D Near(D x)
    {
        D z = x * x;
        D z2 = z * z;
        D z4 = z2 * z2;
        D z8 = z4 * z4;
        D p0 = V.MultiplyAddEstimate(V.Create(0.0999999999999985), z, V.Create(-0.3333333333333333));
        D p1 = V.MultiplyAddEstimate(V.Create(0.004629629629155362), z, V.Create(-0.023809523809485596));
        D p2 = V.MultiplyAddEstimate(V.Create(0.00010683759144343814), z, V.Create(-0.0007575757541773023));
        D p3 = V.MultiplyAddEstimate(V.Create(1.4588216761457248e-06), z, V.Create(-1.3227466870408816e-05));
        D p4 = V.MultiplyAddEstimate(V.Create(1.2993887579915664e-08), z, V.Create(-1.4490417595423517e-07));
        D p5 = V.MultiplyAddEstimate(V.Create(5.290243531958995e-11), z, V.Create(-1.0085938664557182e-09));
        D p6 = V.MultiplyAddEstimate(p1, z2, p0);
        D p7 = V.MultiplyAddEstimate(p3, z2, p2);
        D p8 = V.MultiplyAddEstimate(p5, z2, p4);
        D p9 = V.MultiplyAddEstimate(p7, z4, p6);
        D p = V.MultiplyAddEstimate(p8, z8, p9);
        D s = V.MultiplyAddEstimate(p * z, x, x);
        return V.MultiplyAddEstimate(s, V.Create(0.12837916709551256), s);
    }

    /// <summary>erfc a for a ≥ 0.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static D Complement(D a)
    {
        a = Instructions.MinOrSecond(V.Create(28d), a);
        D t = V.MultiplyAddEstimate(a / (a + V.Create(4d)), V.Create(2d), V.Create(-1d));
        D t2 = t * t;
        D t4 = t2 * t2;
        D t8 = t4 * t4;
        D t16 = t8 * t8;
        D g0 = V.MultiplyAddEstimate(V.Create(-0.09598951782788698), t, V.Create(0.8476841440550673));
        D g1 = V.MultiplyAddEstimate(V.Create(0.0468167248001301), t, V.Create(0.010573510820551935));
        D g2 = V.MultiplyAddEstimate(V.Create(0.06444132406034997), t, V.Create(-0.06946435790000281));
        D g3 = V.MultiplyAddEstimate(V.Create(0.0255526669485196), t, V.Create(-0.04560212649516869));
        D g4 = V.MultiplyAddEstimate(V.Create(0.0034594792115707563), t, V.Create(-0.011135942168800931));
        D g5 = V.MultiplyAddEstimate(V.Create(-0.00013698817425920675), t, V.Create(-0.0005209691500323291));
        D g6 = V.MultiplyAddEstimate(V.Create(-1.677717619161864e-05), t, V.Create(0.00010355269866602282));
        D g7 = V.MultiplyAddEstimate(V.Create(3.931138358419685e-06), t, V.Create(-7.71680024685745e-06));
        D g8 = V.MultiplyAddEstimate(V.Create(-5.744339975486806e-07), t, V.Create(2.068156042979613e-07));
        D g9 = V.MultiplyAddEstimate(V.Create(7.960937525624702e-08), t, V.Create(4.338078175783086e-08));
        D g10 = V.MultiplyAddEstimate(V.Create(-9.53606048776753e-09), t, V.Create(-5.3424610317847e-09));
        D g11 = V.MultiplyAddEstimate(g1, t2, g0);
        D g12 = V.MultiplyAddEstimate(g3, t2, g2);
        D g13 = V.MultiplyAddEstimate(g5, t2, g4);
        D g14 = V.MultiplyAddEstimate(g7, t2, g6);
        D g15 = V.MultiplyAddEstimate(g9, t2, g8);
        D g16 = V.MultiplyAddEstimate(V.Create(-1.2940504328395555e-09), t2, g10);
        D g17 = V.MultiplyAddEstimate(g12, t4, g11);
        D g18 = V.MultiplyAddEstimate(g14, t4, g13);
        D g19 = V.MultiplyAddEstimate(g16, t4, g15);
        D g20 = V.MultiplyAddEstimate(g18, t8, g17);
        D g = V.MultiplyAddEstimate(g19, t16, g20);
        D upper = (a.AsInt64() & V.Create(~0x7FF_FFFFL)).AsDouble();
        D exponential = Exponential.Exp(-(upper * upper), (upper - a) * (upper + a));
        return exponential * (g / V.MultiplyAddEstimate(a, V.Create(1.375), V.Create(0.6875)));
    }
}
