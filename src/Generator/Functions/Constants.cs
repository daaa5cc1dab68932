using System.Globalization;
using System.Text.RegularExpressions;

namespace LossGen.Generator.Functions;

/// <summary>The named numbers of the language.</summary>
internal static class Constants
{
    public static readonly (string Name, double Value)[] All = [("pi", Math.PI), ("inf", double.PositiveInfinity)];

    public static double? Find(string name)
    {
        foreach ((string constant, double value) in All)
            if (constant == name)
                return value;
        return null;
    }

    /// <summary>A number as the language writes it, and reads it back to the same bits.</summary>
    public static string Notation(double value)
    {
        if (value < 0 || value == 0 && 1 / value < 0)
            return "-" + Notation(-value);
        foreach ((string name, double constant) in All)
            if (constant == value)
                return name;
        string text = value.ToString("R", CultureInfo.InvariantCulture);
        if (double.Parse(text, CultureInfo.InvariantCulture) != value)
            text = value.ToString("G17", CultureInfo.InvariantCulture);
        return Regex.Replace(text, @"E\+?(-?)0*(\d)", "e$1$2");
    }
}
