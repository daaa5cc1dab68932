using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using D = System.Runtime.Intrinsics.Vector512<double>;
using F = System.Runtime.Intrinsics.Vector512<float>;
using V = System.Runtime.Intrinsics.Vector512;

namespace LossGen.Numerics;

/// <summary>The derivative of digamma, within 4 units in the last place.</summary>
/// <remarks>
/// <para>From 1 on, with w = x − ½: (1 − (1 − t)²·p(t))/w, t = (w − 1)/(w + 1), p of degree 21 (0.07 units in the last place).
/// Between 0 and 1 it is that of x + 1, plus 1/x². Where x is negative, (π/sin πx)² less that of 1 − x. 0 and the
/// negative integers give +∞, −∞ NaN.</para>
/// <para>Too long to be inlined: these are calls. Float goes through double.</para>
/// </remarks>
internal static partial class Trigamma
{
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public static D PsiPrime(D x)
    {
        D one = V.Create(1d);
        D negative = V.LessThan(x, D.Zero);
        D a = V.ConditionalSelect(negative, one - x, x);
        D below = V.LessThan(a, one);
        D w = V.ConditionalSelect(below, a + V.Create(0.5), a - V.Create(0.5));
        D r = one / (w + one);
        D t = (w - one) * r;
        t = V.ConditionalSelect(V.LessThan(w, V.Create(double.PositiveInfinity)), t, one);
        D t2 = t * t;
        D t4 = t2 * t2;
        D t8 = t4 * t4;
        D t16 = t8 * t8;
        D p0 = V.MultiplyAddEstimate(V.Create(-0.08161551371007737), t, V.Create(0.0651977994553207));
        D p1 = V.MultiplyAddEstimate(V.Create(-0.02728847596015674), t, V.Create(0.056564569436210375));
        D p2 = V.MultiplyAddEstimate(V.Create(-0.004837526242456839), t, V.Create(0.011401594281949859));
        D p3 = V.MultiplyAddEstimate(V.Create(-0.0007209844469737084), t, V.Create(0.001924171878092015));
        D p4 = V.MultiplyAddEstimate(V.Create(-0.00010382530814524617), t, V.Create(0.00028520345037666027));
        D p5 = V.MultiplyAddEstimate(V.Create(-1.48303368265837e-05), t, V.Create(3.777060961738688e-05));
        D p6 = V.MultiplyAddEstimate(V.Create(-1.934336682979851e-06), t, V.Create(4.7107421855501476e-06));
        D p7 = V.MultiplyAddEstimate(V.Create(-7.035306576572498e-07), t, V.Create(9.126140003570747e-07));
        D p8 = V.MultiplyAddEstimate(V.Create(1.36952936515212e-06), t, V.Create(1.3440061880539207e-07));
        D p9 = V.MultiplyAddEstimate(V.Create(2.1055372451210862e-06), t, V.Create(-2.446424866160566e-06));
        D p10 = V.MultiplyAddEstimate(V.Create(1.6907020178305446e-07), t, V.Create(-9.373750071289547e-07));
        D p11 = V.MultiplyAddEstimate(p1, t2, p0);
        D p12 = V.MultiplyAddEstimate(p3, t2, p2);
        D p13 = V.MultiplyAddEstimate(p5, t2, p4);
        D p14 = V.MultiplyAddEstimate(p7, t2, p6);
        D p15 = V.MultiplyAddEstimate(p9, t2, p8);
        D p16 = V.MultiplyAddEstimate(p12, t4, p11);
        D p17 = V.MultiplyAddEstimate(p14, t4, p13);
        D p18 = V.MultiplyAddEstimate(p10, t4, p15);
        D p19 = V.MultiplyAddEstimate(p17, t8, p16);
        D p = V.MultiplyAddEstimate(p18, t16, p19);
        D inverse = (one / a) & below;
        D small = r + r;
        D y = V.MultiplyAddEstimate(-(small * small), p, one) / w + inverse * inverse;
        if (V.LessThanAny(x, D.Zero))
        {
            D cosecant = one / PiMultiples.SineOverPi(x);
            y = V.ConditionalSelect(negative, V.MultiplyAddEstimate(cosecant, cosecant, -y), y);
        }

        return y;
    }

    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public static F PsiPrime(F x) => V.Narrow(PsiPrime(V.WidenLower(x)), PsiPrime(V.WidenUpper(x)));
}
