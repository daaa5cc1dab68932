namespace LossGen.Generator.Functions;

internal enum ReductionKind { Sum, Product, Mean, Max, Min, LogSumExp, Norm, ArgMax, ArgMin, Count, Any, All, Softmax, Composed }

/// <summary>A row of the reduction table.</summary>
/// <param name="Word">As in a formula.</param>
/// <param name="Identity">The value over no terms; NaN where there is none.</param>
/// <param name="TakesCondition">Whether the argument is a condition (count, any, all).</param>
/// <param name="MaxArguments">1, or 2 for norm.</param>
/// <param name="Definition">
/// Of a composed reduction: what it stands for, in the formula language, with u[i] for its body; every reduction in it runs
/// over the indices, and under the condition, of the bracket that it is written with. "sqrt(mean[i](u[i]^2))".
/// </param>
/// <param name="Corner">What its slope is where it jumps; null for what <paramref name="Documentation"/> says.</param>
internal sealed record Reduction(
    string Word, ReductionKind Kind, double Identity, bool TakesCondition = false, int MaxArguments = 1, string? Definition = null, string Documentation = "", string? Corner = null);
