using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using D = System.Runtime.Intrinsics.Vector512<double>;
using F = System.Runtime.Intrinsics.Vector512<float>;
using V = System.Runtime.Intrinsics.Vector512;

namespace LossGen.Numerics;

/// <summary>
/// The logarithm of |Γ(x)|, within 4 units in the last place away from its zeros; those at 1 and 2 keep their digits too.
/// </summary>
/// <remarks>
/// <para>From 4 on, with w = x − ½ and v = 1/w²: w·(log w − 1) + ½·log 2π + κ(v)/w, κ of degree 10 (0.02 units in the last
/// place), which converges better than Stirling's series in x.</para>
/// <para>Below, y = x + k lies in [1.25, 2.5), and log Γ(2 + u) = u·(1 + u)·p(u), p of degree 20 (0.05), which keeps the zeros
/// at 1 and 2: a product of at most two factors stands for the steps in between, and its logarithm is added or taken away.
/// There is one logarithm in all.</para>
/// <para>Where x is negative, log|Γ(x)| = −log(|sin πx|/π) − log Γ(1 − x), by a second logarithm if any element needs it;
/// digits cancel near the zeros there. 0, the negative integers and ±∞ give +∞.</para>
/// <para>Too long to be inlined: these are calls. Float goes through double.</para>
/// </remarks>
internal static partial class LogGamma
{
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public static D LGamma(D x)
    {
        D negative = V.LessThan(x, D.Zero);
        D y = OfPositive(V.ConditionalSelect(negative, V.Create(1d) - x, x));
        if (V.LessThanAny(x, D.Zero))
        {
            D reflected = -Logarithm.Log(V.Abs(PiMultiples.SineOverPi(x))) - y;
            reflected = V.ConditionalSelect(V.Equals(x, V.Create(double.NegativeInfinity)), -x, reflected);
            y = V.ConditionalSelect(negative, reflected, y);
        }

        return y;
    }

    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public static F LGamma(F x) => V.Narrow(LGamma(V.WidenLower(x)), LGamma(V.WidenUpper(x)));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static D OfPositive(D x)
    {
        D large = V.GreaterThanOrEqual(x, V.Create(4d));
        D w = x - V.Create(0.5);

        // Below 1.25 one or two steps up, from 2.5 on one or two down; u is what is left beside 2.
        D one = V.Create(1d);
        D next = x + one;
        D before = x - one;
        D under = V.LessThan(x, V.Create(1.25));
        D farUnder = V.LessThan(x, V.Create(0.25));
        D over = V.GreaterThanOrEqual(x, V.Create(2.5));
        D farOver = V.GreaterThanOrEqual(x, V.Create(3.5));
        D factor = V.ConditionalSelect(under, V.ConditionalSelect(farUnder, x * next, x),
            V.ConditionalSelect(over, V.ConditionalSelect(farOver, before * (x - V.Create(2d)), before), one));
        D u = V.ConditionalSelect(under, V.ConditionalSelect(farUnder, x, before),
            V.ConditionalSelect(over, V.ConditionalSelect(farOver, x - V.Create(4d), x - V.Create(3d)), x - V.Create(2d)));
        D log = Logarithm.Log(V.ConditionalSelect(large, w, factor));

        D u2 = u * u;
        D u4 = u2 * u2;
        D u8 = u4 * u4;
        D u16 = u8 * u8;
        D p0 = V.MultiplyAddEstimate(V.Create(-0.10031730167435397), u, V.Create(0.42278433509846713));
        D p1 = V.MultiplyAddEstimate(V.Create(-0.012384192193361671), u, V.Create(0.03296500062115749));
        D p2 = V.MultiplyAddEstimate(V.Create(-0.002108130834550647), u, V.Create(0.004998641164538049));
        D p3 = V.MultiplyAddEstimate(V.Create(-0.0004057073796773383), u, V.Create(0.0009153769280442959));
        D p4 = V.MultiplyAddEstimate(V.Create(-8.309542855314488e-05), u, V.Create(0.00018255253546507261));
        D p5 = V.MultiplyAddEstimate(V.Create(-1.7658592312942464e-05), u, V.Create(3.8169896756129606e-05));
        D p6 = V.MultiplyAddEstimate(V.Create(-3.866548304533507e-06), u, V.Create(8.216849602265445e-06));
        D p7 = V.MultiplyAddEstimate(V.Create(-7.816877075272532e-07), u, V.Create(1.821158514489991e-06));
        D p8 = V.MultiplyAddEstimate(V.Create(-3.3474668638415633e-07), u, V.Create(4.059293681889722e-07));
        D p9 = V.MultiplyAddEstimate(V.Create(7.232012168968503e-08), u, V.Create(1.4416800936081328e-08));
        D p10 = V.MultiplyAddEstimate(p1, u2, p0);
        D p11 = V.MultiplyAddEstimate(p3, u2, p2);
        D p12 = V.MultiplyAddEstimate(p5, u2, p4);
        D p13 = V.MultiplyAddEstimate(p7, u2, p6);
        D p14 = V.MultiplyAddEstimate(p9, u2, p8);
        D p15 = V.MultiplyAddEstimate(p11, u4, p10);
        D p16 = V.MultiplyAddEstimate(p13, u4, p12);
        D p17 = V.MultiplyAddEstimate(V.Create(1.3329082752294213e-07), u4, p14);
        D p18 = V.MultiplyAddEstimate(p16, u8, p15);
        D p = V.MultiplyAddEstimate(p17, u16, p18);
        D middle = V.MultiplyAddEstimate(u * (u + one), p, V.ConditionalSelect(under, -log, log));

        D inverse = one / w;
        D v = inverse * inverse;
        D v2 = v * v;
        D v4 = v2 * v2;
        D v8 = v4 * v4;
        D kappa0 = V.MultiplyAddEstimate(V.Create(0.0024305555555495144), v, V.Create(-0.041666666666666664));
        D kappa1 = V.MultiplyAddEstimate(V.Create(0.0005905872077467212), v, V.Create(-0.0007688492033458181));
        D kappa2 = V.MultiplyAddEstimate(V.Create(0.001912905296335559), v, V.Create(-0.0008400464249820993));
        D kappa3 = V.MultiplyAddEstimate(V.Create(0.025673519538623783), v, V.Create(-0.0062644300968409785));
        D kappa4 = V.MultiplyAddEstimate(V.Create(0.33536286419364475), v, V.Create(-0.10604010491017452));
        D kappa5 = V.MultiplyAddEstimate(kappa1, v2, kappa0);
        D kappa6 = V.MultiplyAddEstimate(kappa3, v2, kappa2);
        D kappa7 = V.MultiplyAddEstimate(V.Create(-0.5464917697027534), v2, kappa4);
        D kappa8 = V.MultiplyAddEstimate(kappa6, v4, kappa5);
        D kappa = V.MultiplyAddEstimate(kappa7, v8, kappa8);
        D far = w * (log - one) + V.MultiplyAddEstimate(kappa, inverse, V.Create(0.9189385332046728));
        return V.ConditionalSelect(large, far, middle);
    }
}
