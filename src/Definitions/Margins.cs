namespace LossGen;

/// <summary>
/// Multi-class hinge: how far each other class comes within a margin of the labelled one, to a power, averaged over the
/// classes. PyTorch's MultiMarginLoss.
/// </summary>
/// <remarks>x are scores [N, C], y labels [N]. The weight is that of the labelled class, after the power. At the corner of the hinge the slope is 0.</remarks>
/// <param name="margin">The distance to be kept.</param>
/// <param name="p">1 or 2.</param>
/// <param name="weight">A weight for each class, 1 where there is none.</param>
[Loss("weight[y] * max(0, margin - x[y] + x[i])^p / C where i != y", Inputs = "x[C], y in C, weight[C] = 1, p in {1, 2}")]
public sealed partial class MultiMarginLoss(double margin = 1, int p = 1, double[]? weight = null);

/// <summary>Pulls what belongs together (y = 1) and pushes the rest (y = −1) beyond a margin. PyTorch's HingeEmbeddingLoss.</summary>
/// <remarks>x are distances, y is 1 or −1, both [N]; any other y is refused.</remarks>
/// <param name="margin">The distance to be kept from what doesn't belong.</param>
[Loss("{ x if y == 1; relu(margin - x) if y == -1 }", Inputs = "x, y in {-1, 1}")]
public sealed partial class HingeEmbeddingLoss(double margin = 1);

/// <summary>Logistic loss of a score and a sign. PyTorch's SoftMarginLoss, without its overflow.</summary>
/// <remarks>x are scores, y signs (or any numbers), both [N].</remarks>
[Loss("log(1 + exp(-y*x))", Inputs = "x, y")]
public sealed partial class SoftMarginLoss;

/// <summary>How far each absent class comes within a margin of each present one. PyTorch's MultiLabelMarginLoss.</summary>
/// <remarks>x are scores [N, C], y lists of labels [N, J] that end at the first −1; a label that is listed twice counts twice.</remarks>
[Loss("sum[j, i not in y](max(0, 1 - x[y[j]] + x[i]))/C", Inputs = "x[C], y[J] in C until -1")]
public sealed partial class MultiLabelMarginLoss;

/// <summary>Asks the first score to be the higher where y = 1 and the lower where y = −1. PyTorch's MarginRankingLoss.</summary>
/// <remarks>x1, x2 and y are [N]. At the corner of the hinge the slope is 0.</remarks>
/// <param name="margin">By how much.</param>
[Loss("max(0, -y*(x1 - x2) + margin)", Inputs = "x1, x2, y")]
public sealed partial class MarginRankingLoss(double margin = 0);
