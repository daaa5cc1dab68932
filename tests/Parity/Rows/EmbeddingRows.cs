using TorchSharp;
using static TorchSharp.torch;
using static TorchSharp.torch.nn.functional;

namespace LossGen.Parity.Tests.Rows;

/// <summary>Losses over distances and pairs.</summary>
internal static class EmbeddingRows
{
    public static readonly TorchRow[] All =
    [
        new("HingeEmbeddingLoss", ["x", "y"], c => where(c["y"] == 1, c["x"], relu(c.Number("margin") - c["x"])))
        {
            Numbers = Numbers.All & ~Numbers.NaN, Reason = "its relu has slope 0 at NaN",
        },
        new("HingeEmbeddingLoss", ["x", "y"], c => hinge_embedding_loss(c["x"], c["y"], c.Number("margin"), nn.Reduction.None))
        {
            Variant = "operator", Numbers = Numbers.Ordinary | Numbers.Saturated, Reason = "its slope at the kink is that of 2.13, and 0 · NaN",
        },
    ];
}
