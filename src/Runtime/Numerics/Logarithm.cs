using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using LossGen.Lanes;

namespace LossGen.Numerics;

/// <summary>The natural logarithm.</summary>
internal static partial class Logarithm
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Log(Vector512<float> x)
    {
        Vector512<float> small = Vector512.LessThan(x, Vector512.Create(1.17549435e-38f));
        Vector512<int> i = Vector512.ConditionalSelect(small, x * Vector512.Create(8388608f), x).AsInt32() - Vector512.Create(0x3F3504F3);
        Vector512<float> e = Vector512.ConvertToSingle(i >> 23) - (small & Vector512.Create(23f));
        Vector512<float> f = ((i & Vector512.Create(0x7FFFFF)) + Vector512.Create(0x3F3504F3)).AsSingle() - Vector512.Create(1f);
        Vector512<float> s = f / (f + Vector512.Create(2f));
        Vector512<float> z = s * s;
        Vector512<float> p = Vector512.Create(0.2222222238779068f);
        p = Vector512.MultiplyAddEstimate(p, z, Vector512.Create(0.2857142984867096f));
        p = Vector512.MultiplyAddEstimate(p, z, Vector512.Create(0.4000000059604645f));
        p = Vector512.MultiplyAddEstimate(p, z, Vector512.Create(0.6666666865348816f));
        Vector512<float> h = f * f * Vector512.Create(0.5f);
        p = s * (h + z * p);
        p = Vector512.MultiplyAddEstimate(e, Vector512.Create(-2.12194440e-4f), p) - h + f;
        p = Vector512.MultiplyAddEstimate(e, Vector512.Create(0.693359375f), p);
        p = Vector512.ConditionalSelect(Vector512.LessThan(x, Vector512.Create(float.PositiveInfinity)), p, x);
        p = Vector512.ConditionalSelect(Vector512.LessThan(x, Vector512<float>.Zero), Vector512.Create(float.NaN), p);
        return Vector512.ConditionalSelect(Vector512.Equals(x, Vector512<float>.Zero), Vector512.Create(float.NegativeInfinity), p);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<double> Log(Vector512<double> x)
    {
        Vector512<double> small = Vector512.LessThan(x, Vector512.Create(2.2250738585072014e-308));
        Vector512<long> i = Vector512.ConditionalSelect(small, x * Vector512.Create(4503599627370496d), x).AsInt64() - Vector512.Create(0x3FE6A09E667F3BCDL);
        Vector512<double> e = ((i >> 52) + Vector512.Create(0x4338000000000000L)).AsDouble() - Vector512.Create(6755399441055744d) - (small & Vector512.Create(52d));
        Vector512<double> f = ((i & Vector512.Create(0xFFFFFFFFFFFFFL)) + Vector512.Create(0x3FE6A09E667F3BCDL)).AsDouble() - Vector512.Create(1d);
        Vector512<double> s = f / (f + Vector512.Create(2d));
        Vector512<double> z = s * s;
        Vector512<double> p = Vector512.Create(0.09523809523809523);
        p = Vector512.MultiplyAddEstimate(p, z, Vector512.Create(0.10526315789473684));
        p = Vector512.MultiplyAddEstimate(p, z, Vector512.Create(0.11764705882352941));
        p = Vector512.MultiplyAddEstimate(p, z, Vector512.Create(0.13333333333333333));
        p = Vector512.MultiplyAddEstimate(p, z, Vector512.Create(0.15384615384615385));
        p = Vector512.MultiplyAddEstimate(p, z, Vector512.Create(0.18181818181818182));
        p = Vector512.MultiplyAddEstimate(p, z, Vector512.Create(0.2222222222222222));
        p = Vector512.MultiplyAddEstimate(p, z, Vector512.Create(0.2857142857142857));
        p = Vector512.MultiplyAddEstimate(p, z, Vector512.Create(0.4));
        p = Vector512.MultiplyAddEstimate(p, z, Vector512.Create(0.6666666666666666));
        Vector512<double> h = f * f * Vector512.Create(0.5);
        p = s * (h + z * p);
        p = Vector512.MultiplyAddEstimate(e, Vector512.Create(1.90821492927058770002e-10), p) - h + f;
        p = Vector512.MultiplyAddEstimate(e, Vector512.Create(0.693147180369123816490), p);
        p = Vector512.ConditionalSelect(Vector512.LessThan(x, Vector512.Create(double.PositiveInfinity)), p, x);
        p = Vector512.ConditionalSelect(Vector512.LessThan(x, Vector512<double>.Zero), Vector512.Create(double.NaN), p);
        return Vector512.ConditionalSelect(Vector512.Equals(x, Vector512<double>.Zero), Vector512.Create(double.NegativeInfinity), p);
    }
}
