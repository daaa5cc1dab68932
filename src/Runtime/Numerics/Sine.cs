using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using D = System.Runtime.Intrinsics.Vector512<double>;
using F = System.Runtime.Intrinsics.Vector512<float>;
using V = System.Runtime.Intrinsics.Vector512;

namespace LossGen.Numerics;

/// <summary>The sine, within 1 unit in the last place, for angles of any size; NaN for infinite ones. A zero is itself.</summary>
/// <remarks>See <see cref="QuarterTurns"/>. Too long to be inlined: these are calls. Float goes through double.</remarks>
internal static partial class Sine
{
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public static D Sin(D x) => V.ConditionalSelect(V.Equals(x, D.Zero), x, QuarterTurns.Sine(x, 0));

    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public static F Sin(F x) => V.Narrow(Sin(V.WidenLower(x)), Sin(V.WidenUpper(x)));
}
