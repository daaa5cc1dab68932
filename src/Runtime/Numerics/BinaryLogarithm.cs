using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using LossGen.Lanes;
using D = System.Runtime.Intrinsics.Vector512<double>;
using F = System.Runtime.Intrinsics.Vector512<float>;
using V = System.Runtime.Intrinsics.Vector512;

namespace LossGen.Numerics;

/// <summary>The logarithm to the base 2, within 2 units in the last place; a power of 2 has exactly its exponent.</summary>
/// <remarks>
/// e and f as in <see cref="Logarithm"/>, and log2 x = e + log(1 + f)/ln 2. 1/ln 2 = 1 + 0.4427, and log(1 + f) = f + tail, so
/// log2(1 + f) = f + (0.4427·f + 1.4427·tail): the largest term is exact and no digit is lost near 1, fused or not.
/// </remarks>
internal static partial class BinaryLogarithm
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static F Log2(F x)
    {
        F f = Instructions.Split(x, out F e) - V.Create(1f);
        F y = V.MultiplyAddEstimate(f, V.Create(0.442695f), Logarithm.Tail(f) * V.Create(1.442695f)) + f;
        return Instructions.LogarithmLimits(x, e + y);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static D Log2(D x)
    {
        D f = Instructions.Split(x, out D e) - V.Create(1d);
        D y = V.MultiplyAddEstimate(f, V.Create(0.4426950408889634), Logarithm.Tail(f) * V.Create(1.4426950408889634)) + f;
        return Instructions.LogarithmLimits(x, e + y);
    }
}
