using System.Globalization;

namespace LossGen.Passes;

/// <summary>Says in words where an element of an array is.</summary>
internal static class Place
{
    /// <summary>
    /// The place of an element of an array laid out [N, axes, inner], where <paramref name="axes"/> is the product of the
    /// extents of a sample's own axes.
    /// </summary>
    internal static string Of(long index, long axes, int inner)
    {
        long sample = index / (axes * inner);
        string place = string.Create(CultureInfo.InvariantCulture, $"sample {sample}");
        if (inner > 1)
            place += string.Create(CultureInfo.InvariantCulture, $", inner position {index % inner}");
        if (axes > 1 || inner > 1)
            place += string.Create(CultureInfo.InvariantCulture, $" (element {index})");
        return place;
    }
}
