using LossGen.Bench.Contestants;
using TorchSharp;
using static LossGen.Bench.Rows.Operand;
using static TorchSharp.torch;
using static TorchSharp.torch.nn.functional;

namespace LossGen.Bench.Rows;

/// <summary>Losses of embeddings, and of masks.</summary>
internal static class EmbeddingRows
{
    private const nn.Reduction Mean = nn.Reduction.Mean;

    private static readonly Operand[] s_triplet = [Output("anchor", "ND"), Output("positive", "ND"), Output("negative", "ND")];
    private static readonly Operand[] s_mask = [Output("x", "ND"), new("t", "ND", Draw.Bit)];

    public static readonly LossRow[] All =
    [
        new(typeof(CosineEmbeddingLoss), [Output("x1", "ND"), Output("x2", "ND"), new("y", "N", Draw.Sign)], Shape.Embeddings,
            c => cosine_embedding_loss(c["x1"], c["x2"], c["y"], 0, Mean))
        {
            Native = "cosine_embedding",
        },
        new(typeof(TripletMarginLoss), s_triplet, Shape.Embeddings,
            c => triplet_margin_loss(c["anchor"], c["positive"], c["negative"], 1, 2, 1e-6, false, Mean))
        {
            Native = "triplet_margin",
        },
        new(typeof(TripletMarginWithDistanceLoss), s_triplet, Shape.Embeddings, c => relu(
            pairwise_distance(c["anchor"], c["positive"]) - pairwise_distance(c["anchor"], c["negative"]) + 1).mean())
        {
            Native = "triplet_margin",
        },
        new(typeof(ContrastiveLoss), [Output("x1", "ND"), Output("x2", "ND"), new("y", "N", Draw.Bit)], Shape.Embeddings, Contrastive),
        new(typeof(InfoNceLoss), [Output("x", "ND"), Output("key", "ND"), new("queue", "MD")], Shape.Products, InfoNce)
        {
            Transcendental = true, Product = true,
        },
        new(typeof(NtXentLoss), [Output("x", "ND"), Output("views", "MD"), Label("self", 'M'), Label("y", 'M')], Shape.Products, NtXent)
        {
            Transcendental = true, Product = true,
        },
        new(typeof(DiceLoss), s_mask, Shape.Masks, c => Overlap(c, (both, p, t) => 1 - both * 2 / (p + t).clamp_min(1e-7))) { Transcendental = true },
        new(typeof(JaccardLoss), s_mask, Shape.Masks, c => Overlap(c, (both, p, t) => 1 - both / (p + t - both).clamp_min(1e-7)))
        {
            Transcendental = true,
        },
        new(typeof(TverskyLoss), s_mask, Shape.Masks, c => Overlap(c, (both, p, t) =>
            1 - both / (both + (p - both) * 0.5 + (t - both) * 0.5).clamp_min(1e-7)))
        {
            Transcendental = true,
        },
    ];

    private static Tensor Contrastive(Tensors c)
    {
        Tensor d = pairwise_distance(c["x1"], c["x2"], 2, 0);
        return (c["y"] * d.square() + (1 - c["y"]) * relu(1 - d).square()).mean();
    }

    private static Tensor InfoNce(Tensors c)
    {
        Tensor own = (c["x"] * c["key"]).sum(1, keepdim: true);
        Tensor scores = cat([own, c["x"].matmul(c["queue"].t())], 1) / 0.07;
        return cross_entropy(scores, zeros(scores.shape[0], int64), null, -100, Mean);
    }

    private static Tensor NtXent(Tensors c)
    {
        Tensor scores = c["x"].matmul(c["views"].t()) / 0.5;
        Tensor isSelf = arange(scores.shape[1]).unsqueeze(0) == c["self"].unsqueeze(1);
        return cross_entropy(scores.masked_fill(isSelf, double.NegativeInfinity), c["y"], null, -100, Mean);
    }

    // All of them are of three sums; the last also tells whether there is a mask.
    private static Tensor Overlap(Tensors c, Func<Tensor, Tensor, Tensor, Tensor> loss)
    {
        Tensor p = c["x"].sigmoid(), t = c["t"], masked = t.sum(1);
        return (loss((p * t).sum(1), p.sum(1), masked) * (masked > 0).to_type(t.dtype)).mean();
    }
}
