namespace LossGen.Generator.Functions;

internal enum ReductionKind { Sum, Product, Mean, Max, Min, LogSumExp, Norm, ArgMax, ArgMin, Count, Any, All, Softmax }

/// <summary>A row of the reduction table.</summary>
/// <param name="Word">As in a formula.</param>
/// <param name="Identity">The value over no terms; NaN where there is none.</param>
/// <param name="TakesCondition">Whether the argument is a condition (count, any, all).</param>
/// <param name="MaxArguments">1, or 2 for norm.</param>
internal sealed record Reduction(
    string Word, ReductionKind Kind, double Identity, bool TakesCondition = false, int MaxArguments = 1, string Documentation = "");
