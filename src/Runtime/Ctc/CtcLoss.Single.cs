using LossGen.Ctc;

namespace LossGen;

/// <content>Log-probabilities in single precision.</content>
public sealed partial class CtcLoss
{
    /// <summary>The reduced loss.</summary>
    /// <param name="logProbs">The scores, [T, N, C] or [N, T, C].</param>
    /// <param name="targets">The labels, [N, S] padded or Σ S_n in a row.</param>
    /// <param name="inputLengths">The frames T_n of each sample, [N].</param>
    /// <param name="targetLengths">The labels S_n of each sample, [N].</param>
    /// <param name="C">The number of classes, blank included.</param>
    /// <param name="scratch">
    /// <see cref="ScratchLength"/> elements of memory to work in, used if one thread does the work; else it is rented.
    /// </param>
    public double Forward(
        ReadOnlySpan<float> logProbs,
        ReadOnlySpan<int> targets,
        ReadOnlySpan<int> inputLengths,
        ReadOnlySpan<int> targetLengths,
        int C,
        Span<float> scratch = default)
        => Run(Entry.LogProbabilities, logProbs, targets, inputLengths, targetLengths, C, scratch).Value;

    /// <inheritdoc cref="Forward(ReadOnlySpan{float}, ReadOnlySpan{int}, ReadOnlySpan{int}, ReadOnlySpan{int}, int, Span{float})"/>
    public double Forward(
        ReadOnlySpan<float> logProbs,
        ReadOnlySpan<long> targets,
        ReadOnlySpan<long> inputLengths,
        ReadOnlySpan<long> targetLengths,
        int C,
        Span<float> scratch = default)
        => Run(Entry.LogProbabilities, logProbs, targets, inputLengths, targetLengths, C, scratch).Value;

    /// <summary>The loss of each sample.</summary>
    /// <param name="logProbs">The scores, [T, N, C] or [N, T, C].</param>
    /// <param name="targets">The labels, [N, S] padded or Σ S_n in a row.</param>
    /// <param name="inputLengths">The frames T_n of each sample, [N].</param>
    /// <param name="targetLengths">The labels S_n of each sample, [N].</param>
    /// <param name="C">The number of classes, blank included.</param>
    /// <param name="losses">Is overwritten by the losses, [N].</param>
    /// <param name="scratch">
    /// <see cref="ScratchLength"/> elements of memory to work in, used if one thread does the work; else it is rented.
    /// </param>
    public void ForwardEach(
        ReadOnlySpan<float> logProbs,
        ReadOnlySpan<int> targets,
        ReadOnlySpan<int> inputLengths,
        ReadOnlySpan<int> targetLengths,
        int C,
        Span<float> losses,
        Span<float> scratch = default)
        => Run(Entry.LogProbabilities, logProbs, targets, inputLengths, targetLengths, C, scratch, losses, true);

    /// <inheritdoc cref="ForwardEach(ReadOnlySpan{float}, ReadOnlySpan{int}, ReadOnlySpan{int}, ReadOnlySpan{int}, int, Span{float}, Span{float})"/>
    public void ForwardEach(
        ReadOnlySpan<float> logProbs,
        ReadOnlySpan<long> targets,
        ReadOnlySpan<long> inputLengths,
        ReadOnlySpan<long> targetLengths,
        int C,
        Span<float> losses,
        Span<float> scratch = default)
        => Run(Entry.LogProbabilities, logProbs, targets, inputLengths, targetLengths, C, scratch, losses, true);

    /// <summary>The reduced loss, not scaled by <paramref name="upstream"/>, and its gradient, in one pass.</summary>
    /// <param name="logProbs">The scores, [T, N, C] or [N, T, C].</param>
    /// <param name="targets">The labels, [N, S] padded or Σ S_n in a row.</param>
    /// <param name="inputLengths">The frames T_n of each sample, [N].</param>
    /// <param name="targetLengths">The labels S_n of each sample, [N].</param>
    /// <param name="C">The number of classes, blank included.</param>
    /// <param name="gradLogProbs">Is overwritten by the gradient, laid out like the scores.</param>
    /// <param name="upstream">What the gradient is multiplied by.</param>
    /// <param name="whole">
    /// The total of a whole of which this batch is a part: value and gradient are then this part's share of it.
    /// </param>
    /// <param name="scratch">
    /// <see cref="ScratchLength"/> elements of memory to work in, used if one thread does the work; else it is rented.
    /// </param>
    public double Backward(
        ReadOnlySpan<float> logProbs,
        ReadOnlySpan<int> targets,
        ReadOnlySpan<int> inputLengths,
        ReadOnlySpan<int> targetLengths,
        int C,
        Span<float> gradLogProbs,
        double upstream = 1,
        LossTotal? whole = null,
        Span<float> scratch = default)
        => RunReduced(Entry.LogProbabilities, logProbs, targets, inputLengths, targetLengths, C, gradLogProbs, nameof(gradLogProbs), upstream, whole, scratch);

    /// <inheritdoc cref="Backward(ReadOnlySpan{float}, ReadOnlySpan{int}, ReadOnlySpan{int}, ReadOnlySpan{int}, int, Span{float}, double, LossTotal?, Span{float})"/>
    public double Backward(
        ReadOnlySpan<float> logProbs,
        ReadOnlySpan<long> targets,
        ReadOnlySpan<long> inputLengths,
        ReadOnlySpan<long> targetLengths,
        int C,
        Span<float> gradLogProbs,
        double upstream = 1,
        LossTotal? whole = null,
        Span<float> scratch = default)
        => RunReduced(Entry.LogProbabilities, logProbs, targets, inputLengths, targetLengths, C, gradLogProbs, nameof(gradLogProbs), upstream, whole, scratch);

    /// <summary>The gradient of the losses of the samples, each multiplied by its upstream gradient.</summary>
    /// <param name="logProbs">The scores, [T, N, C] or [N, T, C].</param>
    /// <param name="targets">The labels, [N, S] padded or Σ S_n in a row.</param>
    /// <param name="inputLengths">The frames T_n of each sample, [N].</param>
    /// <param name="targetLengths">The labels S_n of each sample, [N].</param>
    /// <param name="C">The number of classes, blank included.</param>
    /// <param name="upstream">What the gradient of each sample is multiplied by, [N].</param>
    /// <param name="gradLogProbs">Is overwritten by the gradient, laid out like the scores.</param>
    /// <param name="scratch">
    /// <see cref="ScratchLength"/> elements of memory to work in, used if one thread does the work; else it is rented.
    /// </param>
    public void BackwardEach(
        ReadOnlySpan<float> logProbs,
        ReadOnlySpan<int> targets,
        ReadOnlySpan<int> inputLengths,
        ReadOnlySpan<int> targetLengths,
        int C,
        ReadOnlySpan<float> upstream,
        Span<float> gradLogProbs,
        Span<float> scratch = default)
        => RunEach(Entry.LogProbabilities, logProbs, targets, inputLengths, targetLengths, C, upstream, gradLogProbs, nameof(gradLogProbs), scratch);

    /// <inheritdoc cref="BackwardEach(ReadOnlySpan{float}, ReadOnlySpan{int}, ReadOnlySpan{int}, ReadOnlySpan{int}, int, ReadOnlySpan{float}, Span{float}, Span{float})"/>
    public void BackwardEach(
        ReadOnlySpan<float> logProbs,
        ReadOnlySpan<long> targets,
        ReadOnlySpan<long> inputLengths,
        ReadOnlySpan<long> targetLengths,
        int C,
        ReadOnlySpan<float> upstream,
        Span<float> gradLogProbs,
        Span<float> scratch = default)
        => RunEach(Entry.LogProbabilities, logProbs, targets, inputLengths, targetLengths, C, upstream, gradLogProbs, nameof(gradLogProbs), scratch);

    /// <summary>What the batch contributes to the loss, in a form that adds up.</summary>
    /// <param name="logProbs">The scores, [T, N, C] or [N, T, C].</param>
    /// <param name="targets">The labels, [N, S] padded or Σ S_n in a row.</param>
    /// <param name="inputLengths">The frames T_n of each sample, [N].</param>
    /// <param name="targetLengths">The labels S_n of each sample, [N].</param>
    /// <param name="C">The number of classes, blank included.</param>
    /// <param name="scratch">
    /// <see cref="ScratchLength"/> elements of memory to work in, used if one thread does the work; else it is rented.
    /// </param>
    public LossTotal Total(
        ReadOnlySpan<float> logProbs,
        ReadOnlySpan<int> targets,
        ReadOnlySpan<int> inputLengths,
        ReadOnlySpan<int> targetLengths,
        int C,
        Span<float> scratch = default)
        => Run(Entry.LogProbabilities, logProbs, targets, inputLengths, targetLengths, C, scratch);

    /// <inheritdoc cref="Total(ReadOnlySpan{float}, ReadOnlySpan{int}, ReadOnlySpan{int}, ReadOnlySpan{int}, int, Span{float})"/>
    public LossTotal Total(
        ReadOnlySpan<float> logProbs,
        ReadOnlySpan<long> targets,
        ReadOnlySpan<long> inputLengths,
        ReadOnlySpan<long> targetLengths,
        int C,
        Span<float> scratch = default)
        => Run(Entry.LogProbabilities, logProbs, targets, inputLengths, targetLengths, C, scratch);
}
