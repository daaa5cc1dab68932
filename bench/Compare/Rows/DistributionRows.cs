using LossGen.Bench.Contestants;
using TorchSharp;
using static LossGen.Bench.Rows.Operand;
using static TorchSharp.torch;
using static TorchSharp.torch.nn.functional;

namespace LossGen.Bench.Rows;

/// <summary>Likelihoods, divergences and binary cross-entropies.</summary>
internal static class DistributionRows
{
    private const nn.Reduction Mean = nn.Reduction.Mean;

    public static readonly LossRow[] All =
    [
        new(typeof(PoissonNllLoss), [Output("x", "N"), new("t", "N", Draw.Positive)], Shape.Elements,
            c => poisson_nll_loss(c["x"], c["t"], true, false, 1e-8f, Mean))
        {
            Native = "poisson_nll", Chain = nameof(Chains.PoissonNll), Transcendental = true,
        },
        new(typeof(KLDivLoss), [Output("x", "N"), new("t", "N", Draw.Probability)], Shape.Elements, c => kl_div(c["x"], c["t"], false, nn.Reduction.Sum) / c["x"].numel())
        {
            Native = "kl_div", Chain = nameof(Chains.KLDiv), Transcendental = true,
        },
        new(typeof(GaussianNllLoss), [Output("x", "N"), new("t", "N"), Output("var", "N", Draw.Positive)], Shape.Elements, GaussianNll)
        {
            Native = "gaussian_nll", Chain = nameof(Chains.GaussianNll), Transcendental = true,
        },
        new(typeof(GaussianNllPerRowLoss), [Output("x", "ND"), new("t", "ND"), Output("var", "N", Draw.Positive)], Shape.Embeddings, GaussianNllPerRow)
        {
            Transcendental = true,
        },
        new(typeof(JensenShannonLoss), [Output("x", "NC", Draw.Probability), new("t", "NC", Draw.Probability)], Shape.Classes, JensenShannon)
        {
            Transcendental = true,
        },
        new(typeof(BceLoss), [Output("x", "NC", Draw.Probability), new("t", "NC", Draw.Probability)], Shape.Elements,
            c => binary_cross_entropy(c["x"], c["t"], null, Mean))
        {
            Native = "bce", Chain = nameof(Chains.Bce), Transcendental = true,
        },
        new(typeof(BceWithLogitsLoss), [Output("x", "NC"), new("t", "NC", Draw.Probability)], Shape.Elements,
            c => binary_cross_entropy_with_logits(c["x"], c["t"], null, Mean))
        {
            Native = "bce_with_logits", Chain = nameof(Chains.BceWithLogits), Transcendental = true, Large = true,
        },
        new(typeof(MultiLabelSoftMarginLoss), [Output("x", "NC"), new("t", "NC", Draw.Bit)], Shape.Classes,
            c => multilabel_soft_margin_loss(c["x"], c["t"], null, Mean))
        {
            Transcendental = true,
        },
        new(typeof(SigmoidFocalLoss), [Output("x", "N"), new("t", "N", Draw.Bit)], Shape.Elements, SigmoidFocal) { Transcendental = true },
    ];

    private static Tensor GaussianNll(Tensors c)
    {
        Tensor v = c["var"].clamp_min(1e-6);
        return (v.log() + (c["x"] - c["t"]).square() / v).mean() * 0.5;
    }

    private static Tensor GaussianNllPerRow(Tensors c)
    {
        Tensor v = c["var"].clamp_min(1e-6).unsqueeze(1);
        return (v.log() + (c["x"] - c["t"]).square() / v).mean() * 0.5;
    }

    private static Tensor JensenShannon(Tensors c)
    {
        Tensor x = c["x"], t = c["t"], m = (x + t) * 0.5;
        return (x.xlogy(x) + t.xlogy(t) - m.xlogy(m) * 2).sum(-1).mean() * 0.5;
    }

    private static Tensor SigmoidFocal(Tensors c)
    {
        Tensor x = c["x"], t = c["t"], p = x.sigmoid();
        Tensor each = binary_cross_entropy_with_logits(x, t, null, nn.Reduction.None);
        Tensor hit = p * t + (1 - p) * (1 - t);
        return ((t * 0.25 + (1 - t) * 0.75) * each * (1 - hit).square()).mean();
    }
}
