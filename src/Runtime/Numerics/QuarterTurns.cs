using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using LossGen.Lanes;
using D = System.Runtime.Intrinsics.Vector512<double>;
using V = System.Runtime.Intrinsics.Vector512;

namespace LossGen.Numerics;

/// <summary>Angles modulo quarter turns, and the two polynomials that sine and cosine share.</summary>
/// <remarks>
/// <para>x = n·π/2 + (r + lost) with |r| ≤ π/4. Up to 2^20 the quarter turn is taken in three parts of 33, 33 and 53 bits:
/// n has at most 20, so that its products with the first two are exact without fusing, and the difference is kept in two
/// numbers. Beyond, each element is reduced by itself in integers (<see cref="AngleReduction"/>). ±∞ has NaN for its rest.</para>
/// <para>sin r = r + r³·s(r²), s of degree 5 (0.03 units in the last place), and cos r = 1 − r²/2 + r⁴·c(r²), c of degree 5
/// (0.004), where 1 − r²/2 keeps what its rounding loses. What r lost enters both to first order.</para>
/// </remarks>
internal static partial class QuarterTurns
{
    /// <summary>sin(x + n·π/2) for n = 0 or 1.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static D Sine(D x, long ahead)
    {
        D shifted = V.MultiplyAddEstimate(x, V.Create(0.6366197723675814), V.Create(6755399441055744d));
        D n = shifted - V.Create(6755399441055744d);
        Vector512<long> turns = shifted.AsInt64();
        D first = V.MultiplyAddEstimate(n, V.Create(-1.5707963267341256), x);
        D second = n * V.Create(-6.077100506303966e-11);
        D r = first + second;
        D back = r - first;
        D lost = first - (r - back) + (second - back);
        lost = V.MultiplyAddEstimate(n, V.Create(-2.0222662487959506e-21), lost);
        D sum = r + lost;
        lost -= sum - r;
        r = sum;
        if (V.GreaterThanAny(V.Abs(x), V.Create(1048576d)))
        {
            // Copies, so that taking their addresses keeps nothing of the usual way in memory.
            (Vector512<long> t, D upper, D lower) = (turns, r, lost);
            LargeAngle.Reduce(x, ref t, ref upper, ref lower);
            (turns, r, lost) = (t, upper, lower);
        }

        turns += V.Create(ahead);
        D cosine = V.Equals(turns & V.Create(1L), V.Create(1L)).AsDouble();
        D y = V.ConditionalSelect(cosine, CosineOf(r, lost), SineOf(r, lost));
        return y ^ ((turns & V.Create(2L)) << 62).AsDouble();
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static D SineOf(D r, D lost)
    {
        D z = r * r;
        D z2 = z * z;
        D z4 = z2 * z2;
        D p0 = V.MultiplyAddEstimate(V.Create(0.008333333333321922), z, V.Create(-0.1666666666666663));
        D p1 = V.MultiplyAddEstimate(V.Create(2.7557313584129038e-06), z, V.Create(-0.00019841269829462844));
        D p2 = V.MultiplyAddEstimate(V.Create(1.5895964940935575e-10), z, V.Create(-2.5050742654635165e-08));
        D p3 = V.MultiplyAddEstimate(p1, z2, p0);
        D p = V.MultiplyAddEstimate(p2, z4, p3);
        return r + V.MultiplyAddEstimate(p * z, r, lost);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static D CosineOf(D r, D lost)
    {
        D z = r * r;
        D z2 = z * z;
        D z4 = z2 * z2;
        D p0 = V.MultiplyAddEstimate(V.Create(0.0027777777777763545), z, V.Create(-0.08333333333333329));
        D p1 = V.MultiplyAddEstimate(V.Create(5.511463141055545e-07), z, V.Create(-4.96031745884501e-05));
        D p2 = V.MultiplyAddEstimate(V.Create(2.273770688453524e-11), z, V.Create(-4.175180854488953e-09));
        D p3 = V.MultiplyAddEstimate(p1, z2, p0);
        D p = V.MultiplyAddEstimate(p2, z4, p3);
        D half = z * V.Create(0.5);
        D w = V.Create(1d) - half;
        return w + (V.Create(1d) - w - half - V.MultiplyAddEstimate(p * z, half, r * lost));
    }
}
