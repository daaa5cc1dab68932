namespace LossGen;

/// <summary>Central differences of fourth order over two steps, of Σ upstream · loss by one element.</summary>
/// <param name="Slope">Over the smaller step.</param>
/// <param name="Error">What it may be off: twice what the steps are apart, and the rounding of the losses over the step.</param>
/// <param name="IsNearCorner">Whether a corner lies within the larger step, or a value there is no number.</param>
internal readonly record struct Differences(double Slope, double Error, bool IsNearCorner)
{
    // Where truncation (h⁴) and rounding (ε/h) meet for a function that varies over lengths of about 1.
    private const double Step = 1.0 / 1024;
    private const double LeastLength = 0.125;
    private const double Rounding = 1.0 / (1L << 52);

    // Places of the samples, in halves of the step.
    private static readonly int[] s_places = [-4, -2, -1, 1, 2, 4];

    public static Differences Of(double[] values, int element, double[] center, double[] upstream, Func<double[]> losses, Func<bool>? isSameSide)
    {
        double at = values[element];
        double step = Step * Math.Max(Math.Abs(at), LeastLength);
        var sums = new double[s_places.Length];
        double rounding = 0;
        bool isSmooth = true;
        for (int place = 0; place < s_places.Length; place++)
        {
            values[element] = at + s_places[place] * step / 2;
            double[] displaced = losses();
            isSmooth &= isSameSide?.Invoke() ?? true;

            // Losses that the element doesn't reach are the same to the bit, and add nothing to the rounding.
            for (int index = 0; index < displaced.Length; index++)
            {
                double change = displaced[index] - center[index];
                if (change == 0)
                    continue;
                sums[place] += upstream[index] * change;
                rounding = Math.Max(rounding, Math.Abs(upstream[index]) * (Math.Abs(displaced[index]) + Math.Abs(center[index])));
            }
        }

        values[element] = at;
        double coarse = (sums[0] - 8 * sums[1] + 8 * sums[4] - sums[5]) / (12 * step);
        double fine = (sums[1] - 8 * sums[2] + 8 * sums[3] - sums[4]) / (6 * step);

        // Of a smooth function the second difference over half the distance is a quarter; a corner adds what doesn't shrink so.
        (double wide, double middle, double narrow) = (sums[0] + sums[5], sums[1] + sums[4], sums[2] + sums[3]);
        double noise = 64 * Rounding * rounding;
        bool hasCorner = Math.Abs(wide - 4 * middle) > 0.02 * Math.Abs(wide) + noise || Math.Abs(middle - 4 * narrow) > 0.02 * Math.Abs(middle) + noise;
        return new(
            fine,
            2 * Math.Abs(fine - coarse) + 4 * Rounding * rounding / step,
            !isSmooth || hasCorner || !double.IsFinite(fine) || !double.IsFinite(coarse));
    }
}
