using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using LossGen.Lanes;
using D = System.Runtime.Intrinsics.Vector512<double>;
using F = System.Runtime.Intrinsics.Vector512<float>;
using V = System.Runtime.Intrinsics.Vector512;

namespace LossGen.Numerics;

/// <summary>The logarithmic derivative of Γ, within 4 units in the last place away from its zeros.</summary>
/// <remarks>
/// <para>From 1 on, with w = x − ½: log w + (1 − t)²·k(t), t = (w − k₀)/(w + k₀) and k₀ = 0.6875, k of degree 22 (0.2 units in
/// the last place): both terms are small around the zero at 1.4616, so that it keeps most digits.</para>
/// <para>Between 0 and 1 it is that of x + 1, less 1/x. Where x is negative, that of 1 − x, less π/tan πx; digits
/// cancel near the zeros there. ±0 gives ∓∞, a negative integer NaN, −∞ NaN.</para>
/// <para>Too long to be inlined: these are calls. Float goes through double.</para>
/// </remarks>
internal static partial class Digamma
{
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public static D Psi(D x)
    {
        D one = V.Create(1d);
        D negative = V.LessThan(x, D.Zero);
        D a = V.ConditionalSelect(negative, one - x, x);
        D below = V.LessThan(a, one);
        D w = V.ConditionalSelect(below, a + V.Create(0.5), a - V.Create(0.5));
        D r = one / (w + V.Create(0.6875));
        D t = V.ConditionalSelect(V.LessThan(w, V.Create(double.PositiveInfinity)), (w - V.Create(0.6875)) * r, one);
        D t2 = t * t;
        D t4 = t2 * t2;
        D t8 = t4 * t4;
        D t16 = t8 * t8;
        D k0 = V.MultiplyAddEstimate(V.Create(-0.09220978495101623), t, V.Create(0.06969479940151023));
        D k1 = V.MultiplyAddEstimate(V.Create(-0.060060277549894535), t, V.Create(0.07796890049629387));
        D k2 = V.MultiplyAddEstimate(V.Create(-0.041171315606818505), t, V.Create(0.048941428610980386));
        D k3 = V.MultiplyAddEstimate(V.Create(-0.031021014243259783), t, V.Create(0.03533073167880327));
        D k4 = V.MultiplyAddEstimate(V.Create(-0.024874718399437182), t, V.Create(0.027611028224864494));
        D k5 = V.MultiplyAddEstimate(V.Create(-0.020764572366103885), t, V.Create(0.02263721719417193));
        D k6 = V.MultiplyAddEstimate(V.Create(-0.017796464790382684), t, V.Create(0.01918505233196006));
        D k7 = V.MultiplyAddEstimate(V.Create(-0.014616223042786355), t, V.Create(0.01639935817187832));
        D k8 = V.MultiplyAddEstimate(V.Create(-0.008667357680551406), t, V.Create(0.012043174771712038));
        D k9 = V.MultiplyAddEstimate(V.Create(-0.0023343981570353276), t, V.Create(0.0051262754892566365));
        D k10 = V.MultiplyAddEstimate(V.Create(-0.00015225930125760983), t, V.Create(0.0007547255779769866));
        D k11 = V.MultiplyAddEstimate(k1, t2, k0);
        D k12 = V.MultiplyAddEstimate(k3, t2, k2);
        D k13 = V.MultiplyAddEstimate(k5, t2, k4);
        D k14 = V.MultiplyAddEstimate(k7, t2, k6);
        D k15 = V.MultiplyAddEstimate(k9, t2, k8);
        D k16 = V.MultiplyAddEstimate(V.Create(1.4261632248216251e-05), t2, k10);
        D k17 = V.MultiplyAddEstimate(k12, t4, k11);
        D k18 = V.MultiplyAddEstimate(k14, t4, k13);
        D k19 = V.MultiplyAddEstimate(k16, t4, k15);
        D k20 = V.MultiplyAddEstimate(k18, t8, k17);
        D k = V.MultiplyAddEstimate(k19, t16, k20);
        D small = r * V.Create(1.375);
        D y = V.MultiplyAddEstimate(small * small, k, Logarithm.Log(w));
        y -= (one / a) & below;
        if (V.LessThanAny(x, D.Zero))
        {
            D sine = PiMultiples.SineOverPi(x);
            D reflected = y - V.Create(3.141592653589793) * PiMultiples.CosineOverPi(x) / sine;
            reflected = V.ConditionalSelect(V.Equals(sine, D.Zero), V.Create(double.NaN), reflected);
            y = V.ConditionalSelect(negative, reflected, y);
        }

        return y;
    }

    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public static F Psi(F x) => V.Narrow(Psi(V.WidenLower(x)), Psi(V.WidenUpper(x)));
}
