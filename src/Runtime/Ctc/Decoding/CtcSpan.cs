namespace LossGen;

/// <summary>The frames of one label in an alignment.</summary>
/// <param name="Label">The label.</param>
/// <param name="Start">Its first frame.</param>
/// <param name="End">The frame behind its last.</param>
/// <param name="LogProbability">The sum of its log-probabilities in these frames.</param>
public readonly record struct CtcSpan(int Label, int Start, int End, double LogProbability)
{
    /// <summary>The geometric mean of its probabilities in these frames: a confidence that doesn't depend on their number.</summary>
    public double Confidence => Math.Exp(LogProbability / (End - Start));
}
