namespace LossGen.Bench.Rows;

/// <summary>Every loss of the definitions.</summary>
internal static class LossRows
{
    public static readonly LossRow[] All = [.. RegressionRows.All, .. MarginRows.All, .. DistributionRows.All, .. ClassificationRows.All, .. EmbeddingRows.All];
}
