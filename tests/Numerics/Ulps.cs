namespace LossGen.Numerics;

/// <summary>The distance of a result from what is true, in units in the last place of what is true.</summary>
internal static class Ulps
{
    /// <summary>
    /// Of a float against the truth in double. Infinity is as far as the number that would come after the largest, which
    /// is where rounding draws the line; NaN for NaN is exact, anything else for it infinitely wrong.
    /// </summary>
    public static double Of(float value, double truth)
    {
        if (double.IsNaN(truth) || float.IsNaN(value))
            return double.IsNaN(truth) && float.IsNaN(value) ? 0 : double.PositiveInfinity;
        if (double.IsInfinity(truth))
            return value == truth ? 0 : double.PositiveInfinity;
        double v = float.IsInfinity(value) ? Math.CopySign(3.402823669209385e38, value) : value;
        if (Math.Abs(truth) >= 3.402823669209385e38)
            return Math.Abs(v) >= 3.4028234663852886e38 && Math.Sign(v) == Math.Sign(truth)
                ? (float.IsInfinity(value) ? 0 : 1)
                : double.PositiveInfinity;
        if (v == truth)
            return 0;
        int exponent = Math.Max((int)((BitConverter.DoubleToInt64Bits(truth) >> 52) & 0x7FF) - 1023, -126);
        return Math.Abs(v - truth) * BitConverter.Int64BitsToDouble((long)(1023 - exponent + 23) << 52);
    }

    /// <summary>Of a double against a truth that is <paramref name="nearest"/> + fraction units in its last place.</summary>
    public static double Of(double value, double nearest, double fraction)
    {
        if (double.IsNaN(nearest) || double.IsNaN(value))
            return double.IsNaN(nearest) && double.IsNaN(value) ? 0 : double.PositiveInfinity;
        if (double.IsInfinity(nearest) || double.IsInfinity(value))
            return value == nearest ? 0 : Math.Abs(Ordinal(value) - Ordinal(nearest));
        double size = Math.Abs(nearest);
        double unit = Math.BitIncrement(size) - size;
        if (double.IsInfinity(unit))
            unit = size - Math.BitDecrement(size);
        return Math.Abs((value - nearest) / unit - fraction);
    }

    /// <summary>What part of a larger term's last place one of the value's is; 1 where no term is larger.</summary>
    public static double Share(double value, double term) =>
        double.IsFinite(value) && term > Math.Abs(value) ? Math.ScaleB(1, Math.Max(Math.ILogB(value), -1022) - Math.ILogB(term)) : 1;

    private static double Ordinal(double value)
    {
        long bits = BitConverter.DoubleToInt64Bits(value);
        return bits < 0 ? -(double)(bits & long.MaxValue) : bits;
    }
}
