using System.Numerics;
using System.Runtime.InteropServices;

namespace LossGen.Numerics;

/// <summary>Runs a float function over the bit patterns of float and takes the worst error against the double function.</summary>
/// <remarks>
/// The double functions are themselves measured against a table in multiple precision (<see cref="DoubleTable"/>); what
/// they are off by is a 2^-28th of a float's last place. A second argument is drawn: half of them between −20 and 20, half
/// any float.
/// </remarks>
internal static class FloatScan
{
    private const int Block = 1 << 14;

    /// <summary>The worst error, and the argument where it occurs.</summary>
    /// <param name="function">The function.</param>
    /// <param name="stride">1 for every float; else every so manieth.</param>
    /// <param name="width">The lane's width in bits, 1 for one element.</param>
    public static (double Error, float X, float Y) Worst(Function function, int stride, int width)
    {
        float[] x = new float[Block], y = new float[Block], result = new float[Block];
        double[] xd = new double[Block], yd = new double[Block], truth = new double[Block];
        (double Error, float X, float Y) worst = default;
        for (long next = 0; next <= uint.MaxValue;)
        {
            int n = (int)Math.Min(Block, (uint.MaxValue - next) / stride + 1);
            Fill(x, xd, (uint)next, stride);
            for (int i = 0; function.IsBinary && i < n; i++)
                yd[i] = y[i] = Second(BitConverter.SingleToUInt32Bits(x[i]));
            next += (long)n * stride;

            function.Apply(x.AsSpan(0, n), y.AsSpan(0, n), result.AsSpan(0, n), width);
            function.Apply(xd.AsSpan(0, n), yd.AsSpan(0, n), truth.AsSpan(0, n), Function.Widest);
            for (int i = 0; i < n; i++)
            {
                while (n - i >= Vector<float>.Count && NoneIsWorse(result, truth, i, worst.Error))
                    i += Vector<float>.Count;
                if (i == n)
                    break;
                double error = Ulps.Of(result[i], truth[i]);
                if (error > worst.Error && (error *= Ulps.Share(truth[i], function.Cancelling(x[i]))) > worst.Error)
                    worst = (error, x[i], y[i]);
            }
        }

        return worst;
    }

    private static void Fill(float[] x, double[] xd, uint start, int stride)
    {
        Span<uint> bits = MemoryMarshal.Cast<float, uint>(x.AsSpan());
        for (int i = 0; i < bits.Length; i += Vector<uint>.Count)
        {
            Vector<uint> next = new Vector<uint>(start) + (Vector<uint>.Indices + new Vector<uint>((uint)i)) * (uint)stride;
            next.CopyTo(bits[i..]);
            Vector.Widen(Vector.AsVectorSingle(next), out Vector<double> lower, out Vector<double> upper);
            lower.CopyTo(xd, i);
            upper.CopyTo(xd, i + Vector<double>.Count);
        }
    }

    /// <summary>Whether a vector of results needs no closer look: each is the truth rounded, or off by no more than the worst so far.</summary>
    private static bool NoneIsWorse(float[] result, double[] truth, int i, double worst)
    {
        var value = new Vector<float>(result, i);
        Vector<double> first = new(truth, i), second = new(truth, i + Vector<double>.Count);
        Vector.Widen(value, out Vector<double> lower, out Vector<double> upper);
        Vector<float> fine = Vector.AsVectorSingle(Vector.Narrow(IsFine(lower, first), IsFine(upper, second)));
        if (worst > 0.5)
            fine |= Vector.AsVectorSingle(Vector.Equals(value, Vector.Narrow(first, second)));
        return Vector.EqualsAll(Vector.AsVectorInt32(fine), Vector<int>.AllBitsSet);

        // A unit in the last place is 2^−23 of the power of 2 below the truth, or larger where floats are denormal.
        Vector<long> IsFine(Vector<double> v, Vector<double> t)
        {
            Vector<double> power = Vector.AsVectorDouble(Vector.AsVectorInt64(t) & new Vector<long>(0x7FF0_0000_0000_0000));
            return Vector.LessThanOrEqual(Vector.Abs(v - t), power * (worst * 1.1920928955078125e-7));
        }
    }

    private static float Second(uint seed)
    {
        uint hash = (seed ^ (seed >> 15)) * 0x2C1B3C6D;
        hash = (hash ^ (hash >> 12)) * 0x297A2D39;
        hash ^= hash >> 15;
        return (hash & 1) == 0 ? (hash >> 8) * (40f / (1 << 24)) - 20 : BitConverter.UInt32BitsToSingle(hash);
    }
}
