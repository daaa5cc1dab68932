using TorchSharp;
using static TorchSharp.torch;
using static TorchSharp.torch.nn.functional;

namespace LossGen.Parity.Tests.Rows;

/// <summary>Losses over distances and pairs.</summary>
internal static class EmbeddingRows
{
    private const Numbers Tame = Numbers.Ordinary | Numbers.Ties;
    private const string Squares = "squares of huge numbers have no digits, and NaN becomes a slope of 0 in its relu";

    private const string Distances = "the value is a difference of distances, which may be a hundred times as large";
    private const string Scores = "a score is a cosine or a product divided by a temperature, and e to the power of it is off by the score times a rounding";

    // PyTorch's ε is a float.
    private const float CosineEpsilon = 1e-12f;

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
        new("MarginRankingLoss", ["x1", "x2", "y"], c => relu(-c["y"] * (c["x1"] - c["x2"]) + c.Number("margin")))
        {
            Numbers = Numbers.Ordinary | Numbers.Ties | Numbers.Saturated, Reason = "its relu has slope 0 at NaN",
        },
        new("CosineEmbeddingLoss", ["x1", "x2", "y"], c => Cosine(c))
        {
            Numbers = Numbers.Ordinary, Reason = Squares, Conditioning = "the gradient at vectors that are nearly parallel is a difference of vectors that are nearly equal",
        },
        new("TripletMarginLoss", ["anchor", "positive", "negative"], c => Triplet(c, c.Number("p"), c.Number("eps")))
        {
            Numbers = Numbers.Ordinary, Reason = Squares, Conditioning = Distances,
        },
        new("TripletMarginWithDistanceLoss", ["anchor", "positive", "negative"], c => Triplet(c, 2, 1e-6))
        {
            Numbers = Numbers.Ordinary, Reason = Squares, Conditioning = Distances,
        },
        new("ContrastiveLoss", ["x1", "x2", "y"], c => Contrastive(c)) { Numbers = Numbers.Ordinary, Reason = Squares },
        new("InfoNceLoss", ["x", "key", "queue"], c => InfoNce(c)) { Numbers = Tame, Reason = Squares, Conditioning = Scores },
        new("NtXentLoss", ["x", "views", "self", "y"], c => NtXent(c)) { Numbers = Tame, Reason = Squares, Conditioning = Scores },
        new("ArcFaceLoss", ["x", "y"], c => ArcFace(c)) { Numbers = Numbers.Ordinary, Reason = "the slope of acos at its ends is infinite", Conditioning = Scores },
    ];

    private static Tensor Cosine(TorchCase c)
    {
        Tensor a = c.Rows("x1"), b = c.Rows("x2");
        Tensor cosine = (a * b).sum(1) / ((a.square().sum(1) + CosineEpsilon) * (b.square().sum(1) + CosineEpsilon)).sqrt();
        return where(c.Rows("y") == 1, 1 - cosine, relu(cosine - c.Number("margin")));
    }

    private static Tensor Triplet(TorchCase c, double p, double epsilon)
    {
        Tensor far = Distance(c.Rows("anchor"), c.Rows("negative"));
        if (c.Flag("swap"))
            far = minimum(far, Distance(c.Rows("positive"), c.Rows("negative")));
        return relu(c.Number("margin") + Distance(c.Rows("anchor"), c.Rows("positive")) - far);

        Tensor Distance(Tensor u, Tensor v) => linalg.vector_norm(u - v + epsilon, p, [1]);
    }

    private static Tensor Contrastive(TorchCase c)
    {
        Tensor distance = linalg.vector_norm(c.Rows("x1") - c.Rows("x2"), 2, [1]);
        return where(c.Rows("y") == 1, distance.square(), relu(c.Number("margin") - distance).square());
    }

    private static Tensor InfoNce(TorchCase c)
    {
        Tensor positive = (c.Rows("x") * c.Rows("key")).sum([1], keepdim: true);
        Tensor logits = cat([positive, c.Rows("x").matmul(c["queue"].t())], 1) / c.Number("temperature");
        return -logits.log_softmax(1).select(1, 0);
    }

    private static Tensor NtXent(TorchCase c)
    {
        Tensor logits = c.Rows("x").matmul(c["views"].t()) / c.Number("temperature");

        // A view that is said to be its own other one counts as that.
        Tensor isSelf = Marked("self") & ~Marked("y");
        Tensor others = logits.masked_fill(isSelf, double.NegativeInfinity).logsumexp(1);
        return others - logits.gather(1, c.Rows("y").unsqueeze(1)).squeeze(1);

        Tensor Marked(string places) => one_hot(c.Rows(places), c["views"].shape[0]).to_type(ScalarType.Bool);
    }

    private static Tensor ArcFace(TorchCase c)
    {
        Tensor x = c.Rows("x"), label = c.Rows("y").unsqueeze(1);
        Tensor turned = c.Number("scale") * (x.gather(1, label).acos() + c.Number("margin")).cos();
        return -(c.Number("scale") * x).scatter(1, label, turned).log_softmax(1).gather(1, label).squeeze(1);
    }
}
