using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using D = System.Runtime.Intrinsics.Vector512<double>;
using F = System.Runtime.Intrinsics.Vector512<float>;
using V = System.Runtime.Intrinsics.Vector512;

namespace LossGen.Numerics;

/// <summary>The hyperbolic cosine, within 2 units in the last place.</summary>
/// <remarks>h + ¼/h with h = e^|x|/2, which is finite for as long as the result is. NaN stays NaN.</remarks>
internal static partial class HyperbolicCosine
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static F Cosh(F x)
    {
        F half = Exponential.HalfExp(V.Abs(x));
        return half + V.Create(0.25f) / half;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static D Cosh(D x)
    {
        D half = Exponential.HalfExp(V.Abs(x));
        return half + V.Create(0.25) / half;
    }
}
