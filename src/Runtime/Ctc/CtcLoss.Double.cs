using LossGen.Ctc;

namespace LossGen;

/// <content>Log-probabilities in double precision.</content>
public sealed partial class CtcLoss
{
    /// <inheritdoc cref="Forward(ReadOnlySpan{float}, ReadOnlySpan{int}, ReadOnlySpan{int}, ReadOnlySpan{int}, int, Span{float})"/>
    public double Forward(
        ReadOnlySpan<double> logProbs,
        ReadOnlySpan<int> targets,
        ReadOnlySpan<int> inputLengths,
        ReadOnlySpan<int> targetLengths,
        int C,
        Span<double> scratch = default)
        => Run(Entry.LogProbabilities, logProbs, targets, inputLengths, targetLengths, C, scratch).Value;

    /// <inheritdoc cref="Forward(ReadOnlySpan{float}, ReadOnlySpan{int}, ReadOnlySpan{int}, ReadOnlySpan{int}, int, Span{float})"/>
    public double Forward(
        ReadOnlySpan<double> logProbs,
        ReadOnlySpan<long> targets,
        ReadOnlySpan<long> inputLengths,
        ReadOnlySpan<long> targetLengths,
        int C,
        Span<double> scratch = default)
        => Run(Entry.LogProbabilities, logProbs, targets, inputLengths, targetLengths, C, scratch).Value;

    /// <inheritdoc cref="ForwardEach(ReadOnlySpan{float}, ReadOnlySpan{int}, ReadOnlySpan{int}, ReadOnlySpan{int}, int, Span{float}, Span{float})"/>
    public void ForwardEach(
        ReadOnlySpan<double> logProbs,
        ReadOnlySpan<int> targets,
        ReadOnlySpan<int> inputLengths,
        ReadOnlySpan<int> targetLengths,
        int C,
        Span<double> losses,
        Span<double> scratch = default)
        => Run(Entry.LogProbabilities, logProbs, targets, inputLengths, targetLengths, C, scratch, losses, true);

    /// <inheritdoc cref="ForwardEach(ReadOnlySpan{float}, ReadOnlySpan{int}, ReadOnlySpan{int}, ReadOnlySpan{int}, int, Span{float}, Span{float})"/>
    public void ForwardEach(
        ReadOnlySpan<double> logProbs,
        ReadOnlySpan<long> targets,
        ReadOnlySpan<long> inputLengths,
        ReadOnlySpan<long> targetLengths,
        int C,
        Span<double> losses,
        Span<double> scratch = default)
        => Run(Entry.LogProbabilities, logProbs, targets, inputLengths, targetLengths, C, scratch, losses, true);

    /// <inheritdoc cref="Backward(ReadOnlySpan{float}, ReadOnlySpan{int}, ReadOnlySpan{int}, ReadOnlySpan{int}, int, Span{float}, double, LossTotal?, Span{float})"/>
    public double Backward(
        ReadOnlySpan<double> logProbs,
        ReadOnlySpan<int> targets,
        ReadOnlySpan<int> inputLengths,
        ReadOnlySpan<int> targetLengths,
        int C,
        Span<double> gradLogProbs,
        double upstream = 1,
        LossTotal? whole = null,
        Span<double> scratch = default)
        => RunReduced(Entry.LogProbabilities, logProbs, targets, inputLengths, targetLengths, C, gradLogProbs, nameof(gradLogProbs), upstream, whole, scratch);

    /// <inheritdoc cref="Backward(ReadOnlySpan{float}, ReadOnlySpan{int}, ReadOnlySpan{int}, ReadOnlySpan{int}, int, Span{float}, double, LossTotal?, Span{float})"/>
    public double Backward(
        ReadOnlySpan<double> logProbs,
        ReadOnlySpan<long> targets,
        ReadOnlySpan<long> inputLengths,
        ReadOnlySpan<long> targetLengths,
        int C,
        Span<double> gradLogProbs,
        double upstream = 1,
        LossTotal? whole = null,
        Span<double> scratch = default)
        => RunReduced(Entry.LogProbabilities, logProbs, targets, inputLengths, targetLengths, C, gradLogProbs, nameof(gradLogProbs), upstream, whole, scratch);

    /// <inheritdoc cref="BackwardEach(ReadOnlySpan{float}, ReadOnlySpan{int}, ReadOnlySpan{int}, ReadOnlySpan{int}, int, ReadOnlySpan{float}, Span{float}, Span{float})"/>
    public void BackwardEach(
        ReadOnlySpan<double> logProbs,
        ReadOnlySpan<int> targets,
        ReadOnlySpan<int> inputLengths,
        ReadOnlySpan<int> targetLengths,
        int C,
        ReadOnlySpan<double> upstream,
        Span<double> gradLogProbs,
        Span<double> scratch = default)
        => RunEach(Entry.LogProbabilities, logProbs, targets, inputLengths, targetLengths, C, upstream, gradLogProbs, nameof(gradLogProbs), scratch);

    /// <inheritdoc cref="BackwardEach(ReadOnlySpan{float}, ReadOnlySpan{int}, ReadOnlySpan{int}, ReadOnlySpan{int}, int, ReadOnlySpan{float}, Span{float}, Span{float})"/>
    public void BackwardEach(
        ReadOnlySpan<double> logProbs,
        ReadOnlySpan<long> targets,
        ReadOnlySpan<long> inputLengths,
        ReadOnlySpan<long> targetLengths,
        int C,
        ReadOnlySpan<double> upstream,
        Span<double> gradLogProbs,
        Span<double> scratch = default)
        => RunEach(Entry.LogProbabilities, logProbs, targets, inputLengths, targetLengths, C, upstream, gradLogProbs, nameof(gradLogProbs), scratch);

    /// <inheritdoc cref="Total(ReadOnlySpan{float}, ReadOnlySpan{int}, ReadOnlySpan{int}, ReadOnlySpan{int}, int, Span{float})"/>
    public LossTotal Total(
        ReadOnlySpan<double> logProbs,
        ReadOnlySpan<int> targets,
        ReadOnlySpan<int> inputLengths,
        ReadOnlySpan<int> targetLengths,
        int C,
        Span<double> scratch = default)
        => Run(Entry.LogProbabilities, logProbs, targets, inputLengths, targetLengths, C, scratch);

    /// <inheritdoc cref="Total(ReadOnlySpan{float}, ReadOnlySpan{int}, ReadOnlySpan{int}, ReadOnlySpan{int}, int, Span{float})"/>
    public LossTotal Total(
        ReadOnlySpan<double> logProbs,
        ReadOnlySpan<long> targets,
        ReadOnlySpan<long> inputLengths,
        ReadOnlySpan<long> targetLengths,
        int C,
        Span<double> scratch = default)
        => Run(Entry.LogProbabilities, logProbs, targets, inputLengths, targetLengths, C, scratch);
}
