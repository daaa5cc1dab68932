using System.Collections.Immutable;

namespace LossGen.Generator.Functions;

/// <summary>Every reduction word.</summary>
internal static class ReductionRows
{
    public static readonly ImmutableArray<Reduction> All = ImmutableArray.Create(
        new Reduction("sum", ReductionKind.Sum, 0, Documentation: "The sum; 0 over nothing."),
        new Reduction("prod", ReductionKind.Product, 1, Documentation: "The product; 1 over nothing."),
        new Reduction("mean", ReductionKind.Mean, double.NaN, Documentation: "The sum divided by the number of terms that pass; NaN over nothing."),
        new Reduction("max", ReductionKind.Max, double.NegativeInfinity, Documentation: "The largest; -inf over nothing. The slope goes to the first index that has it.",
            Corner: "The slope goes to the first index that has it."),
        new Reduction("min", ReductionKind.Min, double.PositiveInfinity, Documentation: "The smallest; inf over nothing. The slope goes to the first index that has it.",
            Corner: "The slope goes to the first index that has it."),
        new Reduction("lse", ReductionKind.LogSumExp, double.NegativeInfinity, Documentation: "log of the sum of exp, without overflow; -inf over nothing."),
        new Reduction("norm", ReductionKind.Norm, 0, MaxArguments: 2, Documentation: "The p-norm, p = 2 if left out; the slope at the zero vector is 0.",
            Corner: "The slope at the zero vector is 0."),
        new Reduction("argmax", ReductionKind.ArgMax, 0, Documentation: "The first index of the largest; 0 over nothing."),
        new Reduction("argmin", ReductionKind.ArgMin, 0, Documentation: "The first index of the smallest; 0 over nothing."),
        new Reduction("count", ReductionKind.Count, 0, TakesCondition: true, Documentation: "How often the condition holds."),
        new Reduction("any", ReductionKind.Any, 0, TakesCondition: true, Documentation: "Whether the condition holds once; false over nothing."),
        new Reduction("all", ReductionKind.All, 1, TakesCondition: true, Documentation: "Whether the condition holds everywhere; true over nothing."),
        new Reduction("softmax", ReductionKind.Softmax, double.NaN, Documentation: "exp divided by the sum of exp, an array over the index."));
}
