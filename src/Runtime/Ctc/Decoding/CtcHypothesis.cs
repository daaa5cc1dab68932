namespace LossGen;

/// <summary>A label sequence that a beam search found.</summary>
/// <param name="Labels">The labels.</param>
/// <param name="LogProbability">
/// The logarithm of their probability, over all alignments that the beam kept: exact if it was wide enough.
/// </param>
/// <param name="Score">The same with the scores of the labels: what hypotheses are ranked by.</param>
public sealed record CtcHypothesis(IReadOnlyList<int> Labels, double LogProbability, double Score);
