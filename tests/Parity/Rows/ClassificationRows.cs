using TorchSharp;
using static TorchSharp.torch;
using static TorchSharp.torch.nn.functional;

namespace LossGen.Parity.Tests.Rows;

/// <summary>Losses over classes.</summary>
internal static class ClassificationRows
{
    public static readonly TorchRow[] All =
    [
        new("SoftMarginLoss", ["x", "y"], c => logaddexp(c.Constant(0), -c["y"] * c["x"])),
        new("SoftMarginLoss", ["x", "y"], c => soft_margin_loss(c["x"], c["y"], nn.Reduction.None))
        {
            Variant = "operator", WithoutGradient = ["y"], Numbers = Numbers.Ordinary | Numbers.Ties | Numbers.NaN, Reason = "it overflows",
        },

        new("MultiMarginLoss", ["x", "y"], c => multi_margin_loss(
            c.Rows("x"), c.Rows("y"), (int)c.Number("p"), c.Number("margin"), c.Array("weight"), nn.Reduction.None))
        {
            Variant = "operator", Numbers = Numbers.All & ~Numbers.NaN & ~Numbers.Infinite, Reason = "it leaves out terms that are NaN",
        },

        new("CrossEntropyLoss", ["x", "y"], c => CrossEntropy(c, "y", nn.Reduction.None))
        {
            Variant = "operator", Mean = c => CrossEntropy(c, "y", nn.Reduction.Mean),
            Numbers = Numbers.Finite, Reason = "it multiplies 0 and an infinite logarithm, and reads NaN in ignored samples",
        },
        new("CrossEntropyLoss", ["x", "t"], c => CrossEntropy(c, "t", nn.Reduction.None))
        {
            Variant = "operator", Mean = c => CrossEntropy(c, "t", nn.Reduction.Mean),
            Numbers = (Numbers.Finite | Numbers.NaN) & ~Numbers.Extreme, Reason = "it multiplies 0 and an infinite logarithm, and loses all digits of targets of 1e30",
        },
    ];

    // [N, C, inner] is libtorch's own layout, with one spatial dimension.
    private static Tensor CrossEntropy(TorchCase c, string target, nn.Reduction reduction) => cross_entropy(
        c["x"], c[target], c.Array("weight"), target == "y" ? (long)c.Number("ignoreIndex") : -100, reduction, c.Number("labelSmoothing"));
}
