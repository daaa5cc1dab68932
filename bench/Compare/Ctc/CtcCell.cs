namespace LossGen.Bench.Ctc;

/// <summary>Microseconds a call of everybody who computes CTC.</summary>
/// <param name="Shape">The batch.</param>
/// <param name="FromLogits">Whether the scores are logits instead of log-probabilities.</param>
/// <param name="IsDouble">Whether the scores are double.</param>
/// <param name="Gradient">Whether the gradient is computed with the value.</param>
/// <param name="LossGen">On one thread, in turn with the others.</param>
/// <param name="Libtorch">The same of libtorch.</param>
/// <param name="Stream">The same of the memory.</param>
/// <param name="One">On one thread, in a run of consecutive calls.</param>
/// <param name="Two">On two.</param>
/// <param name="Allocated">Bytes of a thousand calls, on one thread or two.</param>
internal sealed record CtcCell(
    CtcShape Shape, bool FromLogits, bool IsDouble, bool Gradient, double LossGen, double Libtorch, double Stream, double One, double Two, long Allocated)
{
    public string Name => $"{Shape.Name} from {Entry}";

    public string Entry => FromLogits ? "logits" : "log-probabilities";

    /// <summary>Whether the goals are about it.</summary>
    public bool IsGoal => Gradient && !IsDouble;
}
