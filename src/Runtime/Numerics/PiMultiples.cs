using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using LossGen.Lanes;
using D = System.Runtime.Intrinsics.Vector512<double>;
using V = System.Runtime.Intrinsics.Vector512;

namespace LossGen.Numerics;

/// <summary>sin πx/π and cos πx/π but for their sign, for the reflections of Γ and its derivatives.</summary>
/// <remarks>
/// The nearest integer is taken away exactly, d is left: sin πd/π = d + d³·s(d²), s of degree 8 (0.001 units in the last
/// place), and the cosine is the sine of ½ − |d|, so that it keeps its digits towards its zeros. Both leave out (−1)^n: only
/// their quotient has its sign.
/// </remarks>
internal static partial class PiMultiples
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static D SineOverPi(D x) => OfRest(x - Rounding.Round(x));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static D CosineOverPi(D x) => OfRest(V.Create(0.5) - V.Abs(x - Rounding.Round(x)));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static D OfRest(D d)
    {
        D z = d * d;
        D z2 = z * z;
        D z4 = z2 * z2;
        D z8 = z4 * z4;
        D p0 = V.MultiplyAddEstimate(V.Create(0.8117424252833536), z, V.Create(-1.6449340668482264));
        D p1 = V.MultiplyAddEstimate(V.Create(0.026147847817640922), z, V.Create(-0.19075182412208389));
        D p2 = V.MultiplyAddEstimate(V.Create(0.00014842878972770888), z, V.Create(-0.002346081035170168));
        D p3 = V.MultiplyAddEstimate(V.Create(2.5303274566671434e-07), z, V.Create(-6.975851212142348e-06));
        D p4 = V.MultiplyAddEstimate(p1, z2, p0);
        D p5 = V.MultiplyAddEstimate(p3, z2, p2);
        D p6 = V.MultiplyAddEstimate(p5, z4, p4);
        D p = V.MultiplyAddEstimate(V.Create(-7.114052818770147e-09), z8, p6);
        return V.MultiplyAddEstimate(p * z, d, d);
    }
}
