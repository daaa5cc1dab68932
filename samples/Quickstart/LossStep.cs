namespace Quickstart;

/// <summary>The mean loss of scores [N, C] against labels [N], and its gradient with regard to the scores.</summary>
internal delegate double LossStep(ReadOnlySpan<float> scores, ReadOnlySpan<int> labels, Span<float> gradScores);
