using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using D = System.Runtime.Intrinsics.Vector512<double>;
using F = System.Runtime.Intrinsics.Vector512<float>;
using V = System.Runtime.Intrinsics.Vector512;

namespace LossGen.Numerics;

/// <summary>The inverse tangent, within 2 units in the last place.</summary>
/// <remarks>
/// atan|x| = base + atan t with |t| ≤ √2 − 1, by one division: t = |x|, (|x| − 1)/(|x| + 1) or −1/|x| with base 0, π/4 or π/2
/// in two parts, parted at √2 ∓ 1. atan t = t + t³·p(t²), p of degree 4 (float, 0.01 units in the last place) and 10 (double,
/// 0.01). ±∞ give ±π/2; the sign is copied; NaN stays NaN.
/// </remarks>
internal static partial class ArcTangent
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static F Atan(F x)
    {
        F size = V.Abs(x);
        F far = V.GreaterThan(size, V.Create(2.4142137f));
        F near = V.LessThanOrEqual(size, V.Create(0.41421357f));
        F one = V.Create(1f);
        F t = V.ConditionalSelect(near, size, V.ConditionalSelect(far, -one, size - one)
            / V.ConditionalSelect(far, size, size + one));
        F upper = V.ConditionalSelect(far, V.Create(1.5707964f), V.Create(0.7853982f)) & ~near;
        F lower = V.ConditionalSelect(far, V.Create(-4.371139e-8f), V.Create(-2.1855694e-8f)) & ~near;
        F z = t * t;
        F z2 = z * z;
        F p0 = V.MultiplyAddEstimate(V.Create(0.1999853f), z, V.Create(-0.33333316f));
        F p2 = V.MultiplyAddEstimate(V.Create(0.10599487f), z, V.Create(-0.1424443f));
        F p = V.MultiplyAddEstimate(V.Create(-0.060908932f), z2, p2);
        p = V.MultiplyAddEstimate(p, z2, p0);
        F y = upper + (t + V.MultiplyAddEstimate(p * z, t, lower));
        return y | (x & V.Create(-0f));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static D Atan(D x)
    {
        D size = V.Abs(x);
        D far = V.GreaterThan(size, V.Create(2.414213562373095));
        D near = V.LessThanOrEqual(size, V.Create(0.41421356237309503));
        D one = V.Create(1d);
        D t = V.ConditionalSelect(near, size, V.ConditionalSelect(far, -one, size - one)
            / V.ConditionalSelect(far, size, size + one));
        D upper = V.ConditionalSelect(far, V.Create(1.5707963267948966), V.Create(0.7853981633974483)) & ~near;
        D lower = V.ConditionalSelect(far, V.Create(6.123233995736766e-17), V.Create(3.061616997868383e-17)) & ~near;
        D z = t * t;
        D z2 = z * z;
        D z4 = z2 * z2;
        D z8 = z4 * z4;
        D p0 = V.MultiplyAddEstimate(V.Create(0.1999999999995369), z, V.Create(-0.333333333333332));
        D p1 = V.MultiplyAddEstimate(V.Create(0.111111107836363), z, V.Create(-0.14285714280202105));
        D p2 = V.MultiplyAddEstimate(V.Create(0.07692060288356224), z, V.Create(-0.09090897761841381));
        D p3 = V.MultiplyAddEstimate(V.Create(0.05847897190327233), z, V.Create(-0.0666310498493248));
        D p4 = V.MultiplyAddEstimate(V.Create(0.038065760147558254), z, V.Create(-0.0503934586646739));
        D p5 = V.MultiplyAddEstimate(p1, z2, p0);
        D p6 = V.MultiplyAddEstimate(p3, z2, p2);
        D p7 = V.MultiplyAddEstimate(V.Create(-0.017908696336971102), z2, p4);
        D p8 = V.MultiplyAddEstimate(p6, z4, p5);
        D p = V.MultiplyAddEstimate(p7, z8, p8);
        D y = upper + (t + V.MultiplyAddEstimate(p * z, t, lower));
        return y | (x & V.Create(-0d));
    }
}
