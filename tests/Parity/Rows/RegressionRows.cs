using TorchSharp;
using static TorchSharp.torch;
using static TorchSharp.torch.nn.functional;

namespace LossGen.Parity.Tests.Rows;

/// <summary>Losses of numbers, of distributions, and of overlaps.</summary>
internal static class RegressionRows
{
    private const string Weights = "weights of both signs make a divisor of the mean that cancels";
    private const string Overlaps = "masks of both signs make a denominator that cancels";
    private const Numbers NoHuge = Numbers.Ordinary | Numbers.Ties | Numbers.Saturated;

    public static readonly TorchRow[] All =
    [
        new("L1Loss", ["x", "t"], c => l1_loss(c["x"], c["t"], nn.Reduction.None))
        {
            Variant = "operator", Numbers = Numbers.Finite, Reason = "the sign of NaN is 0 there",
        },
        new("MseLoss", ["x", "t"], c => mse_loss(c["x"], c["t"], nn.Reduction.None)) { Variant = "operator" },
        new("SmoothL1Loss", ["x", "t"], c => smooth_l1_loss(c["x"], c["t"], nn.Reduction.None, c.Number("beta")))
        {
            Variant = "operator", Numbers = Numbers.Finite, Reason = "the sign of NaN is 0 there",
        },
        new("HuberLoss", ["x", "t"], c => huber_loss(c["x"], c["t"], c.Number("delta"), nn.Reduction.None))
        {
            Variant = "operator", Numbers = Numbers.Finite, Reason = "the sign of NaN is 0 there",
        },
        new("WeightedL1Loss", ["x", "t", "w"], c => c["w"] * (c["x"] - c["t"]).abs())
        {
            WithoutGradient = ["w"], Mean = c => (c["w"] * (c["x"] - c["t"]).abs()).sum() / c["w"].sum(),
            Numbers = Numbers.Ordinary, Reason = "weights that cancel have a mean without digits", Conditioning = Weights,
        },
        new("WeightedMseLoss", ["x", "t", "w"], c => c["w"] * (c["x"] - c["t"]).square())
        {
            WithoutGradient = ["w"], Mean = c => (c["w"] * (c["x"] - c["t"]).square()).sum() / c["w"].sum(),
            Numbers = Numbers.Ordinary, Reason = "weights that cancel have a mean without digits", Conditioning = Weights,
        },
        new("WeightedHuberLoss", ["x", "t", "w"], c => c["w"] * huber_loss(c["x"], c["t"], c.Number("delta"), nn.Reduction.None)) { Numbers = NoHuge, Reason = "the sign of NaN is 0 there" },
        new("LogCoshLoss", ["x", "t"], c => LogCosh(c)) { Numbers = Numbers.Ordinary, Reason = "this composition has no digits near 0" },
        new("QuantileLoss", ["x", "t"], c => Quantile(c)) { Numbers = NoHuge, Reason = "NaN becomes a slope of 0" },
        new("WingLoss", ["x", "t"], c => Wing(c)) { Numbers = NoHuge, Reason = "the sign of NaN is 0 there" },

        new("PoissonNllLoss", ["x", "t"], c => Poisson(c))
        {
            Numbers = Numbers.Ordinary | Numbers.Ties, Reason = "exp overflows, and then it has 0 · ∞",
        },
        new("KLDivLoss", ["x", "t"], c => kl_div(c["x"], c["t"], c.Flag("logTarget"), nn.Reduction.None))
        {
            Variant = "operator", Numbers = Numbers.Ordinary, Reason = "its slope by a target of 0 is NaN",
        },
        new("GaussianNllLoss", ["x", "t", "var"], c => Gaussian(c, c["var"])) { Numbers = Numbers.Ordinary | Numbers.Saturated, Reason = "its clamp hides from the gradient" },
        new("GaussianNllPerRowLoss", ["x", "t", "var"], c => Gaussian(c, c["var"].unsqueeze(1)))
        {
            Numbers = Numbers.Ordinary | Numbers.Saturated, Reason = "its clamp hides from the gradient",
            Conditioning = "the slope by the variance is a difference of sums over the row",
        },
        new("JensenShannonLoss", ["x", "t"], c => JensenShannon(c))
        {
            Numbers = Numbers.Ordinary, Reason = "its slope by a probability of 0 is NaN",
            Conditioning = "where the distributions are nearly the same, the value is a difference of entropies",
        },

        new("DiceLoss", ["x", "t"], c => Overlap(c, (both, wrong, missed) => (2 * both + c.Number("smooth"), 2 * both + wrong + missed + c.Number("smooth")))) { Numbers = Numbers.Ordinary, Conditioning = Overlaps },
        new("JaccardLoss", ["x", "t"], c => Overlap(c, (both, wrong, missed) => (both + c.Number("smooth"), both + wrong + missed + c.Number("smooth")))) { Numbers = Numbers.Ordinary, Conditioning = Overlaps },
        new("TverskyLoss", ["x", "t"], c => Overlap(c, (both, wrong, missed) =>
            (both + c.Number("smooth"), both + c.Number("alpha") * wrong + c.Number("beta") * missed + c.Number("smooth")))) { Numbers = Numbers.Ordinary, Conditioning = Overlaps },
    ];

    private static Tensor LogCosh(TorchCase c)
    {
        Tensor d = (c["x"] - c["t"]).abs();
        return d + log1p(exp(-2 * d)) - Math.Log(2);
    }

    private static Tensor Quantile(TorchCase c)
    {
        Tensor d = c["t"] - c["x"];
        double quantile = c.Number("quantile");
        return maximum(quantile * d, (quantile - 1) * d);
    }

    private static Tensor Wing(TorchCase c)
    {
        Tensor d = (c["x"] - c["t"]).abs();
        double width = c.Number("width"), curvature = c.Number("curvature");
        return where(d < width, width * log1p(d / curvature), d - width + width * Math.Log(1 + width / curvature));
    }

    // The term for large targets is computed of a harmless number where it isn't taken.
    private static Tensor Poisson(TorchCase c)
    {
        Tensor x = c["x"], t = c["t"];
        Tensor loss = c.Flag("logInput") ? exp(x) - t * x : x - t * log(x + c.Number("eps"));
        if (!c.Flag("full"))
            return loss;
        Tensor large = where(t > 1, t, ones_like(t));
        return loss + where(t > 1, large * log(large) - large + 0.5 * log(2 * Math.PI * large), zeros_like(t));
    }

    private static Tensor Gaussian(TorchCase c, Tensor variance)
    {
        Tensor v = variance.clamp_min(c.Number("eps"));
        Tensor loss = 0.5 * (log(v) + (c["x"] - c["t"]).square() / v);
        return c.Flag("full") ? loss + 0.5 * Math.Log(2 * Math.PI) : loss;
    }

    private static Tensor JensenShannon(TorchCase c)
    {
        Tensor x = c.Rows("x"), t = c.Rows("t"), middle = (x + t) / 2;
        return (x * log(x) + t * log(t) - 2 * middle * log(middle)).sum(1) / 2;
    }

    // From what both hold, what only the prediction holds and what only the target holds, to a fraction of which 1 is no loss.
    private static Tensor Overlap(TorchCase c, Func<Tensor, Tensor, Tensor, (Tensor Numerator, Tensor Denominator)> fraction)
    {
        Tensor p = c.Rows("x").sigmoid(), t = c.Rows("t");
        (Tensor numerator, Tensor denominator) = fraction((p * t).sum(1), (p * (1 - t)).sum(1), ((1 - p) * t).sum(1));
        Tensor loss = 1 - numerator / denominator.clamp_min(c.Number("eps"));
        return where((t > 0).any(1), loss, zeros_like(loss));
    }
}
