using LossGen.Bench.Contestants;
using TorchSharp;
using static LossGen.Bench.Rows.Operand;
using static TorchSharp.torch;
using static TorchSharp.torch.nn.functional;

namespace LossGen.Bench.Rows;

/// <summary>Losses of a prediction and its target.</summary>
internal static class RegressionRows
{
    private const nn.Reduction Mean = nn.Reduction.Mean;

    private static readonly Operand[] s_pair = [Output("x", "N"), new("t", "N")];
    private static readonly Operand[] s_weighted = [.. s_pair, new("w", "N", Draw.Positive)];

    public static readonly LossRow[] All =
    [
        new(typeof(L1Loss), s_pair, Shape.Elements, c => l1_loss(c["x"], c["t"], Mean))
        {
            Native = "l1", Chain = nameof(Chains.L1), Large = true,
        },
        new(typeof(MseLoss), s_pair, Shape.Elements, c => mse_loss(c["x"], c["t"], Mean))
        {
            Native = "mse", Chain = nameof(Chains.Mse), Large = true,
        },
        new(typeof(SmoothL1Loss), s_pair, Shape.Elements, c => smooth_l1_loss(c["x"], c["t"], Mean, 1))
        {
            Native = "huber", Chain = nameof(Chains.Huber),
        },
        new(typeof(HuberLoss), s_pair, Shape.Elements, c => huber_loss(c["x"], c["t"], 1, Mean))
        {
            Native = "huber", Chain = nameof(Chains.Huber),
        },
        new(typeof(WeightedL1Loss), s_weighted, Shape.Elements, c => (c["w"] * (c["x"] - c["t"]).abs()).sum() / c["w"].sum()),
        new(typeof(WeightedMseLoss), s_weighted, Shape.Elements, c => (c["w"] * (c["x"] - c["t"]).square()).sum() / c["w"].sum()),
        new(typeof(WeightedHuberLoss), s_weighted, Shape.Elements, c => (c["w"] * huber_loss(c["x"], c["t"], 1, nn.Reduction.None)).mean()),
        new(typeof(LogCoshLoss), s_pair, Shape.Elements, LogCosh)
        {
            Native = "log_cosh", Chain = nameof(Chains.LogCosh), Transcendental = true, Large = true,
        },
        new(typeof(QuantileLoss), s_pair, Shape.Elements, Quantile) { Native = "quantile" },
        new(typeof(WingLoss), s_pair, Shape.Elements, Wing) { Transcendental = true },
    ];

    private static Tensor LogCosh(Tensors c)
    {
        Tensor d = c["x"] - c["t"];
        return (d + softplus(d * -2)).mean() - Math.Log(2);
    }

    // Of a quantile q: |d| / 2 + (q - 1/2) d, without maximum, whose gradient is slow.
    private static Tensor Quantile(Tensors c)
    {
        const double Q = 0.5;
        Tensor d = c["t"] - c["x"];
        return (d.abs() * 0.5 + d * (Q - 0.5)).mean();
    }

    private static Tensor Wing(Tensors c)
    {
        Tensor d = (c["x"] - c["t"]).abs();
        return where(d < 10, log1p(d / 2) * 10, d - (10 - 10 * Math.Log(1 + 10 / 2.0))).mean();
    }
}
