using System.ComponentModel;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Numerics;

namespace LossGen.Passes;

/// <summary>
/// What happens when a pass found that some element of an input lies outside its declared domain: the first such element is
/// looked for and named.
/// </summary>
/// <remarks>
/// Inputs are laid out [N, axes, inner], <c>axes</c> being the product of the extents of a sample's own axes. Where the
/// formula ignores samples, their labels ([N, inner]) tell which elements nobody read. NaN is in every domain.
/// </remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class Domains
{
    /// <summary>Throws for the first element outside an interval.</summary>
    [DoesNotReturn]
    public static void Throw<T>(
        ReadOnlySpan<T> values, Interval domain, string name, string condition, long axes, int inner)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        => Throw(values, domain, name, condition, axes, inner, default(ReadOnlySpan<int>), 0);

    /// <summary>Throws for the first element outside an interval in a sample that isn't ignored.</summary>
    [DoesNotReturn]
    public static void Throw<T, TLabel>(
        ReadOnlySpan<T> values,
        Interval domain,
        string name,
        string condition,
        long axes,
        int inner,
        ReadOnlySpan<TLabel> labels,
        long ignored)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where TLabel : unmanaged, IBinaryInteger<TLabel>
    {
        for (int index = 0; index < values.Length; index++)
        {
            if (domain.Excludes(values[index]) && !Ignored(index, axes, inner, labels, ignored))
                ThrowAt(values[index], index, name, condition, axes, inner);
        }

        ThrowChanged(name, condition);
    }

    /// <summary>Throws for the first element that is none of the members of a finite domain.</summary>
    [DoesNotReturn]
    public static void Throw<T>(
        ReadOnlySpan<T> values, ReadOnlySpan<double> members, string name, string condition, long axes, int inner)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        => Throw(values, members, name, condition, axes, inner, default(ReadOnlySpan<int>), 0);

    /// <summary>
    /// Throws for the first element that is none of the members of a finite domain in a sample that isn't ignored.
    /// </summary>
    [DoesNotReturn]
    public static void Throw<T, TLabel>(
        ReadOnlySpan<T> values,
        ReadOnlySpan<double> members,
        string name,
        string condition,
        long axes,
        int inner,
        ReadOnlySpan<TLabel> labels,
        long ignored)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where TLabel : unmanaged, IBinaryInteger<TLabel>
    {
        for (int index = 0; index < values.Length; index++)
        {
            if (Excluded(values[index], members) && !Ignored(index, axes, inner, labels, ignored))
                ThrowAt(values[index], index, name, condition, axes, inner);
        }

        ThrowChanged(name, condition);
    }

    private static bool Excluded<T>(T value, ReadOnlySpan<double> members)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        foreach (double member in members)
        {
            if (value == T.CreateTruncating(member))
                return false;
        }

        return !T.IsNaN(value);
    }

    private static bool Ignored<TLabel>(int index, long axes, int inner, ReadOnlySpan<TLabel> labels, long ignored)
        where TLabel : unmanaged, IBinaryInteger<TLabel>
    {
        if (labels.IsEmpty)
            return false;
        long position = index / (axes * inner) * inner + index % inner;
        return long.CreateTruncating(labels[(int)position]) == ignored;
    }

    [DoesNotReturn]
    private static void ThrowAt<T>(T value, int index, string name, string condition, long axes, int inner)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        => throw new ArgumentOutOfRangeException(
            name,
            value,
            string.Create(
                CultureInfo.InvariantCulture,
                $"{name} is {value} in {Place.Of(index, axes, inner)}, but the loss is declared for {condition}. The outputs of this call are void."));

    // The pass saw an offender that is there no longer: somebody wrote to the input during the call.
    [DoesNotReturn]
    private static void ThrowChanged(string name, string condition)
        => throw new ArgumentOutOfRangeException(
            name, $"An element of {name} was outside the declared {condition} and has been changed since, during the call.");
}
