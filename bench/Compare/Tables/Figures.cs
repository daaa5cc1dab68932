using System.Globalization;

namespace LossGen.Bench.Tables;

/// <summary>Numbers as the tables show them.</summary>
internal static class Figures
{
    /// <summary>Three digits, an empty cell where there is no number.</summary>
    public static string Of(double? number) => number is not { } value ? ""
        : !double.IsFinite(value) ? "–"
        : value.ToString(Math.Abs(value) switch { < 1 => "0.000", < 10 => "0.00", < 100 => "0.0", _ => "0" }, CultureInfo.InvariantCulture);

    /// <summary>How many times as long the first takes as the second.</summary>
    public static string Ratio(double? slow, double? fast) => slow / fast is { } ratio ? Of(ratio) + "×" : "";

    public static double GeometricMean(IEnumerable<double> ratios)
    {
        double[] logarithms = [.. ratios.Select(ratio => Math.Log(ratio))];
        return logarithms.Length == 0 ? double.NaN : Math.Exp(logarithms.Average());
    }
}
