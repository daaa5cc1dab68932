using System.Globalization;
using System.Runtime.Intrinsics;

namespace LossGen.Numerics;

/// <summary>A number that changes with any bit of any result of a function at a width.</summary>
internal static class Fingerprint
{
    private static readonly double[] s_special =
    [
        0, -0.0, 1, -1, 0.5, -0.5, 2, -2, 3, 4, -3, double.NaN, double.PositiveInfinity, double.NegativeInfinity, double.Epsilon, -double.Epsilon,
        float.Epsilon, float.MaxValue, float.MinValue, double.MaxValue, double.MinValue, 1e-310, -1e-310, 1e-40, -1e-40, 88.7, 709.7, -103.9, -745.1,
    ];

    /// <summary>The widths that the machine computes in as it is, and one element.</summary>
    public static IEnumerable<int> Widths => Function.Widths.Where(w => w switch
    {
        512 => Vector512.IsHardwareAccelerated,
        256 => Vector256.IsHardwareAccelerated,
        _ => true,
    });

    /// <summary>For each function: its name, and the fingerprints of float and double.</summary>
    public static IEnumerable<string> OfAll(int width) => Functions.All.Select(f => string.Create(CultureInfo.InvariantCulture,
        $"{f.Name} {Of(f, width, single: true):X8} {Of(f, width, single: false):X8}"));

    private static uint Of(Function function, int width, bool single)
    {
        double[] x = [.. Points(1)], y = [.. Points(7).Reverse()];
        uint hash = 2166136261;

        // An odd number, so that every width has a rest that is loaded and stored by parts.
        if (single)
        {
            float[] result = new float[x.Length];
            function.Apply([.. x.Select(v => (float)v)], [.. y.Select(v => (float)v)], result, width);
            foreach (float r in result)
                hash = (hash ^ (float.IsNaN(r) ? 1 : BitConverter.SingleToUInt32Bits(r))) * 16777619;
        }
        else
        {
            double[] result = new double[x.Length];
            function.Apply(x, y, result, width);
            foreach (double r in result)
                hash = (hash ^ (double.IsNaN(r) ? 1 : (uint)BitConverter.DoubleToUInt64Bits(r) ^ (uint)(BitConverter.DoubleToUInt64Bits(r) >> 32))) * 16777619;
        }

        return hash;
    }

    private static IEnumerable<double> Points(int seed)
    {
        var random = new Random(seed);
        foreach (double special in s_special)
            yield return special;
        for (int i = 0; i < 4000; i++)
            yield return (random.NextDouble() * 2 - 1) * Math.Pow(10, random.Next(-12, 4));
        for (int i = 0; i < 1002; i++)
            yield return random.NextDouble() * 8 - 4;
    }
}
