using System.ComponentModel;
using System.Numerics;

namespace LossGen.Passes;

/// <summary>The numbers between two bounds, each of which belongs to them or doesn't.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct Interval(double least, bool leastIncluded, double greatest, bool greatestIncluded)
{
    /// <summary>The numbers from <paramref name="least"/> on.</summary>
    public static Interval AtLeast(double least) => new(least, true, double.PositiveInfinity, true);

    /// <summary>The numbers greater than <paramref name="bound"/>.</summary>
    public static Interval Above(double bound) => new(bound, false, double.PositiveInfinity, true);

    /// <summary>The numbers up to <paramref name="greatest"/>.</summary>
    public static Interval AtMost(double greatest) => new(double.NegativeInfinity, true, greatest, true);

    /// <summary>The numbers less than <paramref name="bound"/>.</summary>
    public static Interval Below(double bound) => new(double.NegativeInfinity, true, bound, false);

    /// <summary>The numbers from <paramref name="least"/> to <paramref name="greatest"/>, both included.</summary>
    public static Interval Between(double least, double greatest) => new(least, true, greatest, true);

    /// <summary>Whether the number belongs to them; NaN doesn't.</summary>
    internal bool Contains(double value)
        => (leastIncluded ? value >= least : value > least) && (greatestIncluded ? value <= greatest : value < greatest);

    /// <summary>
    /// Whether the number lies outside, compared in its own precision as kernels compare; NaN doesn't.
    /// </summary>
    internal bool Excludes<T>(T value)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        T low = T.CreateTruncating(least);
        T high = T.CreateTruncating(greatest);
        return (leastIncluded ? value < low : value <= low) || (greatestIncluded ? value > high : value >= high);
    }
}
