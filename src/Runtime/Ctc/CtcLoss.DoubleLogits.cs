using LossGen.Ctc;

namespace LossGen;

/// <content>Logits in double precision.</content>
public sealed partial class CtcLoss
{
    /// <inheritdoc cref="ForwardFromLogits(ReadOnlySpan{float}, ReadOnlySpan{int}, ReadOnlySpan{int}, ReadOnlySpan{int}, int, Span{float})"/>
    public double ForwardFromLogits(
        ReadOnlySpan<double> logits,
        ReadOnlySpan<int> targets,
        ReadOnlySpan<int> inputLengths,
        ReadOnlySpan<int> targetLengths,
        int C,
        Span<double> scratch = default)
        => Run(Entry.Logits, logits, targets, inputLengths, targetLengths, C, scratch).Value;

    /// <inheritdoc cref="ForwardFromLogits(ReadOnlySpan{float}, ReadOnlySpan{int}, ReadOnlySpan{int}, ReadOnlySpan{int}, int, Span{float})"/>
    public double ForwardFromLogits(
        ReadOnlySpan<double> logits,
        ReadOnlySpan<long> targets,
        ReadOnlySpan<long> inputLengths,
        ReadOnlySpan<long> targetLengths,
        int C,
        Span<double> scratch = default)
        => Run(Entry.Logits, logits, targets, inputLengths, targetLengths, C, scratch).Value;

    /// <inheritdoc cref="ForwardEachFromLogits(ReadOnlySpan{float}, ReadOnlySpan{int}, ReadOnlySpan{int}, ReadOnlySpan{int}, int, Span{float}, Span{float})"/>
    public void ForwardEachFromLogits(
        ReadOnlySpan<double> logits,
        ReadOnlySpan<int> targets,
        ReadOnlySpan<int> inputLengths,
        ReadOnlySpan<int> targetLengths,
        int C,
        Span<double> losses,
        Span<double> scratch = default)
        => Run(Entry.Logits, logits, targets, inputLengths, targetLengths, C, scratch, losses, true);

    /// <inheritdoc cref="ForwardEachFromLogits(ReadOnlySpan{float}, ReadOnlySpan{int}, ReadOnlySpan{int}, ReadOnlySpan{int}, int, Span{float}, Span{float})"/>
    public void ForwardEachFromLogits(
        ReadOnlySpan<double> logits,
        ReadOnlySpan<long> targets,
        ReadOnlySpan<long> inputLengths,
        ReadOnlySpan<long> targetLengths,
        int C,
        Span<double> losses,
        Span<double> scratch = default)
        => Run(Entry.Logits, logits, targets, inputLengths, targetLengths, C, scratch, losses, true);

    /// <inheritdoc cref="BackwardFromLogits(ReadOnlySpan{float}, ReadOnlySpan{int}, ReadOnlySpan{int}, ReadOnlySpan{int}, int, Span{float}, double, LossTotal?, Span{float})"/>
    public double BackwardFromLogits(
        ReadOnlySpan<double> logits,
        ReadOnlySpan<int> targets,
        ReadOnlySpan<int> inputLengths,
        ReadOnlySpan<int> targetLengths,
        int C,
        Span<double> gradLogits,
        double upstream = 1,
        LossTotal? whole = null,
        Span<double> scratch = default)
        => RunReduced(Entry.Logits, logits, targets, inputLengths, targetLengths, C, gradLogits, nameof(gradLogits), upstream, whole, scratch);

    /// <inheritdoc cref="BackwardFromLogits(ReadOnlySpan{float}, ReadOnlySpan{int}, ReadOnlySpan{int}, ReadOnlySpan{int}, int, Span{float}, double, LossTotal?, Span{float})"/>
    public double BackwardFromLogits(
        ReadOnlySpan<double> logits,
        ReadOnlySpan<long> targets,
        ReadOnlySpan<long> inputLengths,
        ReadOnlySpan<long> targetLengths,
        int C,
        Span<double> gradLogits,
        double upstream = 1,
        LossTotal? whole = null,
        Span<double> scratch = default)
        => RunReduced(Entry.Logits, logits, targets, inputLengths, targetLengths, C, gradLogits, nameof(gradLogits), upstream, whole, scratch);

    /// <inheritdoc cref="BackwardEachFromLogits(ReadOnlySpan{float}, ReadOnlySpan{int}, ReadOnlySpan{int}, ReadOnlySpan{int}, int, ReadOnlySpan{float}, Span{float}, Span{float})"/>
    public void BackwardEachFromLogits(
        ReadOnlySpan<double> logits,
        ReadOnlySpan<int> targets,
        ReadOnlySpan<int> inputLengths,
        ReadOnlySpan<int> targetLengths,
        int C,
        ReadOnlySpan<double> upstream,
        Span<double> gradLogits,
        Span<double> scratch = default)
        => RunEach(Entry.Logits, logits, targets, inputLengths, targetLengths, C, upstream, gradLogits, nameof(gradLogits), scratch);

    /// <inheritdoc cref="BackwardEachFromLogits(ReadOnlySpan{float}, ReadOnlySpan{int}, ReadOnlySpan{int}, ReadOnlySpan{int}, int, ReadOnlySpan{float}, Span{float}, Span{float})"/>
    public void BackwardEachFromLogits(
        ReadOnlySpan<double> logits,
        ReadOnlySpan<long> targets,
        ReadOnlySpan<long> inputLengths,
        ReadOnlySpan<long> targetLengths,
        int C,
        ReadOnlySpan<double> upstream,
        Span<double> gradLogits,
        Span<double> scratch = default)
        => RunEach(Entry.Logits, logits, targets, inputLengths, targetLengths, C, upstream, gradLogits, nameof(gradLogits), scratch);

    /// <inheritdoc cref="TotalFromLogits(ReadOnlySpan{float}, ReadOnlySpan{int}, ReadOnlySpan{int}, ReadOnlySpan{int}, int, Span{float})"/>
    public LossTotal TotalFromLogits(
        ReadOnlySpan<double> logits,
        ReadOnlySpan<int> targets,
        ReadOnlySpan<int> inputLengths,
        ReadOnlySpan<int> targetLengths,
        int C,
        Span<double> scratch = default)
        => Run(Entry.Logits, logits, targets, inputLengths, targetLengths, C, scratch);

    /// <inheritdoc cref="TotalFromLogits(ReadOnlySpan{float}, ReadOnlySpan{int}, ReadOnlySpan{int}, ReadOnlySpan{int}, int, Span{float})"/>
    public LossTotal TotalFromLogits(
        ReadOnlySpan<double> logits,
        ReadOnlySpan<long> targets,
        ReadOnlySpan<long> inputLengths,
        ReadOnlySpan<long> targetLengths,
        int C,
        Span<double> scratch = default)
        => Run(Entry.Logits, logits, targets, inputLengths, targetLengths, C, scratch);
}
