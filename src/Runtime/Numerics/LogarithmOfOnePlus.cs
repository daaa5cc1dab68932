using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using LossGen.Lanes;
using D = System.Runtime.Intrinsics.Vector512<double>;
using F = System.Runtime.Intrinsics.Vector512<float>;
using V = System.Runtime.Intrinsics.Vector512;

namespace LossGen.Numerics;

/// <summary>log(1 + x), within 2 units in the last place, tiny x and the sign of 0 included.</summary>
/// <remarks>
/// <para>u = 1 + x is rounded, and c = x − (u − 1) is what it lost, exactly. u = 2^e·m with m in [√½, √2) as in
/// <see cref="Logarithm"/>, and f = (m − 1) + c·2^−e; from there on it is the logarithm. For e = 0 that f is x itself. c
/// counts only while u is below 2^24 (2^53); where 2^−e would not be a normal number it is 0.</para>
/// <para>The exponent is carried with its sign changed, against constants with theirs changed, so that a zero keeps its
/// sign. −1 gives −∞, what is below NaN, +∞ and NaN themselves.</para>
/// <para><see cref="OfUnit(F)"/> is for arguments that are known to lie in [0, 1], as exponentials of −|x| do: no
/// special values. Float: above √2 − 1 it is ln 2 + log(1 + (x − 1)/2), and the argument is exact. Double: as the logarithm
/// without any reduction, s up to 1/3, R of degree 10 (0.01 units in the last place).</para>
/// </remarks>
internal static partial class LogarithmOfOnePlus
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static F Log1p(F x)
    {
        F u = x + V.Create(1f);
        F lost = x - (u - V.Create(1f));
        Vector512<int> bits = u.AsInt32() - V.Create(0x3F3504F3);
        Vector512<int> power = bits & V.Create(~0x7FFFFF);
        F down = Instructions.MaxOrSecond((V.Create(0x3F800000) - power).AsSingle(), F.Zero);
        F f = V.MultiplyAddEstimate(lost, down, -(V.Create(1f) - (u.AsInt32() - power).AsSingle()));
        F e = V.ConvertToSingle(-(bits >> 23));
        F y = V.MultiplyAddEstimate(e, V.Create(-1.4286068e-6f), Logarithm.Tail(f)) + f;
        return Instructions.LogarithmLimits(u, V.MultiplyAddEstimate(e, V.Create(-0.69314575f), y));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static D Log1p(D x)
    {
        D u = x + V.Create(1d);
        D lost = x - (u - V.Create(1d));
        Vector512<long> bits = u.AsInt64() + V.Create(0x0009_5F61_9980_C433L);
        Vector512<long> power = (bits & V.Create(~0xF_FFFF_FFFF_FFFFL)) - V.Create(0x3FF0_0000_0000_0000L);
        D down = Instructions.MaxOrSecond((V.Create(0x3FF0_0000_0000_0000L) - power).AsDouble(), D.Zero);
        D f = V.MultiplyAddEstimate(lost, down, -(V.Create(1d) - (u.AsInt64() - power).AsDouble()));
        D e = D.Zero - Logarithm.Exponent(bits);
        D y = V.MultiplyAddEstimate(e, V.Create(-1.9082149292705877e-10), Logarithm.Tail(f)) + f;
        return Instructions.LogarithmLimits(u, V.MultiplyAddEstimate(e, V.Create(-0.6931471803691238), y));
    }

    /// <summary>log(1 + x) for x in [0, 1].</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static F OfUnit(F x)
    {
        F upper = V.GreaterThan(x, V.Create(0.41421357f));
        F f = V.ConditionalSelect(upper, V.MultiplyAddEstimate(x, V.Create(0.5f), V.Create(-0.5f)), x);
        return f + Logarithm.Tail(f) + (upper & V.Create(0.6931472f));
    }

    /// <inheritdoc cref="OfUnit(F)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static D OfUnit(D x)
    {
        D s = x / (x + V.Create(2d));
        D z = s * s;
        D z2 = z * z;
        D z4 = z2 * z2;
        D z8 = z4 * z4;
        D p0 = V.MultiplyAddEstimate(V.Create(0.4000000000015959), z, V.Create(0.666666666666663));
        D p1 = V.MultiplyAddEstimate(V.Create(0.2222222398664467), z, V.Create(0.2857142854757356));
        D p2 = V.MultiplyAddEstimate(V.Create(0.15386572342656218), z, V.Create(0.1818174333798744));
        D p3 = V.MultiplyAddEstimate(V.Create(0.1210737665624341), z, V.Create(0.13300810772127417));
        D p4 = V.MultiplyAddEstimate(V.Create(0.1702913199484757), z, V.Create(0.08334439225300103));
        D p5 = V.MultiplyAddEstimate(p1, z2, p0);
        D p6 = V.MultiplyAddEstimate(p3, z2, p2);
        D p7 = V.MultiplyAddEstimate(p6, z4, p5);
        D p = V.MultiplyAddEstimate(p4, z8, p7);
        D half = x * x * V.Create(0.5);
        return x - (half - s * V.MultiplyAddEstimate(p, z, half));
    }
}
