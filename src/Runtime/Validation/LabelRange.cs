using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Numerics;
using System.Runtime.InteropServices;

namespace LossGen.Passes;

/// <summary>
/// The loops behind <see cref="Labels"/>, for both widths. They only ask whether there is an offender; which one it is, is
/// looked for when there is.
/// </summary>
internal static class LabelRange
{
    internal static void Check<T>(ReadOnlySpan<T> labels, int extent, int listLength, int inner, string name)
        where T : unmanaged, IBinaryInteger<T>
    {
        T bound = T.CreateTruncating(extent);
        ReadOnlySpan<Vector<T>> vectors = MemoryMarshal.Cast<T, Vector<T>>(labels);
        var bad = Vector<T>.Zero;
        var bounds = new Vector<T>(bound);
        foreach (Vector<T> vector in vectors)
            bad |= Outside(vector, bounds);

        bool offends = bad != Vector<T>.Zero;
        foreach (T label in labels[(vectors.Length * Vector<T>.Count)..])
            offends |= T.IsNegative(label) || label >= bound;

        if (offends)
            Throw(labels, extent, null, listLength, inner, name);
    }

    internal static int Count<T>(ReadOnlySpan<T> labels, int extent, T ignored, int inner, string name)
        where T : unmanaged, IBinaryInteger<T>
    {
        T bound = T.CreateTruncating(extent);
        ReadOnlySpan<Vector<T>> vectors = MemoryMarshal.Cast<T, Vector<T>>(labels);
        var bad = Vector<T>.Zero;
        var skipped = Vector<T>.Zero;
        var bounds = new Vector<T>(bound);
        var ignoreds = new Vector<T>(ignored);
        foreach (Vector<T> vector in vectors)
        {
            Vector<T> skip = Vector.Equals(vector, ignoreds);
            bad |= Vector.AndNot(Outside(vector, bounds), skip);
            skipped += skip; // −1 where ignored; a span is too short for an element to wrap
        }

        bool offends = bad != Vector<T>.Zero;
        int count = labels.Length + int.CreateTruncating(Vector.Sum(skipped));
        foreach (T label in labels[(vectors.Length * Vector<T>.Count)..])
        {
            if (label == ignored)
                count--;
            else
                offends |= T.IsNegative(label) || label >= bound;
        }

        if (offends)
            Throw(labels, extent, ignored, 1, inner, name);
        return count;
    }

    internal static void CheckLists<T>(
        ReadOnlySpan<T> labels, int listLength, long until, int extent, int inner, string name)
        where T : unmanaged, IBinaryInteger<T>
    {
        if (listLength == 0)
            return;

        // long, since an index steps past the end of a span that may be as long as an int counts
        long stride = (long)listLength * inner;
        for (long sample = 0; sample < labels.Length; sample += stride)
        {
            for (long position = sample; position < sample + inner; position++)
            {
                for (long index = position; index < sample + stride; index += inner)
                {
                    long label = long.CreateTruncating(labels[(int)index]);
                    if (label == until)
                        break;
                    if ((ulong)label >= (ulong)extent)
                        ThrowAt(labels, (int)index, extent, $", or {until} to end the list", listLength, inner, name);
                }
            }
        }
    }

    private static Vector<T> Outside<T>(Vector<T> labels, Vector<T> bounds)
        => Vector.LessThan(labels, Vector<T>.Zero) | Vector.GreaterThanOrEqual(labels, bounds);

    [DoesNotReturn]
    private static void Throw<T>(ReadOnlySpan<T> labels, int extent, T? ignored, int listLength, int inner, string name)
        where T : unmanaged, IBinaryInteger<T>
    {
        int index = 0;
        while (labels[index] == ignored || (ulong)long.CreateTruncating(labels[index]) < (ulong)extent)
            index++;

        ThrowAt(
            labels, index, extent, ignored is null ? "" : $", or {ignored} to be ignored", listLength, inner, name);
    }

    [DoesNotReturn]
    private static void ThrowAt<T>(
        ReadOnlySpan<T> labels, int index, int extent, string or, int listLength, int inner, string name)
        where T : unmanaged, IBinaryInteger<T>
    {
        string range = extent == 0 ? "there is no class to name" : $"labels are 0 to {extent - 1}{or}";
        throw new ArgumentOutOfRangeException(
            name,
            labels[index],
            string.Create(
                CultureInfo.InvariantCulture,
                $"{name} is {labels[index]} in {Place.Of(index, listLength, inner)}; {range}."));
    }
}
