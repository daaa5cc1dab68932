using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using LossGen.Lanes;
using D = System.Runtime.Intrinsics.Vector512<double>;
using F = System.Runtime.Intrinsics.Vector512<float>;
using V = System.Runtime.Intrinsics.Vector512;

namespace LossGen.Numerics;

/// <summary>e^x − 1, within 2 units in the last place, tiny x and the sign of 0 included.</summary>
/// <remarks>
/// With n, r and q as in <see cref="Exponential"/>: e^x − 1 = 2^n·(r + r²·q(r)) + (2^n − 1), where the second bracket is
/// exact wherever it matters, and for n = 0 absent. It is computed as twice 2^(n−1)·(…) so that n = 128 (1024), which the
/// largest results need, has its power; a tiny x, of which half may have lost a bit, is its own result. Below −25 (−50) the
/// result is −1; above the range the doubling overflows to +∞; NaN stays NaN.
/// </remarks>
internal static partial class ExponentialMinusOne
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static F Expm1(F x)
    {
        F held = Instructions.MinOrSecond(V.Create(89f), Instructions.MaxOrSecond(V.Create(-25f), x));
        F r = Exponential.Reduce(held, out F shifted);
        F p = V.MultiplyAddEstimate(Exponential.Curvature(r), r * r, r);
        F power = ((shifted.AsInt32() << 23) + V.Create(0x3F000000)).AsSingle();
        F y = V.MultiplyAddEstimate(power, p, power - V.Create(0.5f));
        return V.ConditionalSelect(V.LessThan(V.Abs(x), V.Create(5.9604645e-8f)), x, y + y);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static D Expm1(D x)
    {
        D held = Instructions.MinOrSecond(V.Create(710d), Instructions.MaxOrSecond(V.Create(-50d), x));
        D r = Exponential.Reduce(held, out D shifted);
        D p = V.MultiplyAddEstimate(Exponential.Curvature(r), r * r, r);
        D power = ((shifted.AsInt64() << 52) + V.Create(0x3FE0_0000_0000_0000L)).AsDouble();
        D y = V.MultiplyAddEstimate(power, p, power - V.Create(0.5));
        return V.ConditionalSelect(V.LessThan(V.Abs(x), V.Create(1.1102230246251565e-16)), x, y + y);
    }
}
