using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using D = System.Runtime.Intrinsics.Vector512<double>;
using F = System.Runtime.Intrinsics.Vector512<float>;
using V = System.Runtime.Intrinsics.Vector512;

namespace LossGen.Numerics;

/// <summary>The cosine, within 1 unit in the last place, for angles of any size; NaN for infinite ones.</summary>
/// <remarks>See <see cref="QuarterTurns"/>. Too long to be inlined: these are calls. Float goes through double.</remarks>
internal static partial class Cosine
{
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public static D Cos(D x) => QuarterTurns.Sine(x, 1);

    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public static F Cos(F x) => V.Narrow(Cos(V.WidenLower(x)), Cos(V.WidenUpper(x)));
}
