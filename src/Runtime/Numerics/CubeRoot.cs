using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using D = System.Runtime.Intrinsics.Vector512<double>;
using F = System.Runtime.Intrinsics.Vector512<float>;
using V = System.Runtime.Intrinsics.Vector512;

namespace LossGen.Numerics;

/// <summary>The real cube root, within 2 units in the last place.</summary>
/// <remarks>
/// <para>|x| = t·2^(3q) with q = round(e/3), so t is in [½, 4). r ≈ t^−⅓ starts from a polynomial of degree 5 (0.5 %); with
/// h = 1 − t·r³, r·(1 + h/3 + 2h²/9 + 14h³/81) leaves 4·10^−9, for double a second step r·(1 + h/3) less than its last
/// place. y = t·r² is then improved by Newton's y − (y³ − t)·r²/3, whose error is that of y², a third of a unit.</para>
/// <para>Numbers below the normal ones are scaled by 2^24 (2^54). 0, ±∞ and NaN are their own roots.</para>
/// </remarks>
internal static partial class CubeRoot
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static F Cbrt(F x)
    {
        F size = V.Abs(x);
        F small = V.LessThan(size, V.Create(1.17549435e-38f));
        Vector512<int> bits = V.ConditionalSelect(small, size * V.Create(16777216f), size).AsInt32();
        F e = V.ConvertToSingle((bits >> 23) - V.Create(127));
        Vector512<int> q = V.MultiplyAddEstimate(e, V.Create(0.33333334f), V.Create(12582912f)).AsInt32() << 23;
        F t = (bits - q - (q << 1)).AsSingle();
        F t2 = t * t;
        F r0 = V.MultiplyAddEstimate(V.Create(-1.3956864f), t, V.Create(1.7631874f));
        F r2 = V.MultiplyAddEstimate(V.Create(-0.32592514f), t, V.Create(0.9031639f));
        F r4 = V.MultiplyAddEstimate(V.Create(-0.0043503977f), t, V.Create(0.05981245f));
        F r = V.MultiplyAddEstimate(r4, t2, r2);
        r = V.MultiplyAddEstimate(r, t2, r0);
        F h = V.MultiplyAddEstimate(-(t * r), r * r, V.Create(1f));
        F step = V.MultiplyAddEstimate(V.MultiplyAddEstimate(h, V.Create(0.17283951f), V.Create(0.22222222f)), h, V.Create(0.33333334f));
        r = V.MultiplyAddEstimate(r * h, step, r);
        F square = r * r;
        F y = t * square;
        F excess = V.MultiplyAddEstimate(y * y, y, -t);
        y = V.MultiplyAddEstimate(excess * square, V.Create(-0.33333334f), y);
        y = (y.AsInt32() + q).AsSingle() * V.ConditionalSelect(small, V.Create(0.00390625f), V.Create(1f));
        F finite = V.LessThan(size, V.Create(float.PositiveInfinity)) & ~V.Equals(x, F.Zero);
        return V.ConditionalSelect(finite, y | (x & V.Create(-0f)), x);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static D Cbrt(D x)
    {
        D size = V.Abs(x);
        D small = V.LessThan(size, V.Create(2.2250738585072014e-308));
        Vector512<long> bits = V.ConditionalSelect(small, size * V.Create(18014398509481984d), size).AsInt64();
        D e = Logarithm.Exponent(bits);
        Vector512<long> q = V.MultiplyAddEstimate(e, V.Create(0.3333333333333333), V.Create(6755399441055744d)).AsInt64() << 52;
        D t = (bits - q - (q << 1)).AsDouble();
        D t2 = t * t;
        D r0 = V.MultiplyAddEstimate(V.Create(-1.3956863570775033), t, V.Create(1.7631873531973725));
        D r2 = V.MultiplyAddEstimate(V.Create(-0.32592513599592976), t, V.Create(0.9031638942822358));
        D r4 = V.MultiplyAddEstimate(V.Create(-0.004350397609046824), t, V.Create(0.059812450110234595));
        D r = V.MultiplyAddEstimate(r4, t2, r2);
        r = V.MultiplyAddEstimate(r, t2, r0);
        D h = V.MultiplyAddEstimate(-(t * r), r * r, V.Create(1d));
        D step = V.MultiplyAddEstimate(V.MultiplyAddEstimate(h, V.Create(0.1728395061728395), V.Create(0.2222222222222222)), h, V.Create(0.3333333333333333));
        r = V.MultiplyAddEstimate(r * h, step, r);
        h = V.MultiplyAddEstimate(-(t * r), r * r, V.Create(1d));
        r = V.MultiplyAddEstimate(r * h, V.Create(0.3333333333333333), r);
        D square = r * r;
        D y = t * square;
        D excess = V.MultiplyAddEstimate(y * y, y, -t);
        y = V.MultiplyAddEstimate(excess * square, V.Create(-0.3333333333333333), y);
        y = (y.AsInt64() + q).AsDouble() * V.ConditionalSelect(small, V.Create(3.814697265625e-06), V.Create(1d));
        D finite = V.LessThan(size, V.Create(double.PositiveInfinity)) & ~V.Equals(x, D.Zero);
        return V.ConditionalSelect(finite, y | (x & V.Create(-0d)), x);
    }
}
