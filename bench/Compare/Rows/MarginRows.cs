using LossGen.Bench.Contestants;
using TorchSharp;
using static LossGen.Bench.Rows.Operand;
using static TorchSharp.torch;
using static TorchSharp.torch.nn.functional;

namespace LossGen.Bench.Rows;

/// <summary>Hinges and their smooth relatives.</summary>
internal static class MarginRows
{
    private const nn.Reduction Mean = nn.Reduction.Mean;

    public static readonly LossRow[] All =
    [
        new(typeof(HingeEmbeddingLoss), [Output("x", "N"), new("y", "N", Draw.Sign)], Shape.Elements, c => hinge_embedding_loss(c["x"], c["y"], 1, Mean))
        {
            Native = "hinge_embedding",
        },
        new(typeof(SoftMarginLoss), [Output("x", "N"), new("y", "N", Draw.Sign)], Shape.Elements, c => soft_margin_loss(c["x"], c["y"], Mean))
        {
            Native = "soft_margin", Chain = nameof(Chains.SoftMargin), Transcendental = true, Large = true,
        },
        new(typeof(MarginRankingLoss), [Output("x1", "N"), Output("x2", "N"), new("y", "N", Draw.Sign)], Shape.Elements,
            c => margin_ranking_loss(c["x1"], c["x2"], c["y"], 0, Mean))
        {
            Native = "margin_ranking",
        },
        new(typeof(MultiMarginLoss), [Output("x", "NC"), Label("y")], Shape.Classes, c => multi_margin_loss(c["x"], c["y"], 1, 1, null, Mean))
        {
            Native = "multi_margin",
        },
        new(typeof(MultiLabelMarginLoss), [Output("x", "NC"), new("y", "NC", Draw.Labels) { AtLabels = true }], Shape.Classes, c => multi_label_margin_loss(c["x"], c["y"], Mean)),
    ];
}
