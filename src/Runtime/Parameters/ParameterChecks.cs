using System.ComponentModel;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Numerics;

namespace LossGen.Passes;

/// <summary>Checks of what a loss is constructed with; each returns its value, so that it can stand in an initialiser.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class ParameterChecks
{
    /// <summary>Checks a number against a declared interval; NaN is in none.</summary>
    /// <param name="value">The parameter.</param>
    /// <param name="domain">Its domain.</param>
    /// <param name="name">Its name.</param>
    /// <param name="condition">The domain as declared, like <c>0 &lt;= labelSmoothing &lt;= 1</c>.</param>
    /// <exception cref="ArgumentOutOfRangeException">It is outside.</exception>
    public static T Within<T>(T value, Interval domain, string name, string condition)
        where T : struct, INumber<T>
    {
        if (!domain.Contains(double.CreateTruncating(value)))
            Throw(value, name, $"but the loss is declared for {condition}");
        return value;
    }

    /// <summary>Checks a number against a declared finite domain.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It isn't one of the members.</exception>
    public static T OneOf<T>(T value, ReadOnlySpan<double> members, string name, string condition)
        where T : struct, INumber<T>
    {
        if (!members.Contains(double.CreateTruncating(value)))
            Throw(value, name, $"but the loss is declared for {condition}");
        return value;
    }

    /// <summary>Checks a reduction.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The enumeration has no such member.</exception>
    public static Reduction Defined(Reduction value)
    {
        if (value is < Reduction.Mean or > Reduction.BatchMean)
            Throw(value, nameof(Reduction), "which is none of Mean, Sum and BatchMean");
        return value;
    }

    /// <summary>Checks a degree of parallelism: -1 for one thread per processor, or at least 1.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is neither.</exception>
    public static int Degree(int value)
    {
        if (value is 0 or < -1)
            Throw(value, "MaxDegreeOfParallelism", "but must be -1 (one thread per processor) or at least 1");
        return value;
    }

    [DoesNotReturn]
    private static void Throw<T>(T value, string name, string complaint)
        => throw new ArgumentOutOfRangeException(
            name, value, string.Create(CultureInfo.InvariantCulture, $"{name} is {value}, {complaint}."));
}
