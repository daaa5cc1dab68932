using System.ComponentModel;
using System.Numerics;

namespace LossGen.Passes;

/// <summary>Checks of labels of any integer type, before any of them is used as an index.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class Labels
{
    /// <summary>Checks that all labels, laid out [N, inner], are in 0 … extent − 1.</summary>
    /// <exception cref="ArgumentOutOfRangeException">One isn't; the first such sample is named.</exception>
    public static void InRange<TLabel>(ReadOnlySpan<TLabel> labels, int extent, int inner, string name)
        where TLabel : unmanaged, IBinaryInteger<TLabel>
        => LabelRange.Check(labels, extent, 1, inner, name);

    /// <summary>
    /// Checks that all labels, laid out [N, inner], are in 0 … extent − 1 or <paramref name="ignored"/>, and counts those
    /// that aren't ignored.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">One is neither; the first such sample is named.</exception>
    public static int CountRead<TLabel>(ReadOnlySpan<TLabel> labels, int extent, long ignored, int inner, string name)
        where TLabel : unmanaged, IBinaryInteger<TLabel>
    {
        var own = TLabel.CreateTruncating(ignored);
        if (long.CreateTruncating(own) == ignored)
            return LabelRange.Count(labels, extent, own, inner, name);

        // A value that no label can have ignores nothing.
        LabelRange.Check(labels, extent, 1, inner, name);
        return labels.Length;
    }

    /// <summary>
    /// Checks that all labels of lists, laid out [N, <paramref name="listLength"/>, inner], are in 0 … extent − 1.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">One isn't; the first such sample is named.</exception>
    public static void ListsInRange<TLabel>(ReadOnlySpan<TLabel> labels, int listLength, int extent, int inner, string name)
        where TLabel : unmanaged, IBinaryInteger<TLabel>
        => LabelRange.Check(labels, extent, listLength, inner, name);

    /// <summary>
    /// Checks that in lists, laid out [N, <paramref name="listLength"/>, inner], the labels before the first
    /// <paramref name="until"/> are in 0 … extent − 1; what follows it isn't read.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">One isn't; the first such sample is named.</exception>
    public static void ListsInRange<TLabel>(
        ReadOnlySpan<TLabel> labels, int listLength, long until, int extent, int inner, string name)
        where TLabel : unmanaged, IBinaryInteger<TLabel>
        => LabelRange.CheckLists(labels, listLength, until, extent, inner, name);
}
