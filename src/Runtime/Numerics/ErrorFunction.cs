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
/// where the result is 0, and a polynomial of degree 22 in t (0.13 units in the last place). For the exponential a is split
/// into an upper part whose square is exact and a lower one: −a² = −u² − (a − u)(a + u).</para>
/// <para>erfc of a negative number is 2 − erfc|x|. erf x is x·(c + x²·p(x²)) up to 1, p of degree 11 (0.001), else 1 − erfc|x|
/// with the sign copied.</para>
/// <para>Too long to be inlined: these are calls. Float goes through double.</para>
/// </remarks>
internal static partial class ErrorFunction
{
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public static D Erf(D x)
    {
        D size = V.Abs(x);
        D far = V.Create(1d) - Complement(size);
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
        D s = V.MultiplyAddEstimate(p * z, size, size);
        D near = V.MultiplyAddEstimate(s, V.Create(0.12837916709551256), s);
        return V.ConditionalSelect(V.LessThan(size, V.Create(1d)), near, far) | (x & V.Create(-0d));
    }

    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public static D Erfc(D x)
    {
        D right = Complement(V.Abs(x));
        return V.ConditionalSelect(V.LessThan(x, D.Zero), V.Create(2d) - right, right);
    }

    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public static F Erf(F x) => V.Narrow(Erf(V.WidenLower(x)), Erf(V.WidenUpper(x)));

    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public static F Erfc(F x) => V.Narrow(Erfc(V.WidenLower(x)), Erfc(V.WidenUpper(x)));

    /// <summary>erfc a for a ≥ 0.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static D Complement(D a)
    {
        a = Instructions.MinOrSecond(V.Create(28d), a);
        D t = (a - V.Create(4d)) / (a + V.Create(4d));
        D t2 = t * t;
        D t4 = t2 * t2;
        D t8 = t4 * t4;
        D t16 = t8 * t8;
        D g0 = V.MultiplyAddEstimate(V.Create(-0.13962111684056286), t, V.Create(1.2329951186255526));
        D g1 = V.MultiplyAddEstimate(V.Create(0.06809705425473468), t, V.Create(0.015379652102620996));
        D g2 = V.MultiplyAddEstimate(V.Create(0.0937328349968727), t, V.Create(-0.10103906603636773));
        D g3 = V.MultiplyAddEstimate(V.Create(0.03716751556148306), t, V.Create(-0.06633036581115447));
        D g4 = V.MultiplyAddEstimate(V.Create(0.005031969762284736), t, V.Create(-0.016197734063710445));
        D g5 = V.MultiplyAddEstimate(V.Create(-0.00019925552619520982), t, V.Create(-0.0007577733091379332));
        D g6 = V.MultiplyAddEstimate(V.Create(-2.440316536962711e-05), t, V.Create(0.00015062210715057866));
        D g7 = V.MultiplyAddEstimate(V.Create(5.718019430428633e-06), t, V.Create(-1.1224436722701745e-05));
        D g8 = V.MultiplyAddEstimate(V.Create(-8.355403600708081e-07), t, V.Create(3.00822697160671e-07));
        D g9 = V.MultiplyAddEstimate(V.Create(1.1579545491817747e-07), t, V.Create(6.309931892048124e-08));
        D g10 = V.MultiplyAddEstimate(V.Create(-1.387063343675277e-08), t, V.Create(-7.770852409868655e-09));
        D g11 = V.MultiplyAddEstimate(g1, t2, g0);
        D g12 = V.MultiplyAddEstimate(g3, t2, g2);
        D g13 = V.MultiplyAddEstimate(g5, t2, g4);
        D g14 = V.MultiplyAddEstimate(g7, t2, g6);
        D g15 = V.MultiplyAddEstimate(g9, t2, g8);
        D g16 = V.MultiplyAddEstimate(V.Create(-1.8822551750393533e-09), t2, g10);
        D g17 = V.MultiplyAddEstimate(g12, t4, g11);
        D g18 = V.MultiplyAddEstimate(g14, t4, g13);
        D g19 = V.MultiplyAddEstimate(g16, t4, g15);
        D g20 = V.MultiplyAddEstimate(g18, t8, g17);
        D g = V.MultiplyAddEstimate(g19, t16, g20);
        D upper = (a.AsInt64() & V.Create(~0x7FF_FFFFL)).AsDouble();
        D exponential = Exponential.Exp(-(upper * upper), (upper - a) * (upper + a));
        return exponential * (g / V.MultiplyAddEstimate(a, V.Create(2d), V.Create(1d)));
    }
}
