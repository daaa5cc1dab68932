using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using D = System.Runtime.Intrinsics.Vector512<double>;
using V = System.Runtime.Intrinsics.Vector512;

namespace LossGen.Numerics;

/// <summary>Puts <see cref="AngleReduction"/> in the place of a reduction that was for smaller angles.</summary>
internal static partial class LargeAngle
{
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static void Reduce(D x, ref Vector512<long> turns, ref D rest, ref D lost)
    {
        for (int i = 0; i < Vector512<double>.Count; i++)
        {
            double element = x.GetElement(i);
            if (Math.Abs(element) <= 1048576)
                continue;
            turns = turns.WithElement(i, AngleReduction.Reduce(element, out double r, out double l));
            rest = rest.WithElement(i, r);
            lost = lost.WithElement(i, l);
        }
    }
}
