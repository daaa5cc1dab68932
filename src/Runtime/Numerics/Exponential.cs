using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using LossGen.Lanes;

namespace LossGen.Numerics;

/// <summary>e^x.</summary>
internal static partial class Exponential
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Exp(Vector512<float> x)
    {
        x = Vector512.MinNative(Vector512.Create(89f), Vector512.MaxNative(Vector512.Create(-104f), x));
        Vector512<float> t = Vector512.MultiplyAddEstimate(x, Vector512.Create(1.44269504088896341f), Vector512.Create(12582912f));
        Vector512<float> n = t - Vector512.Create(12582912f);
        Vector512<float> r = Vector512.MultiplyAddEstimate(n, Vector512.Create(-0.693359375f), x);
        r = Vector512.MultiplyAddEstimate(n, Vector512.Create(2.12194440e-4f), r);
        Vector512<float> p = Vector512.Create(0.00019841270113829523f);
        p = Vector512.MultiplyAddEstimate(p, r, Vector512.Create(0.0013888889225199819f));
        p = Vector512.MultiplyAddEstimate(p, r, Vector512.Create(0.008333333767950535f));
        p = Vector512.MultiplyAddEstimate(p, r, Vector512.Create(0.0416666679084301f));
        p = Vector512.MultiplyAddEstimate(p, r, Vector512.Create(0.1666666716337204f));
        p = Vector512.MultiplyAddEstimate(p, r, Vector512.Create(0.5f));
        p = Vector512.MultiplyAddEstimate(p, r * r, r) + Vector512.Create(1f);
        return PowersOfTwo.Scale(p, t);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<double> Exp(Vector512<double> x)
    {
        x = Vector512.MinNative(Vector512.Create(710d), Vector512.MaxNative(Vector512.Create(-746d), x));
        Vector512<double> t = Vector512.MultiplyAddEstimate(x, Vector512.Create(1.44269504088896341), Vector512.Create(6755399441055744d));
        Vector512<double> n = t - Vector512.Create(6755399441055744d);
        Vector512<double> r = Vector512.MultiplyAddEstimate(n, Vector512.Create(-0.693147180369123816490), x);
        r = Vector512.MultiplyAddEstimate(n, Vector512.Create(-1.90821492927058770002e-10), r);
        Vector512<double> p = Vector512.Create(1.6059043836821613e-10);
        p = Vector512.MultiplyAddEstimate(p, r, Vector512.Create(2.08767569878681e-09));
        p = Vector512.MultiplyAddEstimate(p, r, Vector512.Create(2.505210838544172e-08));
        p = Vector512.MultiplyAddEstimate(p, r, Vector512.Create(2.755731922398589e-07));
        p = Vector512.MultiplyAddEstimate(p, r, Vector512.Create(2.7557319223985893e-06));
        p = Vector512.MultiplyAddEstimate(p, r, Vector512.Create(2.48015873015873e-05));
        p = Vector512.MultiplyAddEstimate(p, r, Vector512.Create(0.0001984126984126984));
        p = Vector512.MultiplyAddEstimate(p, r, Vector512.Create(0.001388888888888889));
        p = Vector512.MultiplyAddEstimate(p, r, Vector512.Create(0.008333333333333333));
        p = Vector512.MultiplyAddEstimate(p, r, Vector512.Create(0.041666666666666664));
        p = Vector512.MultiplyAddEstimate(p, r, Vector512.Create(0.16666666666666666));
        p = Vector512.MultiplyAddEstimate(p, r, Vector512.Create(0.5));
        p = Vector512.MultiplyAddEstimate(p, r * r, r) + Vector512.Create(1d);
        return PowersOfTwo.Scale(p, t);
    }
}
