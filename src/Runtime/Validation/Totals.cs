using System.ComponentModel;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;

namespace LossGen.Passes;

/// <summary>What a reduction divides by.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class Totals
{
    /// <summary>
    /// What the sum of the losses is divided by, and what gradients are divided by with it: of the whole, if this batch is
    /// declared a part of one, else of the batch itself.
    /// </summary>
    /// <param name="reduction">The loss's reduction.</param>
    /// <param name="divisor">The sum of what the batch's positions count.</param>
    /// <param name="count">N of the batch.</param>
    /// <param name="whole">The total of the whole, if the batch is a part.</param>
    /// <exception cref="ArgumentException"><paramref name="whole"/> has another reduction.</exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double Divisor(Reduction reduction, double divisor, long count, in LossTotal? whole)
    {
        if (whole.HasValue)
            return OfWhole(reduction, whole.Value);
        return reduction == Reduction.Sum ? 1 : reduction == Reduction.BatchMean ? count : divisor;
    }

    /// <summary>Refuses a whole of another reduction, before any output is written.</summary>
    /// <exception cref="ArgumentException"><paramref name="whole"/> has another reduction.</exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Check(Reduction reduction, in LossTotal? whole)
    {
        if (whole.HasValue)
            OfWhole(reduction, whole.Value);
    }

    private static double OfWhole(Reduction reduction, LossTotal whole)
    {
        if (whole.Reduction != reduction)
            Throw(whole.Reduction, reduction);
        return Divisor(reduction, whole.Divisor, whole.Count, null);
    }

    [DoesNotReturn]
    private static void Throw(Reduction given, Reduction own)
        => throw new ArgumentException(
            $"whole is a total of {given}, but this loss reduces by {own}: take whole from Total of a loss with the same Reduction.",
            "whole");
}
