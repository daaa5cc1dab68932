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
            int n = 0;
            for (; n < Block && next <= uint.MaxValue; n++, next += stride)
            {
                xd[n] = x[n] = BitConverter.UInt32BitsToSingle((uint)next);
                if (function.IsBinary)
                    yd[n] = y[n] = Second((uint)next);
            }

            function.Apply(x.AsSpan(0, n), y.AsSpan(0, n), result.AsSpan(0, n), width);
            function.Apply(xd.AsSpan(0, n), yd.AsSpan(0, n), truth.AsSpan(0, n), Function.Widest);
            for (int i = 0; i < n; i++)
            {
                // What is correctly rounded is within half a unit: no need to say how far.
                if (worst.Error > 0.5 && result[i] == (float)truth[i])
                    continue;
                double error = Ulps.Of(result[i], truth[i]);
                if (error > worst.Error && (error *= Ulps.Share(truth[i], function.Cancelling(x[i]))) > worst.Error)
                    worst = (error, x[i], y[i]);
            }
        }

        return worst;
    }

    private static float Second(uint seed)
    {
        uint hash = (seed ^ (seed >> 15)) * 0x2C1B3C6D;
        hash = (hash ^ (hash >> 12)) * 0x297A2D39;
        hash ^= hash >> 15;
        return (hash & 1) == 0 ? (hash >> 8) * (40f / (1 << 24)) - 20 : BitConverter.UInt32BitsToSingle(hash);
    }
}
