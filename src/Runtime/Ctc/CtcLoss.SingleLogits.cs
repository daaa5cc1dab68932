using LossGen.Ctc;

namespace LossGen;

/// <content>Logits in single precision.</content>
public sealed partial class CtcLoss
{
    /// <summary>The reduced loss of logits.</summary>
    /// <param name="logits">The scores, [T, N, C] or [N, T, C].</param>
    /// <param name="targets">The labels, [N, S] padded or Σ S_n in a row.</param>
    /// <param name="inputLengths">The frames T_n of each sample, [N].</param>
    /// <param name="targetLengths">The labels S_n of each sample, [N].</param>
    /// <param name="C">The number of classes, blank included.</param>
    /// <param name="scratch">
    /// <see cref="ScratchLength"/> elements of memory to work in, used if one thread does the work; else it is rented.
    /// </param>
    public double ForwardFromLogits(
        ReadOnlySpan<float> logits,
        ReadOnlySpan<int> targets,
        ReadOnlySpan<int> inputLengths,
        ReadOnlySpan<int> targetLengths,
        int C,
        Span<float> scratch = default)
        => Run(Entry.Logits, logits, targets, inputLengths, targetLengths, C, scratch).Value;

    /// <inheritdoc cref="ForwardFromLogits(ReadOnlySpan{float}, ReadOnlySpan{int}, ReadOnlySpan{int}, ReadOnlySpan{int}, int, Span{float})"/>
    public double ForwardFromLogits(
        ReadOnlySpan<float> logits,
        ReadOnlySpan<long> targets,
        ReadOnlySpan<long> inputLengths,
        ReadOnlySpan<long> targetLengths,
        int C,
        Span<float> scratch = default)
        => Run(Entry.Logits, logits, targets, inputLengths, targetLengths, C, scratch).Value;

    /// <summary>The loss of each sample of logits.</summary>
    /// <param name="logits">The scores, [T, N, C] or [N, T, C].</param>
    /// <param name="targets">The labels, [N, S] padded or Σ S_n in a row.</param>
    /// <param name="inputLengths">The frames T_n of each sample, [N].</param>
    /// <param name="targetLengths">The labels S_n of each sample, [N].</param>
    /// <param name="C">The number of classes, blank included.</param>
    /// <param name="losses">Is overwritten by the losses, [N].</param>
    /// <param name="scratch">
    /// <see cref="ScratchLength"/> elements of memory to work in, used if one thread does the work; else it is rented.
    /// </param>
    public void ForwardEachFromLogits(
        ReadOnlySpan<float> logits,
        ReadOnlySpan<int> targets,
        ReadOnlySpan<int> inputLengths,
        ReadOnlySpan<int> targetLengths,
        int C,
        Span<float> losses,
        Span<float> scratch = default)
        => Run(Entry.Logits, logits, targets, inputLengths, targetLengths, C, scratch, losses, true);

    /// <inheritdoc cref="ForwardEachFromLogits(ReadOnlySpan{float}, ReadOnlySpan{int}, ReadOnlySpan{int}, ReadOnlySpan{int}, int, Span{float}, Span{float})"/>
    public void ForwardEachFromLogits(
        ReadOnlySpan<float> logits,
        ReadOnlySpan<long> targets,
        ReadOnlySpan<long> inputLengths,
        ReadOnlySpan<long> targetLengths,
        int C,
        Span<float> losses,
        Span<float> scratch = default)
        => Run(Entry.Logits, logits, targets, inputLengths, targetLengths, C, scratch, losses, true);

    /// <summary>The reduced loss of logits, not scaled by <paramref name="upstream"/>, and its gradient, in one pass.</summary>
    /// <param name="logits">The scores, [T, N, C] or [N, T, C].</param>
    /// <param name="targets">The labels, [N, S] padded or Σ S_n in a row.</param>
    /// <param name="inputLengths">The frames T_n of each sample, [N].</param>
    /// <param name="targetLengths">The labels S_n of each sample, [N].</param>
    /// <param name="C">The number of classes, blank included.</param>
    /// <param name="gradLogits">Is overwritten by the gradient, laid out like the scores.</param>
    /// <param name="upstream">What the gradient is multiplied by.</param>
    /// <param name="whole">
    /// The total of a whole of which this batch is a part: value and gradient are then this part's share of it.
    /// </param>
    /// <param name="scratch">
    /// <see cref="ScratchLength"/> elements of memory to work in, used if one thread does the work; else it is rented.
    /// </param>
    public double BackwardFromLogits(
        ReadOnlySpan<float> logits,
        ReadOnlySpan<int> targets,
        ReadOnlySpan<int> inputLengths,
        ReadOnlySpan<int> targetLengths,
        int C,
        Span<float> gradLogits,
        double upstream = 1,
        LossTotal? whole = null,
        Span<float> scratch = default)
        => RunReduced(Entry.Logits, logits, targets, inputLengths, targetLengths, C, gradLogits, nameof(gradLogits), upstream, whole, scratch);

    /// <inheritdoc cref="BackwardFromLogits(ReadOnlySpan{float}, ReadOnlySpan{int}, ReadOnlySpan{int}, ReadOnlySpan{int}, int, Span{float}, double, LossTotal?, Span{float})"/>
    public double BackwardFromLogits(
        ReadOnlySpan<float> logits,
        ReadOnlySpan<long> targets,
        ReadOnlySpan<long> inputLengths,
        ReadOnlySpan<long> targetLengths,
        int C,
        Span<float> gradLogits,
        double upstream = 1,
        LossTotal? whole = null,
        Span<float> scratch = default)
        => RunReduced(Entry.Logits, logits, targets, inputLengths, targetLengths, C, gradLogits, nameof(gradLogits), upstream, whole, scratch);

    /// <summary>The gradient of the losses of the samples of logits, each multiplied by its upstream gradient.</summary>
    /// <param name="logits">The scores, [T, N, C] or [N, T, C].</param>
    /// <param name="targets">The labels, [N, S] padded or Σ S_n in a row.</param>
    /// <param name="inputLengths">The frames T_n of each sample, [N].</param>
    /// <param name="targetLengths">The labels S_n of each sample, [N].</param>
    /// <param name="C">The number of classes, blank included.</param>
    /// <param name="upstream">What the gradient of each sample is multiplied by, [N].</param>
    /// <param name="gradLogits">Is overwritten by the gradient, laid out like the scores.</param>
    /// <param name="scratch">
    /// <see cref="ScratchLength"/> elements of memory to work in, used if one thread does the work; else it is rented.
    /// </param>
    public void BackwardEachFromLogits(
        ReadOnlySpan<float> logits,
        ReadOnlySpan<int> targets,
        ReadOnlySpan<int> inputLengths,
        ReadOnlySpan<int> targetLengths,
        int C,
        ReadOnlySpan<float> upstream,
        Span<float> gradLogits,
        Span<float> scratch = default)
        => RunEach(Entry.Logits, logits, targets, inputLengths, targetLengths, C, upstream, gradLogits, nameof(gradLogits), scratch);

    /// <inheritdoc cref="BackwardEachFromLogits(ReadOnlySpan{float}, ReadOnlySpan{int}, ReadOnlySpan{int}, ReadOnlySpan{int}, int, ReadOnlySpan{float}, Span{float}, Span{float})"/>
    public void BackwardEachFromLogits(
        ReadOnlySpan<float> logits,
        ReadOnlySpan<long> targets,
        ReadOnlySpan<long> inputLengths,
        ReadOnlySpan<long> targetLengths,
        int C,
        ReadOnlySpan<float> upstream,
        Span<float> gradLogits,
        Span<float> scratch = default)
        => RunEach(Entry.Logits, logits, targets, inputLengths, targetLengths, C, upstream, gradLogits, nameof(gradLogits), scratch);

    /// <summary>What the batch contributes to the loss of logits, in a form that adds up.</summary>
    /// <param name="logits">The scores, [T, N, C] or [N, T, C].</param>
    /// <param name="targets">The labels, [N, S] padded or Σ S_n in a row.</param>
    /// <param name="inputLengths">The frames T_n of each sample, [N].</param>
    /// <param name="targetLengths">The labels S_n of each sample, [N].</param>
    /// <param name="C">The number of classes, blank included.</param>
    /// <param name="scratch">
    /// <see cref="ScratchLength"/> elements of memory to work in, used if one thread does the work; else it is rented.
    /// </param>
    public LossTotal TotalFromLogits(
        ReadOnlySpan<float> logits,
        ReadOnlySpan<int> targets,
        ReadOnlySpan<int> inputLengths,
        ReadOnlySpan<int> targetLengths,
        int C,
        Span<float> scratch = default)
        => Run(Entry.Logits, logits, targets, inputLengths, targetLengths, C, scratch);

    /// <inheritdoc cref="TotalFromLogits(ReadOnlySpan{float}, ReadOnlySpan{int}, ReadOnlySpan{int}, ReadOnlySpan{int}, int, Span{float})"/>
    public LossTotal TotalFromLogits(
        ReadOnlySpan<float> logits,
        ReadOnlySpan<long> targets,
        ReadOnlySpan<long> inputLengths,
        ReadOnlySpan<long> targetLengths,
        int C,
        Span<float> scratch = default)
        => Run(Entry.Logits, logits, targets, inputLengths, targetLengths, C, scratch);
}
