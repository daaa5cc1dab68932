using LossGen.Bench.Contestants;
using TorchSharp;
using static LossGen.Bench.Rows.Operand;
using static TorchSharp.torch;
using static TorchSharp.torch.nn.functional;

namespace LossGen.Bench.Rows;

/// <summary>Losses of scores and a label.</summary>
internal static class ClassificationRows
{
    private const nn.Reduction Mean = nn.Reduction.Mean;

    private static readonly Operand[] s_labelled = [Output("x", "NC"), Label("y")];

    public static readonly LossRow[] All =
    [
        new(typeof(CrossEntropyLoss), s_labelled, [.. Shape.Classes, Shape.Image], c => cross_entropy(c["x"], c["y"], null, -100, Mean))
        {
            Native = "cross_entropy", Chain = nameof(Chains.CrossEntropy), Transcendental = true,
        },
        new(typeof(CrossEntropyLoss), [Output("x", "NC"), new("t", "NC", Draw.Probability)], Shape.Classes,
            c => cross_entropy(c["x"], c["t"], null, -100, Mean))
        {
            Suffix = " of probabilities", Transcendental = true,
        },
        new(typeof(NllLoss), [Output("x", "NC") with { AtLabels = true }, Label("y")], [.. Shape.Classes, Shape.Image], c => nll_loss(c["x"], c["y"], null, Mean)),
        new(typeof(SoftmaxFocalLoss), s_labelled, Shape.Classes, SoftmaxFocal) { Transcendental = true },
        new(typeof(ArcFaceLoss), [Output("x", "NC", Draw.Cosine), Label("y")], Shape.Classes, ArcFace) { Transcendental = true },
        new(typeof(LinearCrossEntropyLoss), [Output("x", "ND"), Output("w", "CD"), Output("b", "C"), Label("y")], Shape.Products,
            c => cross_entropy(linear(c["x"], c["w"], c["b"]), c["y"], null, -100, Mean))
        {
            Transcendental = true, Product = true,
        },
    ];

    private static Tensor SoftmaxFocal(Tensors c)
    {
        Tensor q = cross_entropy(c["x"], c["y"], null, -100, nn.Reduction.None);
        return ((1 - (-q).exp()).square() * q).mean();
    }

    private static Tensor ArcFace(Tensors c)
    {
        Tensor y = c["y"].unsqueeze(1);
        Tensor labelled = cos(acos(c["x"].gather(1, y)) + 0.5);
        return cross_entropy(c["x"].scatter(1, y, labelled) * 64, c["y"], null, -100, Mean);
    }
}
