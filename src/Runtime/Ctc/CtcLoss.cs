using System.Numerics;
using LossGen.Ctc;
using LossGen.Passes;

namespace LossGen;

/// <summary>
/// Connectionist temporal classification: the negative log-probability of a label sequence, summed over all its alignments
/// to the frames of an input.
/// </summary>
/// <remarks>
/// <para>An alignment names one class a frame; merging equal neighbours and then dropping blanks gives the labels. With
/// p(t, c) the probability of class c in frame t, the loss of a sample is −ln Σ Π p(t, πₜ) over all alignments π of its
/// T_n frames (A. Graves et al., Connectionist Temporal Classification, ICML 2006). With γ(t, c) the probability that the
/// alignment is at class c in frame t, the derivative with respect to the log-probabilities is −γ, and with respect to
/// logits p − γ.</para>
/// <para>Scores are laid out [T, N, C], or [N, T, C] if <see cref="BatchFirst"/>; N is the number of lengths. Targets are
/// [N, S], of which a sample's first S_n are read, or all labels in a row, Σ S_n of them. Nothing is read beyond a sample's
/// T_n frames and S_n labels; the gradient there is 0. The members whose names end in <c>FromLogits</c> take logits and
/// apply the log-softmax themselves; the others take log-probabilities, which needn't add up to one.</para>
/// <para>Corners. A sample that no alignment fits, because T_n is less than S_n and the number of equal neighbours, or
/// because −∞ forbids all, has the loss +∞ and the gradient 0; with <see cref="ZeroInfinity"/> the loss is 0 too. If T_n = 0
/// the loss is 0 for no labels. A log-probability of −∞ has the derivative 0, to within rounding. NaN makes the loss of its sample NaN, and
/// reaches no other. With N = 0 a mean is NaN and a sum 0.</para>
/// <para>Computed in scaled probabilities of the type of the scores; a bound for what underflow can have done is computed
/// beside them, and a sample for which it isn't negligible is computed again with more range, in the end in the log
/// domain.</para>
/// <para>All members throw <see cref="ArgumentException"/> if lengths don't fit together or an output shares memory with
/// another argument, and <see cref="ArgumentOutOfRangeException"/> for a length outside of 0 … T, and for a label that is
/// blank or no class, before anything is written.</para>
/// </remarks>
/// <param name="blank">The class that stands for no label.</param>
/// <param name="zeroInfinity">Whether a sample that no alignment fits has the loss 0 rather than +∞.</param>
/// <exception cref="ArgumentOutOfRangeException"><paramref name="blank"/> is negative.</exception>
public sealed partial class CtcLoss(int blank = 0, bool zeroInfinity = false)
{
    /// <summary>The class that stands for no label.</summary>
    public int Blank { get; } = ParameterChecks.Within(blank, Interval.AtLeast(0), nameof(blank), "0 <= blank");

    /// <summary>Whether a sample that no alignment fits has the loss 0 rather than +∞.</summary>
    public bool ZeroInfinity { get; } = zeroInfinity;

    /// <summary>Whether scores and gradients are laid out [N, T, C] rather than [T, N, C].</summary>
    public bool BatchFirst { get; init; }

    /// <summary>
    /// Whether the gradient of log-probabilities is p − γ, as PyTorch has it, rather than their derivative −γ: the gradient
    /// of logits of which they are the log-softmax. It is the same behind a log-softmax, and wrong behind anything else.
    /// </summary>
    public bool GradientOfLogits { get; init; }

    /// <summary>
    /// How the losses of the samples become one number. <see cref="Reduction.Mean"/>, the default, first divides each by the
    /// number of its labels, or by 1 if it has none; <see cref="Reduction.BatchMean"/> doesn't.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The enumeration has no such member.</exception>
    public Reduction Reduction { get; init => field = ParameterChecks.Defined(value); }

    /// <summary>
    /// The most threads that work at once, 1 by default, -1 for one per processor. The bits of the result don't depend on it.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">It is 0 or less than -1.</exception>
    public int MaxDegreeOfParallelism { get; init => field = ParameterChecks.Degree(value); } = 1;

    /// <summary>The elements of scratch memory that a call needs, in either precision.</summary>
    /// <param name="T">The frames of the scores.</param>
    /// <param name="S">The labels of the longest target.</param>
    /// <param name="C">The classes.</param>
    /// <returns>A number of elements of the type of the scores.</returns>
    public static int ScratchLength(int T, int S, int C)
    {
        Lengths.AtLeast(T, 0, nameof(T));
        Lengths.AtLeast(S, 0, nameof(S));
        Lengths.AtLeast(C, 1, nameof(C));
        return checked((int)Math.Max(CtcPass<float, int>.ScratchLength(T, S, C), CtcPass<double, int>.ScratchLength(T, S, C)));
    }

    private LossTotal Run<T, TIndex>(
        Entry entry,
        ReadOnlySpan<T> scores,
        ReadOnlySpan<TIndex> targets,
        ReadOnlySpan<TIndex> inputLengths,
        ReadOnlySpan<TIndex> targetLengths,
        int classes,
        Span<T> scratch,
        Span<T> losses = default,
        bool wantLosses = false)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where TIndex : unmanaged, IBinaryInteger<TIndex>
    {
        string name = ScoresName(entry);
        CtcShape shape = CtcShape.Of(scores.Length, name, targets, inputLengths, targetLengths, classes, Blank);
        bool hasScratch = CheckScratch(scratch, shape);
        if (wantLosses)
        {
            Lengths.Exactly(losses.Length, shape.N, nameof(losses), "[N]");
            Overlap.Refuse(losses, nameof(losses), scores, name);
            Overlap.Refuse(losses, nameof(losses), targets, nameof(targets));
            Overlap.Refuse(losses, nameof(losses), inputLengths, nameof(inputLengths));
            Overlap.Refuse(losses, nameof(losses), targetLengths, nameof(targetLengths));
            Overlap.Refuse(losses, nameof(losses), scratch, nameof(scratch));
        }

        Arrays arrays = CtcPass<T, TIndex>.Collect(
            scores, targets, inputLengths, targetLengths, default, losses, default, scratch);
        return new(Reduction, Run<T, TIndex>(entry, shape, arrays, 0, hasScratch).Numerator, shape.N, shape.N);
    }

    private double RunReduced<T, TIndex>(
        Entry entry,
        ReadOnlySpan<T> scores,
        ReadOnlySpan<TIndex> targets,
        ReadOnlySpan<TIndex> inputLengths,
        ReadOnlySpan<TIndex> targetLengths,
        int classes,
        Span<T> gradient,
        string gradientName,
        double upstream,
        LossTotal? whole,
        Span<T> scratch)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where TIndex : unmanaged, IBinaryInteger<TIndex>
    {
        CtcShape shape = CheckGradient(
            entry, scores, targets, inputLengths, targetLengths, classes, gradient, gradientName, scratch, out bool hasScratch);
        double divisor = Totals.Divisor(Reduction, shape.N, shape.N, whole);
        Arrays arrays = CtcPass<T, TIndex>.Collect(
            scores, targets, inputLengths, targetLengths, default, default, gradient, scratch);
        return Run<T, TIndex>(GradientEntry(entry), shape, arrays, upstream / divisor, hasScratch).Numerator / divisor;
    }

    private void RunEach<T, TIndex>(
        Entry entry,
        ReadOnlySpan<T> scores,
        ReadOnlySpan<TIndex> targets,
        ReadOnlySpan<TIndex> inputLengths,
        ReadOnlySpan<TIndex> targetLengths,
        int classes,
        ReadOnlySpan<T> upstream,
        Span<T> gradient,
        string gradientName,
        Span<T> scratch)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where TIndex : unmanaged, IBinaryInteger<TIndex>
    {
        CtcShape shape = CheckGradient(
            entry, scores, targets, inputLengths, targetLengths, classes, gradient, gradientName, scratch, out bool hasScratch);
        Lengths.Exactly(upstream.Length, shape.N, nameof(upstream), "[N]");
        Overlap.Refuse(gradient, gradientName, upstream, nameof(upstream));
        Arrays arrays = CtcPass<T, TIndex>.Collect(
            scores, targets, inputLengths, targetLengths, upstream, default, gradient, scratch);
        Run<T, TIndex>(GradientEntry(entry), shape, arrays, 1, hasScratch, reduced: false);
    }

    private CtcShape CheckGradient<T, TIndex>(
        Entry entry,
        ReadOnlySpan<T> scores,
        ReadOnlySpan<TIndex> targets,
        ReadOnlySpan<TIndex> inputLengths,
        ReadOnlySpan<TIndex> targetLengths,
        int classes,
        Span<T> gradient,
        string gradientName,
        Span<T> scratch,
        out bool hasScratch)
        where T : unmanaged
        where TIndex : unmanaged, IBinaryInteger<TIndex>
    {
        string name = ScoresName(entry);
        CtcShape shape = CtcShape.Of(scores.Length, name, targets, inputLengths, targetLengths, classes, Blank);
        hasScratch = CheckScratch(scratch, shape);
        Lengths.Exactly(gradient.Length, scores.Length, gradientName, BatchFirst ? "[N, T, C]" : "[T, N, C]");
        Overlap.Refuse(gradient, gradientName, scores, name);
        Overlap.Refuse(gradient, gradientName, targets, nameof(targets));
        Overlap.Refuse(gradient, gradientName, inputLengths, nameof(inputLengths));
        Overlap.Refuse(gradient, gradientName, targetLengths, nameof(targetLengths));
        Overlap.Refuse(gradient, gradientName, scratch, nameof(scratch));
        return shape;
    }

    private Entry GradientEntry(Entry entry)
        => entry == Entry.LogProbabilities && GradientOfLogits ? Entry.LogProbabilitiesOfLogits : entry;

    private Partial Run<T, TIndex>(
        Entry entry, in CtcShape shape, in Arrays arrays, double factor, bool hasScratch, bool reduced = true)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where TIndex : unmanaged, IBinaryInteger<TIndex>
    {
        var pass = new CtcPass<T, TIndex>
        {
            Shape = shape,
            Entry = entry,
            Blank = Blank,
            BatchFirst = BatchFirst,
            ZeroInfinity = ZeroInfinity,
            PerLabel = reduced && Reduction == Reduction.Mean,
            Factor = factor,
            HasScratch = hasScratch,
        };

        // A frame of a sample costs some operations a state, on the way there and back, and a few a class.
        long elements = Math.Clamp((long)shape.T * (4L * shape.S + shape.C), 1, int.MaxValue);
        Batch.Run<CtcPass<T, TIndex>, CtcPass<T, TIndex>>(
            pass, arrays, shape.N, (nint)elements, MaxDegreeOfParallelism, out Partial total);
        return total;
    }

    private bool CheckScratch<T>(Span<T> scratch, in CtcShape shape)
        where T : unmanaged
    {
        if (scratch.IsEmpty)
            return false;
        int needed = ScratchLength(shape.T, shape.S, shape.C);
        if (scratch.Length < needed)
        {
            throw new ArgumentException(
                $"scratch has {scratch.Length} elements, but {needed} are needed: see {nameof(ScratchLength)}.", nameof(scratch));
        }

        return MaxDegreeOfParallelism == 1;
    }

    private static string ScoresName(Entry entry) => entry == Entry.Logits ? "logits" : "logProbs";
}
