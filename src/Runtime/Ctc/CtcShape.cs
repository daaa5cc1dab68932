using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Numerics;
using LossGen.Passes;

namespace LossGen.Ctc;

/// <summary>The extents of a call, after all of its arguments were checked.</summary>
internal readonly struct CtcShape
{
    private const string ScoresLayout = "[T, N, C]";

    /// <summary>The frames that all samples have room for.</summary>
    internal int T { get; private init; }

    /// <summary>The samples.</summary>
    internal int N { get; private init; }

    /// <summary>The classes.</summary>
    internal int C { get; private init; }

    /// <summary>The most labels of a sample.</summary>
    internal int S { get; private init; }

    /// <summary>The labels of a row of targets, -1 if the targets are concatenated.</summary>
    internal int Width { get; private init; }

    /// <summary>Checks what decides the extents, and the labels.</summary>
    internal static CtcShape Of<TIndex>(
        int scores,
        string scoresName,
        ReadOnlySpan<TIndex> targets,
        ReadOnlySpan<TIndex> inputLengths,
        ReadOnlySpan<TIndex> targetLengths,
        int classes,
        int blank)
        where TIndex : unmanaged, IBinaryInteger<TIndex>
    {
        Lengths.AtLeast(classes, 1, "C");
        if (blank >= classes)
            throw new ArgumentOutOfRangeException("C", classes, Text($"C is {classes}, so that blank, {blank}, is no class."));

        int samples = inputLengths.Length;
        Lengths.Exactly(targetLengths.Length, samples, nameof(targetLengths), "[N]");
        int frames = Lengths.Quotient(scores, (long)samples * classes, scoresName, ScoresLayout, "N·C");

        long sum = 0;
        long most = 0;
        for (int n = 0; n < samples; n++)
        {
            long present = long.CreateSaturating(inputLengths[n]);
            long labels = long.CreateSaturating(targetLengths[n]);
            if (present < 0 || present > frames)
                Throw(nameof(inputLengths), present, Text($"inputLengths is {present} in sample {n}; {scoresName} has {frames} frames."));
            if (labels < 0 || labels > targets.Length)
                Throw(nameof(targetLengths), labels, Text($"targetLengths is {labels} in sample {n}; targets has {targets.Length} elements."));
            sum += labels;
            most = Math.Max(most, labels);
        }

        int width = -1;
        if (targets.Length != sum)
        {
            if (samples == 0 || targets.Length % samples != 0 || targets.Length / samples < most)
            {
                throw new ArgumentException(
                    Text($"targets has {targets.Length} elements: concatenated labels would be {sum}, a padded [N, S] a multiple of {samples} with S at least {most}."),
                    nameof(targets));
            }

            width = targets.Length / samples;
        }

        var shape = new CtcShape { T = frames, N = samples, C = classes, S = (int)most, Width = width };
        shape.CheckLabels(targets, targetLengths, blank);
        return shape;
    }

    /// <summary>Where the labels of a sample start, given where those of the sample before it ended.</summary>
    internal int Start(int sample, int end) => Width < 0 ? end : sample * Width;

    private void CheckLabels<TIndex>(ReadOnlySpan<TIndex> targets, ReadOnlySpan<TIndex> targetLengths, int blank)
        where TIndex : unmanaged, IBinaryInteger<TIndex>
    {
        int end = 0;
        for (int n = 0; n < N; n++)
        {
            int start = Start(n, end);
            int length = int.CreateTruncating(targetLengths[n]);
            end = start + length;
            for (int k = 0; k < length; k++)
            {
                long label = long.CreateSaturating(targets[start + k]);
                if (label < 0 || label >= C || label == blank)
                    Throw(nameof(targets), label, Text($"targets is {label} in sample {n} (label {k}); labels are 0 to {C - 1} without blank, {blank}."));
            }
        }
    }

    [DoesNotReturn]
    private static void Throw(string name, long value, string message) => throw new ArgumentOutOfRangeException(name, value, message);

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
