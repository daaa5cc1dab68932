using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using LossGen.Lanes;
using D = System.Runtime.Intrinsics.Vector512<double>;
using F = System.Runtime.Intrinsics.Vector512<float>;
using V = System.Runtime.Intrinsics.Vector512;

namespace LossGen.Numerics;

/// <summary>e^x, within 0.8 units in the last place, with and without fused multiply-adds.</summary>
/// <remarks>
/// <para>x = n·ln 2 + r with n = round(x/ln 2), so |r| ≤ 0.3466, and e^x = 2^n·e^r. Rounding is done by adding 1.5·2^23
/// (2^52 for double), which also leaves n in the low bits, where <see cref="PowersOfTwo"/> finds it. ln 2 is split in two:
/// the upper part has so few bits that its product with n is exact without fusing, and so is the difference to x.</para>
/// <para>e^r = 1 + (r + r²·q(r)) with a minimax q: degree 4 (float, 0.03 units in the last place) and 10 (double, 0.001).
/// What is left of the error is the rounding of r, of the bracket and of the last sum.</para>
/// <para>Arguments are held inside the range where the result is neither 0 nor infinite, and a little more, so that
/// underflow and overflow are those of the last multiplication, gradual and rounded once. NaN stays NaN.</para>
/// </remarks>
internal static partial class Exponential
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static F Exp(F x)
    {
        x = Instructions.MinOrSecond(V.Create(89f), Instructions.MaxOrSecond(V.Create(-104f), x));
        F shifted = Shift(x);
        F n = shifted - V.Create(12582912f);
        return Instructions.Scale(Mantissa(x, n, F.Zero), shifted, n);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static D Exp(D x)
    {
        x = Instructions.MinOrSecond(V.Create(710d), Instructions.MaxOrSecond(V.Create(-746d), x));
        D shifted = Shift(x);
        D n = shifted - V.Create(6755399441055744d);
        return Instructions.Scale(Mantissa(x, n, D.Zero), shifted, n);
    }

    /// <summary>e^x/2 for x ≥ 0, finite up to where it overflows and not only up to where e^x does.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static F HalfExp(F x)
    {
        x = Instructions.MinOrSecond(V.Create(90f), x);
        F shifted = Shift(x);
        F n = shifted - V.Create(12582912f);
        F m = Mantissa(x, n, F.Zero);
        return Instructions.Scale(m, shifted - V.Create(1f), n - V.Create(1f));
    }

    /// <inheritdoc cref="HalfExp(F)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static D HalfExp(D x)
    {
        x = Instructions.MinOrSecond(V.Create(711d), x);
        D shifted = Shift(x);
        D n = shifted - V.Create(6755399441055744d);
        D m = Mantissa(x, n, D.Zero);
        return Instructions.Scale(m, shifted - V.Create(1d), n - V.Create(1d));
    }

    /// <summary>e^(x + lower) for a lower part below 2^−14 in size.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static D Exp(D x, D lower)
    {
        x = Instructions.MinOrSecond(V.Create(710d), Instructions.MaxOrSecond(V.Create(-746d), x));
        D shifted = Shift(x);
        D n = shifted - V.Create(6755399441055744d);
        return Instructions.Scale(Mantissa(x, n, lower), shifted, n);
    }

    /// <summary>e^(x + lower)/2^n, keeping what 1 + r loses.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static F Mantissa(F x, F n, F lower)
    {
        F upper = V.MultiplyAddEstimate(n, V.Create(-0.69314575f), x);
        lower = V.MultiplyAddEstimate(n, V.Create(-1.4286068e-6f), lower);
        F r = upper + lower;
        F sum = upper + V.Create(1f);
        F lost = upper - (sum - V.Create(1f)) + lower;
        return sum + V.MultiplyAddEstimate(Curvature(r), r * r, lost);
    }

    /// <inheritdoc cref="Mantissa(F, F, F)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static D Mantissa(D x, D n, D lower)
    {
        D upper = V.MultiplyAddEstimate(n, V.Create(-0.6931471803691238), x);
        lower = V.MultiplyAddEstimate(n, V.Create(-1.9082149292705877e-10), lower);
        D r = upper + lower;
        D sum = upper + V.Create(1d);
        D lost = upper - (sum - V.Create(1d)) + lower;
        return sum + V.MultiplyAddEstimate(Curvature(r), r * r, lost);
    }

    /// <summary>x/ln 2 rounded, with the integer in the low bits.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static F Shift(F x) => V.MultiplyAddEstimate(x, V.Create(1.442695f), V.Create(12582912f));

    /// <inheritdoc cref="Shift(F)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static D Shift(D x) => V.MultiplyAddEstimate(x, V.Create(1.4426950408889634), V.Create(6755399441055744d));

    /// <summary>r; and n in the low bits of <paramref name="shifted"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static F Reduce(F x, out F shifted)
    {
        shifted = Shift(x);
        F n = shifted - V.Create(12582912f);
        F r = V.MultiplyAddEstimate(n, V.Create(-0.69314575f), x);
        return V.MultiplyAddEstimate(n, V.Create(-1.4286068e-6f), r);
    }

    /// <inheritdoc cref="Reduce(F, out F)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static D Reduce(D x, out D shifted)
    {
        shifted = Shift(x);
        D n = shifted - V.Create(6755399441055744d);
        D r = V.MultiplyAddEstimate(n, V.Create(-0.6931471803691238), x);
        return V.MultiplyAddEstimate(n, V.Create(-1.9082149292705877e-10), r);
    }

    /// <summary>(e^r − 1 − r)/r² for |r| ≤ 0.3467.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static F Curvature(F r)
    {
        F r2 = r * r;
        F q0 = V.MultiplyAddEstimate(V.Create(0.16666521f), r, V.Create(0.4999999f));
        F q2 = V.MultiplyAddEstimate(V.Create(0.008368675f), r, V.Create(0.041668963f));
        F q = V.MultiplyAddEstimate(V.Create(0.0013782504f), r2, q2);
        q = V.MultiplyAddEstimate(q, r2, q0);
        return q;
    }

    /// <inheritdoc cref="Curvature(F)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static D Curvature(D r)
    {
        D r2 = r * r;
        D r4 = r2 * r2;
        D r8 = r4 * r4;
        D q0 = V.MultiplyAddEstimate(V.Create(0.16666666666666685), r, V.Create(0.5));
        D q1 = V.MultiplyAddEstimate(V.Create(0.008333333333315988), r, V.Create(0.04166666666666654));
        D q2 = V.MultiplyAddEstimate(V.Create(0.00019841269898543065), r, V.Create(0.0013888888888960187));
        D q3 = V.MultiplyAddEstimate(V.Create(2.755723300099393e-06), r, V.Create(2.48015871707005e-05));
        D q4 = V.MultiplyAddEstimate(V.Create(2.5112610018239888e-08), r, V.Create(2.755740481424861e-07));
        D q5 = V.MultiplyAddEstimate(q1, r2, q0);
        D q6 = V.MultiplyAddEstimate(q3, r2, q2);
        D q7 = V.MultiplyAddEstimate(V.Create(2.0874933337361667e-09), r2, q4);
        D q8 = V.MultiplyAddEstimate(q6, r4, q5);
        D q = V.MultiplyAddEstimate(q7, r8, q8);
        return q;
    }
}
