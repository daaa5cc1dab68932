namespace LossGen.Numerics;

/// <summary>Runs a float function over the bit patterns of float and takes the worst error against the double function.</summary>
/// <remarks>
/// The double functions are themselves measured against a table in multiple precision (<see cref="DoubleTable"/>); what
/// they are off by is a 2^-28th of a float's last place.
/// </remarks>
internal static class FloatScan
{
    private const int Block = 1 << 14;

    /// <summary>The worst error, and the argument where it occurs.</summary>
    /// <param name="function">The function.</param>
    /// <param name="stride">1 for every float; else every so manieth.</param>
    /// <param name="width">The lane's width in bits, 1 for one element.</param>
    public static (double Error, float At) Worst(Function function, int stride, int width)
    {
        float[] x = new float[Block], y = new float[Block], result = new float[Block];
        double[] xd = new double[Block], yd = new double[Block], truth = new double[Block];
        double worst = 0;
        float at = 0;
        for (long next = 0; next <= uint.MaxValue;)
        {
            int n = 0;
            for (; n < Block && next <= uint.MaxValue; n++, next += stride)
            {
                x[n] = BitConverter.UInt32BitsToSingle((uint)next);
                xd[n] = x[n];
            }

            function.Apply(x.AsSpan(0, n), y, result.AsSpan(0, n), width);
            function.Apply(xd.AsSpan(0, n), yd, truth.AsSpan(0, n), Function.Widest);
            for (int i = 0; i < n; i++)
            {
                double error = Ulps.Of(result[i], truth[i]);
                if (error > worst && (error *= Ulps.Share(truth[i], function.Cancelling(x[i]))) > worst)
                    (worst, at) = (error, x[i]);
            }
        }

        return (worst, at);
    }
}
