using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using D = System.Runtime.Intrinsics.Vector512<double>;
using F = System.Runtime.Intrinsics.Vector512<float>;
using V = System.Runtime.Intrinsics.Vector512;

namespace LossGen.Numerics;

/// <summary>The inverse cosine, within 2 units in the last place; NaN beyond ±1.</summary>
/// <remarks>
/// With <see cref="ArcSine"/>'s polynomial: π/2 − asin x up to |x| = ½; above, 2·asin √((1 − x)/2), which keeps all digits
/// towards the zero at 1; below −½, π minus that of −x. π and π/2 are taken in two parts.
/// </remarks>
internal static partial class ArcCosine
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static F Acos(F x)
    {
        F size = V.Abs(x);
        F outer = V.GreaterThan(size, V.Create(0.5f));
        F z = V.ConditionalSelect(outer, V.MultiplyAddEstimate(size, V.Create(-0.5f), V.Create(0.5f)), x * x);
        F s = V.ConditionalSelect(outer, V.Sqrt(z), size);
        F p = ArcSine.Excess(s, z);
        s = V.ConditionalSelect(outer, s + s, s);
        p = V.ConditionalSelect(outer, p + p, p);
        F sign = V.ConditionalSelect(outer, V.Create(-0f), F.Zero) ^ (x & V.Create(-0f));
        F right = outer & V.GreaterThan(x, F.Zero);
        F upper = V.ConditionalSelect(outer, V.Create(3.1415927f), V.Create(1.5707964f)) & ~right;
        F lower = V.ConditionalSelect(outer, V.Create(-8.742278e-8f), V.Create(-4.371139e-8f)) & ~right;
        return upper - (s ^ sign) + (lower - (p ^ sign));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static D Acos(D x)
    {
        D size = V.Abs(x);
        D outer = V.GreaterThan(size, V.Create(0.5));
        D z = V.ConditionalSelect(outer, V.MultiplyAddEstimate(size, V.Create(-0.5), V.Create(0.5)), x * x);
        D s = V.ConditionalSelect(outer, V.Sqrt(z), size);
        D p = ArcSine.Excess(s, z);
        s = V.ConditionalSelect(outer, s + s, s);
        p = V.ConditionalSelect(outer, p + p, p);
        D sign = V.ConditionalSelect(outer, V.Create(-0d), D.Zero) ^ (x & V.Create(-0d));
        D right = outer & V.GreaterThan(x, D.Zero);
        D upper = V.ConditionalSelect(outer, V.Create(3.141592653589793), V.Create(1.5707963267948966)) & ~right;
        D lower = V.ConditionalSelect(outer, V.Create(1.2246467991473532e-16), V.Create(6.123233995736766e-17)) & ~right;
        return upper - (s ^ sign) + (lower - (p ^ sign));
    }
}
