using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using LossGen.Lanes;
using D = System.Runtime.Intrinsics.Vector512<double>;
using V = System.Runtime.Intrinsics.Vector512;

namespace LossGen.Numerics;

/// <summary>sin πx and cos πx, for the reflections of Γ and its derivatives.</summary>
/// <remarks>
/// The nearest integer is taken away exactly, d is left: sin πd = d·s(d²), s of degree 8 (0.006 units in the last place), and
/// cos πd = c(d²), c of degree 8 (0.04). Only the quotient's sign is right: both leave out (−1)^n.
/// </remarks>
internal static partial class PiMultiples
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static D Sine(D x)
    {
        D d = x - Rounding.Round(x);
        D z = d * d;
        D z2 = z * z;
        D z4 = z2 * z2;
        D z8 = z4 * z4;
        D p0 = V.MultiplyAddEstimate(V.Create(-5.167712780049969), z, V.Create(3.141592653589793));
        D p1 = V.MultiplyAddEstimate(V.Create(-0.5992645293189447), z, V.Create(2.5501640398773007));
        D p2 = V.MultiplyAddEstimate(V.Create(-0.007370430505916944), z, V.Create(0.0821458865731029));
        D p3 = V.MultiplyAddEstimate(V.Create(-2.1903497074626018e-05), z, V.Create(0.0004662998161898394));
        D p4 = V.MultiplyAddEstimate(p1, z2, p0);
        D p5 = V.MultiplyAddEstimate(p3, z2, p2);
        D p6 = V.MultiplyAddEstimate(p5, z4, p4);
        D p = V.MultiplyAddEstimate(V.Create(7.697826768224191e-07), z8, p6);
        return p * d;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static D Cosine(D x)
    {
        D d = x - Rounding.Round(x);
        D z = d * d;
        D z2 = z * z;
        D z4 = z2 * z2;
        D z8 = z4 * z4;
        D p0 = V.MultiplyAddEstimate(V.Create(-4.934802200544676), z, V.Create(1d));
        D p1 = V.MultiplyAddEstimate(V.Create(-1.335262768843447), z, V.Create(4.058712126416497));
        D p2 = V.MultiplyAddEstimate(V.Create(-0.025806888737002202), z, V.Create(0.23533063012953284));
        D p3 = V.MultiplyAddEstimate(V.Create(-0.00010456655338748738), z, V.Create(0.0019295562724817132));
        D p4 = V.MultiplyAddEstimate(p1, z2, p0);
        D p5 = V.MultiplyAddEstimate(p3, z2, p2);
        D p6 = V.MultiplyAddEstimate(p5, z4, p4);
        D p = V.MultiplyAddEstimate(V.Create(4.149564353942586e-06), z8, p6);
        return p;
    }
}
