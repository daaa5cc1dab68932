namespace LossGen.Generator.Algebra;

/// <summary>What a real can be, NaN aside; an end belongs to it unless it is open.</summary>
internal readonly record struct Interval(double Lower, bool LowerIsOpen, double Upper, bool UpperIsOpen)
{
    public static readonly Interval All = new(double.NegativeInfinity, false, double.PositiveInfinity, false);

    public static readonly Interval NonNegative = new(0, false, double.PositiveInfinity, false);

    public static Interval Point(double value) => new(value, false, value, false);

    public bool IsPositive => Lower > 0 || Lower == 0 && LowerIsOpen;

    public bool IsNegative => Upper < 0 || Upper == 0 && UpperIsOpen;

    public bool Contains(double value) =>
        (value > Lower || value == Lower && !LowerIsOpen) && (value < Upper || value == Upper && !UpperIsOpen);

    public static Interval operator -(Interval value) => new(-value.Upper, value.UpperIsOpen, -value.Lower, value.LowerIsOpen);

    public static Interval operator +(Interval left, Interval right) => new(
        Finite(left.Lower + right.Lower, double.NegativeInfinity), left.LowerIsOpen || right.LowerIsOpen,
        Finite(left.Upper + right.Upper, double.PositiveInfinity), left.UpperIsOpen || right.UpperIsOpen);

    public static Interval operator *(Interval left, Interval right)
    {
        (double Value, bool IsOpen)[] ends =
        [
            Product(left.Lower, left.LowerIsOpen, right.Lower, right.LowerIsOpen), Product(left.Lower, left.LowerIsOpen, right.Upper, right.UpperIsOpen),
            Product(left.Upper, left.UpperIsOpen, right.Lower, right.LowerIsOpen), Product(left.Upper, left.UpperIsOpen, right.Upper, right.UpperIsOpen),
        ];
        double lower = ends.Min(end => end.Value), upper = ends.Max(end => end.Value);
        return new Interval(
            lower, ends.Where(end => end.Value == lower).All(end => end.IsOpen), upper, ends.Where(end => end.Value == upper).All(end => end.IsOpen));
    }

    /// <summary>The smallest interval that holds both.</summary>
    public Interval Union(Interval other) => new(
        Math.Min(Lower, other.Lower), Lower < other.Lower ? LowerIsOpen : Lower > other.Lower ? other.LowerIsOpen : LowerIsOpen && other.LowerIsOpen,
        Math.Max(Upper, other.Upper), Upper > other.Upper ? UpperIsOpen : Upper < other.Upper ? other.UpperIsOpen : UpperIsOpen && other.UpperIsOpen);

    public Interval Reciprocal()
    {
        if (Contains(0) || Lower < 0 && Upper > 0)
            return All;
        if (Upper <= 0)
            return -(-this).Reciprocal();
        return new Interval(
            double.IsPositiveInfinity(Upper) ? 0 : 1 / Upper, UpperIsOpen, Lower == 0 ? double.PositiveInfinity : 1 / Lower, LowerIsOpen);
    }

    /// <summary>The image under a function that never falls.</summary>
    public Interval Map(Func<double, double> increasing)
    {
        double lower = increasing(Lower), upper = increasing(Upper);
        return new Interval(double.IsNaN(lower) ? double.NegativeInfinity : lower, LowerIsOpen, double.IsNaN(upper) ? double.PositiveInfinity : upper, UpperIsOpen);
    }

    /// <summary>Whether the comparison holds for all pairs; with NaN aside.</summary>
    public static bool Proves(Comparison comparison, Interval left, Interval right)
    {
        Interval difference = left + -right;
        return comparison switch
        {
            Comparison.Less => difference.IsNegative,
            Comparison.LessOrEqual => difference.Upper <= 0,
            Comparison.Greater => difference.IsPositive,
            Comparison.GreaterOrEqual => difference.Lower >= 0,
            Comparison.Equal => left.Lower == left.Upper && left == right,
            _ => difference.IsNegative || difference.IsPositive,
        };
    }

    private static double Finite(double sum, double otherwise) => double.IsNaN(sum) ? otherwise : sum;

    // A closed zero takes everything with it, an infinity included, for only numbers are multiplied.
    private static (double, bool) Product(double a, bool aIsOpen, double b, bool bIsOpen)
    {
        if (a == 0 || b == 0)
            return (0, (a != 0 || aIsOpen) && (b != 0 || bIsOpen));
        return (a * b, aIsOpen || bIsOpen);
    }
}
