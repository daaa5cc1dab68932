namespace LossGen.Parity.Tests.Rows;

/// <summary>Every row.</summary>
internal static class TorchRows
{
    public static readonly TorchRow[] All = [.. ClassificationRows.All, .. EmbeddingRows.All, .. RegressionRows.All];
}
