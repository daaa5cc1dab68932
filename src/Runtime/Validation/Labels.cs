using System.ComponentModel;

namespace LossGen.Passes;

/// <summary>Checks of labels, before any of them is used as an index.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class Labels
{
    /// <summary>Checks that all labels, laid out [N, inner], are in 0 … extent − 1.</summary>
    /// <exception cref="ArgumentOutOfRangeException">One isn't; the first such sample is named.</exception>
    public static void InRange(ReadOnlySpan<int> labels, int extent, int inner, string name)
        => LabelRange.Check(labels, extent, 1, inner, name);

    /// <inheritdoc cref="InRange(ReadOnlySpan{int}, int, int, string)"/>
    public static void InRange(ReadOnlySpan<long> labels, int extent, int inner, string name)
        => LabelRange.Check(labels, extent, 1, inner, name);

    /// <summary>
    /// Checks that all labels, laid out [N, inner], are in 0 … extent − 1 or <paramref name="ignored"/>, and counts those
    /// that aren't ignored.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">One is neither; the first such sample is named.</exception>
    public static int CountRead(ReadOnlySpan<int> labels, int extent, long ignored, int inner, string name)
    {
        if (ignored == (int)ignored)
            return LabelRange.Count(labels, extent, (int)ignored, inner, name);
        LabelRange.Check(labels, extent, 1, inner, name);
        return labels.Length;
    }

    /// <inheritdoc cref="CountRead(ReadOnlySpan{int}, int, long, int, string)"/>
    public static int CountRead(ReadOnlySpan<long> labels, int extent, long ignored, int inner, string name)
        => LabelRange.Count(labels, extent, ignored, inner, name);

    /// <summary>
    /// Checks that all labels of lists, laid out [N, <paramref name="listLength"/>, inner], are in 0 … extent − 1.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">One isn't; the first such sample is named.</exception>
    public static void ListsInRange(ReadOnlySpan<int> labels, int listLength, int extent, int inner, string name)
        => LabelRange.Check(labels, extent, listLength, inner, name);

    /// <inheritdoc cref="ListsInRange(ReadOnlySpan{int}, int, int, int, string)"/>
    public static void ListsInRange(ReadOnlySpan<long> labels, int listLength, int extent, int inner, string name)
        => LabelRange.Check(labels, extent, listLength, inner, name);

    /// <summary>
    /// Checks that in lists, laid out [N, <paramref name="listLength"/>, inner], the labels before the first
    /// <paramref name="until"/> are in 0 … extent − 1; what follows it isn't read.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">One isn't; the first such sample is named.</exception>
    public static void ListsInRange(ReadOnlySpan<int> labels, int listLength, long until, int extent, int inner, string name)
        => LabelRange.CheckLists(labels, listLength, until, extent, inner, name);

    /// <inheritdoc cref="ListsInRange(ReadOnlySpan{int}, int, long, int, int, string)"/>
    public static void ListsInRange(ReadOnlySpan<long> labels, int listLength, long until, int extent, int inner, string name)
        => LabelRange.CheckLists(labels, listLength, until, extent, inner, name);
}
