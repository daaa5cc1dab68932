using System.Globalization;
using System.Numerics;
using LossGen.Passes;

namespace LossGen.Ctc;

/// <summary>The frames of one sample among the scores of a batch.</summary>
internal readonly ref struct Frames<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly ReadOnlySpan<T> _scores;
    private readonly int _classes;
    private readonly int _stride;

    internal Frames(ReadOnlySpan<T> scores, int classes, int blank, int stride)
    {
        Lengths.AtLeast(classes, 1, "C");
        if ((uint)blank >= (uint)classes)
            throw new ArgumentOutOfRangeException(nameof(blank), blank, Text($"blank is {blank}; classes are 0 to {classes - 1}."));
        if (stride == 0)
            stride = classes;
        Lengths.AtLeast(stride, classes, nameof(stride));
        int whole = (scores.Length + stride - classes) / stride;
        if (stride == classes && whole * classes != scores.Length)
            throw new ArgumentException(Text($"logProbs has {scores.Length} elements, which is no multiple of C = {classes}."), "logProbs");

        _scores = scores;
        _classes = classes;
        _stride = stride;
        Count = whole;
    }

    /// <summary>The number of frames.</summary>
    internal int Count { get; }

    /// <summary>The scores of a frame.</summary>
    internal ReadOnlySpan<T> this[int t] => _scores.Slice(t * _stride, _classes);

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
