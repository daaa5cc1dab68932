using System.ComponentModel;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Runtime.CompilerServices;

namespace LossGen.Passes;

/// <summary>Checks of the lengths of a call's arrays, and the extents that follow from them.</summary>
/// <remarks>
/// Products are <see cref="long"/>, so that they can't wrap into a length that happens to fit. Layouts are text for the
/// message, like <c>[N, C, inner]</c>.
/// </remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class Lengths
{
    /// <summary>Checks that an extent which the caller stated is large enough.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It isn't.</exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void AtLeast(int extent, int least, string name)
    {
        if (extent < least)
            ThrowExtent(extent, least, name);
    }

    /// <summary>N: how many rows of <paramref name="inner"/> positions the batch has.</summary>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="inner"/> is less than 1.</exception>
    /// <exception cref="ArgumentException"><paramref name="inner"/> doesn't divide the positions.</exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int Samples(int positions, int inner)
    {
        AtLeast(inner, 1, nameof(inner));
        if (inner == 1)
            return positions;
        int samples = Math.DivRem(positions, inner, out int rest);
        if (rest != 0)
            ThrowSamples(positions, inner);
        return samples;
    }

    /// <summary>
    /// The extent that is left when <paramref name="length"/> is divided by the product of the known ones; 0 if that
    /// product is 0.
    /// </summary>
    /// <param name="length">The length of the array.</param>
    /// <param name="known">The product of the other extents of its layout.</param>
    /// <param name="name">The argument.</param>
    /// <param name="layout">The layout of the argument.</param>
    /// <param name="knownAs">The other extents, like <c>N·inner</c>.</param>
    /// <exception cref="ArgumentException">The length isn't a multiple of the product.</exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int Quotient(int length, long known, string name, string layout, string knownAs)
    {
        if (known == 0)
        {
            if (length != 0)
                ThrowQuotient(length, known, name, layout, knownAs);
            return 0;
        }

        // The axis of a weight that isn't given: of a call of 16 elements the division is a nanosecond in thirty.
        if (known == 1)
            return length;

        long quotient = Math.DivRem(length, known, out long rest);
        if (rest != 0)
            ThrowQuotient(length, known, name, layout, knownAs);
        return (int)quotient;
    }

    /// <summary>
    /// The same of an axis that a shared array has beside others: 1 if there are no samples to tell it, so that the shared
    /// array may have any length and its gradient is as long.
    /// </summary>
    /// <inheritdoc cref="Quotient"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int QuotientOrOne(int length, long known, string name, string layout, string knownAs)
    {
        int quotient = Quotient(length, known, name, layout, knownAs);
        return known == 0 ? 1 : quotient;
    }

    /// <summary>Checks that an axis of which every sample reads an element has one, unless there are no samples.</summary>
    /// <param name="extent">The extent of the axis.</param>
    /// <param name="positions">The number of samples.</param>
    /// <param name="axis">The axis.</param>
    /// <param name="name">The argument that tells its extent.</param>
    /// <exception cref="ArgumentException">It has none.</exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void NotEmpty(int extent, int positions, string axis, string name)
    {
        if (extent == 0 && positions != 0)
            ThrowEmpty(positions, axis, name);
    }

    /// <summary>
    /// Checks that the indices of an axis are numbers of <typeparamref name="T"/>, as which lanes compare and gather: a float
    /// has them up to 2²⁴.
    /// </summary>
    /// <param name="extent">The extent of the axis, or of several as one.</param>
    /// <param name="axis">The axis.</param>
    /// <param name="name">The argument that tells its extent.</param>
    /// <exception cref="ArgumentException">The axis is longer.</exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Numbered<T>(long extent, string axis, string name)
        where T : unmanaged
    {
        if (typeof(T) == typeof(float) && extent > 1 << 24)
            ThrowNumbered(extent, axis, name);
    }

    /// <summary>Checks that an array is as long as its layout asks.</summary>
    /// <exception cref="ArgumentException">It isn't.</exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Exactly(int length, long expected, string name, string layout)
    {
        if (length != expected)
            ThrowExactly(length, expected, name, layout);
    }

    /// <summary>Whether an optional output is wanted: empty where it isn't, else as long as its layout asks.</summary>
    /// <exception cref="ArgumentException">It is neither.</exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool Wanted(int length, long expected, string name, string layout)
    {
        if (length == 0)
            return false;
        if (length != expected)
            ThrowWanted(length, expected, name, layout);
        return true;
    }

    [DoesNotReturn]
    private static void ThrowExtent(int extent, int least, string name)
        => throw new ArgumentOutOfRangeException(
            name, extent, string.Create(CultureInfo.InvariantCulture, $"{name} is {extent}; it must be at least {least}."));

    [DoesNotReturn]
    private static void ThrowEmpty(int positions, string axis, string name)
        => throw new ArgumentException(
            string.Create(CultureInfo.InvariantCulture, $"{axis} is 0, and each of the {positions} samples reads an element of that axis."), name);

    [DoesNotReturn]
    private static void ThrowNumbered(long extent, string axis, string name)
        => throw new ArgumentException(
            string.Create(CultureInfo.InvariantCulture, $"{axis} is {extent}; float has indices up to {1 << 24}, double has more."), name);

    [DoesNotReturn]
    private static void ThrowSamples(int positions, int inner)
        => throw new ArgumentException(
            string.Create(
                CultureInfo.InvariantCulture,
                $"The batch has {positions} positions, [N, inner], which inner = {inner} doesn't divide."),
            nameof(inner));

    [DoesNotReturn]
    private static void ThrowQuotient(int length, long known, string name, string layout, string knownAs)
        => throw new ArgumentException(
            string.Create(
                CultureInfo.InvariantCulture,
                $"{name} has {length} elements, which {layout} cannot hold: the length must be a multiple of {knownAs} = {known}."),
            name);

    [DoesNotReturn]
    private static void ThrowExactly(int length, long expected, string name, string layout)
        => throw new ArgumentException(
            string.Create(
                CultureInfo.InvariantCulture, $"{name} has {length} elements, but its layout {layout} asks for {expected}."),
            name);

    [DoesNotReturn]
    private static void ThrowWanted(int length, long expected, string name, string layout)
        => throw new ArgumentException(
            string.Create(
                CultureInfo.InvariantCulture,
                $"{name} has {length} elements, but its layout {layout} asks for {expected}, or for none where it isn't wanted."),
            name);
}
