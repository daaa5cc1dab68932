using System.ComponentModel;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace LossGen.Passes;

/// <summary>The check that an output shares no memory with another argument.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class Overlap
{
    /// <summary>Refuses an output that shares memory with another array of the call; empty arrays share nothing.</summary>
    /// <exception cref="ArgumentException">They share memory.</exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Refuse<TOutput, TOther>(
        Span<TOutput> output, string outputName, ReadOnlySpan<TOther> other, string otherName)
        where TOutput : unmanaged
        where TOther : unmanaged
    {
        // Not MemoryExtensions.Overlaps over bytes: a span of 2³¹ bytes or more can't be cast.
        ref byte outputStart = ref Unsafe.As<TOutput, byte>(ref MemoryMarshal.GetReference(output));
        ref byte otherStart = ref Unsafe.As<TOther, byte>(ref MemoryMarshal.GetReference(other));
        nint distance = Unsafe.ByteOffset(ref outputStart, ref otherStart);
        nint lastOfOther = (nint)other.Length * Unsafe.SizeOf<TOther>() - 1;
        nint lastOfBoth = (nint)output.Length * Unsafe.SizeOf<TOutput>() + lastOfOther;

        // Both ends in one comparison, and only after it whether one is empty, which it can't tell: with a branch for each, the checks
        // of seven pairs of arrays were a quarter of a small call.
        if ((nuint)(distance + lastOfOther) < (nuint)lastOfBoth && !output.IsEmpty && !other.IsEmpty)
            Throw(outputName, otherName);
    }

    /// <inheritdoc cref="Refuse{TOutput, TOther}(Span{TOutput}, string, ReadOnlySpan{TOther}, string)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Refuse<TOutput, TOther>(Span<TOutput> output, string outputName, Span<TOther> other, string otherName)
        where TOutput : unmanaged
        where TOther : unmanaged
        => Refuse(output, outputName, (ReadOnlySpan<TOther>)other, otherName);

    [DoesNotReturn]
    private static void Throw(string outputName, string otherName)
        => throw new ArgumentException(
            $"{outputName} shares memory with {otherName}: an output needs memory of its own.", outputName);
}
