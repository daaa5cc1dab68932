using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using D = System.Runtime.Intrinsics.Vector512<double>;
using F = System.Runtime.Intrinsics.Vector512<float>;
using V = System.Runtime.Intrinsics.Vector512;

namespace LossGen.Numerics;

/// <summary>The derivative of digamma, within 4 units in the last place.</summary>
/// <remarks>
/// <para>From 1 on, with w = x − ½: m(t)/(w + 1), t = (w − 1)/(w + 1), m of degree 20 (0.14 units in the last place). Between
/// 0 and 1 it is that of x + 1, plus 1/x². Where x is negative, (π/sin πx)² less that of 1 − x. 0 and the negative
/// integers give +∞, −∞ NaN.</para>
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
        D m0 = V.MultiplyAddEstimate(V.Create(-1.4455821758479213), t, V.Create(1.8696044010893587));
        D m1 = V.MultiplyAddEstimate(V.Create(-0.4315291261391727), t, V.Create(0.8755953832245491));
        D m2 = V.MultiplyAddEstimate(V.Create(-0.07658451333402815), t, V.Create(0.18644289486215992));
        D m3 = V.MultiplyAddEstimate(V.Create(-0.011769167020664568), t, V.Create(0.0305828760576013));
        D m4 = V.MultiplyAddEstimate(V.Create(-0.0016760462067381507), t, V.Create(0.004466477923630273));
        D m5 = V.MultiplyAddEstimate(V.Create(-0.00022642348644737209), t, V.Create(0.0006148102573047332));
        D m6 = V.MultiplyAddEstimate(V.Create(-2.9356552791648653e-05), t, V.Create(8.201987902895305e-05));
        D m7 = V.MultiplyAddEstimate(V.Create(-3.612494709398841e-06), t, V.Create(1.0583975557777356e-05));
        D m8 = V.MultiplyAddEstimate(V.Create(-1.139522756375069e-06), t, V.Create(1.5798084670726934e-06));
        D m9 = V.MultiplyAddEstimate(V.Create(-4.541087392940736e-07), t, V.Create(8.926108227905882e-07));
        D m10 = V.MultiplyAddEstimate(m1, t2, m0);
        D m11 = V.MultiplyAddEstimate(m3, t2, m2);
        D m12 = V.MultiplyAddEstimate(m5, t2, m4);
        D m13 = V.MultiplyAddEstimate(m7, t2, m6);
        D m14 = V.MultiplyAddEstimate(m9, t2, m8);
        D m15 = V.MultiplyAddEstimate(m11, t4, m10);
        D m16 = V.MultiplyAddEstimate(m13, t4, m12);
        D m17 = V.MultiplyAddEstimate(V.Create(9.502548848087469e-08), t4, m14);
        D m18 = V.MultiplyAddEstimate(m16, t8, m15);
        D m = V.MultiplyAddEstimate(m17, t16, m18);
        D inverse = (one / a) & below;
        D y = V.MultiplyAddEstimate(m, r, inverse * inverse);
        if (V.LessThanAny(x, D.Zero))
        {
            D cosecant = V.Create(3.141592653589793) / PiMultiples.Sine(x);
            y = V.ConditionalSelect(negative, V.MultiplyAddEstimate(cosecant, cosecant, -y), y);
        }

        return y;
    }

    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public static F PsiPrime(F x) => V.Narrow(PsiPrime(V.WidenLower(x)), PsiPrime(V.WidenUpper(x)));
}
