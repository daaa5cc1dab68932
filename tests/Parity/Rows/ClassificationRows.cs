using TorchSharp;
using static TorchSharp.torch;
using static TorchSharp.torch.nn.functional;

namespace LossGen.Parity.Tests.Rows;

/// <summary>Losses over classes.</summary>
internal static class ClassificationRows
{
    public static readonly TorchRow[] All =
    [
        new("SoftMarginLoss", ["x", "y"], c => Softplus(c, -c["y"] * c["x"])),
        new("SoftMarginLoss", ["x", "y"], c => soft_margin_loss(c["x"], c["y"], nn.Reduction.None))
        {
            Variant = "operator", WithoutGradient = ["y"], Numbers = Numbers.Ordinary | Numbers.Ties | Numbers.NaN, Reason = "it overflows",
        },

        new("MultiMarginLoss", ["x", "y"], c => multi_margin_loss(
            c.Rows("x"), c.Rows("y"), (int)c.Number("p"), c.Number("margin"), c.Array("weight"), nn.Reduction.None))
        {
            Variant = "operator", Numbers = Numbers.Finite, Reason = "it leaves out terms that are NaN",
        },
        new("MultiLabelMarginLoss", ["x", "y"], c => multi_label_margin_loss(c.Rows("x"), Padded(c.Rows("y")), nn.Reduction.None))
        {
            Variant = "operator", Numbers = Numbers.Finite & ~Numbers.Extreme, Reason = "it leaves out terms that are NaN, and 1 - 1e30 + 1e30 is on either side of its corner",
        },

        new("CrossEntropyLoss", ["x", "y"], c => CrossEntropy(c, "y", nn.Reduction.None))
        {
            Variant = "operator", Mean = c => CrossEntropy(c, "y", nn.Reduction.Mean),
            Numbers = Numbers.Finite, Reason = "it multiplies 0 and an infinite logarithm, and reads NaN in ignored samples",
        },
        new("CrossEntropyLoss", ["x", "t"], c => CrossEntropy(c, "t", nn.Reduction.None))
        {
            Variant = "operator", Mean = c => CrossEntropy(c, "t", nn.Reduction.Mean), Ordinary = ["t"],
            Numbers = (Numbers.Finite | Numbers.NaN) & ~Numbers.Extreme,
            Reason = "it multiplies 0 and an infinite logarithm, and loses all digits of targets of 1e30",
        },
        new("NllLoss", ["x", "y"], c => c.Read("y") * -c.WeightOf("y") * c.AtLabel(c["x"], "y"))
        {
            Mean = c => (-c.WeightOf("y") * c.AtLabel(c["x"], "y")).masked_select(c.Read("y") > 0).sum() / (c.Read("y") * c.WeightOf("y")).sum(),
            Numbers = Numbers.Finite, Reason = "0 · NaN in ignored samples",
        },
        new("LinearCrossEntropyLoss", ["x", "w", "b", "y"], c => LinearCrossEntropy(c, nn.Reduction.None))
        {
            Mean = c => LinearCrossEntropy(c, nn.Reduction.Mean),
            Numbers = Numbers.Ordinary | Numbers.Ties, Reason = "logits of matrix products of huge numbers have no digits",
        },
        new("SoftmaxFocalLoss", ["x", "y"], c => SoftmaxFocal(c))
        {
            Numbers = Numbers.Ordinary | Numbers.Ties, Reason = "1 - exp(-q) has no digits in the tail",
        },

        new("BceLoss", ["x", "t"], c => -c.PerClass("weight") * (c["t"] * c["x"].log().clamp_min(-100) + (1 - c["t"]) * (1 - c["x"]).log().clamp_min(-100)))
        {
            Numbers = Numbers.Ordinary, Reason = "0 · ∞ in its gradient at the ends",
        },
        new("BceWithLogitsLoss", ["x", "t"], c => c.PerClass("weight") * ((1 - c["t"]) * c["x"] + (1 + (c.PerClass("posWeight") - 1) * c["t"]) * Softplus(c, -c["x"])))
        {
            Numbers = Numbers.All & ~Numbers.Infinite, Reason = "0 · ∞",
        },
        new("BceWithLogitsLoss", ["x", "t"], c => binary_cross_entropy_with_logits(
            c["x"], c["t"], c.Array("weight")?.unsqueeze(-1), nn.Reduction.None, c.Array("posWeight")?.unsqueeze(-1)))
        {
            Variant = "operator", Numbers = Numbers.All & ~Numbers.Infinite, Reason = "0 · ∞",
        },
        new("MultiLabelSoftMarginLoss", ["x", "t"], c =>
            (c.PerClass("weight") * (c["t"] * Softplus(c, -c["x"]) + (1 - c["t"]) * Softplus(c, c["x"]))).mean([1]))
        {
            Numbers = Numbers.All & ~Numbers.Infinite, Reason = "0 · ∞",
        },
        new("SigmoidFocalLoss", ["x", "t"], c => SigmoidFocal(c))
        {
            Numbers = Numbers.Ordinary, Reason = "its power of a negative number is NaN, and its slope at 0 is infinite",
            Conditioning = "a target outside [0, 1] makes the base of the power a difference that cancels",
        },
    ];

    /// <summary>log(1 + exp(u)) to all digits; torch's own softplus has a threshold.</summary>
    public static Tensor Softplus(TorchCase c, Tensor u) => logaddexp(c.Constant(0), u);

    // [N, C, inner] is libtorch's own layout, with one spatial dimension.
    private static Tensor CrossEntropy(TorchCase c, string target, nn.Reduction reduction) => cross_entropy(
        c["x"], c[target], c.Array("weight"), target == "y" ? (long)c.Number("ignoreIndex") : -100, reduction, c.Number("labelSmoothing"));

    private static Tensor LinearCrossEntropy(TorchCase c, nn.Reduction reduction) => cross_entropy(
        c.Rows("x").matmul(c["w"].t()) + c["b"], c.Rows("y"), c.Array("weight"), (long)c.Number("ignoreIndex"), reduction, c.Number("labelSmoothing"));

    private static Tensor SoftmaxFocal(TorchCase c)
    {
        Tensor q = -c.AtLabel(c["x"].log_softmax(1), "y");
        return c.WeightOf("y") * (1 - exp(-q)).pow(c.Number("gamma")) * q;
    }

    private static Tensor SigmoidFocal(TorchCase c)
    {
        Tensor p = c["x"].sigmoid();
        Tensor u = c["t"] * (1 - p) + (1 - c["t"]) * p;
        double alpha = c.Number("alpha");
        Tensor factor = alpha >= 0 ? alpha * c["t"] + (1 - alpha) * (1 - c["t"]) : c.Constant(1);
        return ((1 - c["t"]) * c["x"] + Softplus(c, -c["x"])) * u.pow(c.Number("gamma")) * factor;
    }

    // libtorch checks what follows the end of a list too.
    private static Tensor Padded(Tensor lists) => where((lists < 0).cumsum(1) > 0, tensor(-1L), lists);
}
