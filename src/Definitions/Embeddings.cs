namespace LossGen;

/// <summary>Aligns two vectors where y = 1 and turns them apart where y = −1. PyTorch's CosineEmbeddingLoss.</summary>
/// <remarks>x1 and x2 are [N, D], y is 1 or −1, [N]. 1e-12 in single precision is added to each squared norm, as there.</remarks>
/// <param name="margin">The cosine up to which vectors that don't belong together may be aligned.</param>
[Loss("""
      a := sum[d](x1[d]^2) + 9.999999960041972e-13;
      b := sum[d](x2[d]^2) + 9.999999960041972e-13;
      cosine := sum[d](x1[d]*x2[d])/sqrt(a*b);
      { 1 - cosine if y == 1; max(0, cosine - margin) if y == -1 }
      """, Inputs = "x1[D], x2[D], y in {-1, 1}")]
public sealed partial class CosineEmbeddingLoss(double margin = 0);

/// <summary>Asks the anchor to be closer to the positive than to the negative. PyTorch's TripletMarginLoss.</summary>
/// <remarks>anchor, positive and negative are [N, D]. eps is added to each signed component, so the distance isn't symmetric, as there.</remarks>
/// <param name="margin">By how much, greater than 0.</param>
/// <param name="p">The norm, at least 1; infinity is allowed.</param>
/// <param name="eps">Added to each difference.</param>
/// <param name="swap">Whether the distance from the positive to the negative counts where it is the smaller.</param>
[Loss("d(u, v) := norm[i](u[i] - v[i] + eps, p); " + LossFormulas.TripletMarginWithDistance,
      Inputs = "anchor[D], positive[D], negative[D], margin > 0, p >= 1")]
public sealed partial class TripletMarginLoss(double margin = 1, double p = 2, double eps = 1e-6, bool swap = false);

/// <summary><see cref="TripletMarginLoss"/> with the default distance of PyTorch's TripletMarginWithDistanceLoss.</summary>
/// <remarks>anchor, positive and negative are [N, D]. For a distance of your own see <see cref="LossFormulas.TripletMarginWithDistance"/>.</remarks>
/// <param name="margin">By how much, greater than 0.</param>
/// <param name="swap">Whether the distance from the positive to the negative counts where it is the smaller.</param>
[Loss("d(u, v) := norm[i](u[i] - v[i] + 1e-6); " + LossFormulas.TripletMarginWithDistance,
      Inputs = "anchor[D], positive[D], negative[D], margin > 0")]
public sealed partial class TripletMarginWithDistanceLoss(double margin = 1, bool swap = false);

/// <summary>Draws pairs that belong together (y = 1) and pushes others (y = 0) beyond a margin. Hadsell et al. 2006.</summary>
/// <remarks>x1 and x2 are [N, D], y is 0 or 1, [N].</remarks>
/// <param name="margin">The distance to be kept.</param>
[Loss("""
      { sum[i]((x1[i] - x2[i])^2) if y == 1; relu(margin - norm[i](x1[i] - x2[i]))^2 if y == 0 }
      """, Inputs = "x1[D], x2[D], y in {0, 1}")]
public sealed partial class ContrastiveLoss(double margin = 1);

/// <summary>The softmax of a query's similarity to its key among a queue of other keys. van den Oord et al. 2018; He et al. 2020.</summary>
/// <remarks>x and key are [N, D], queue [M, D] is shared by the batch.</remarks>
/// <param name="temperature">What similarities are divided by, greater than 0.</param>
[Loss("""
      softplus(lse[m](sum[d](x[d]*queue[m, d])/temperature) - sum[d](x[d]*key[d])/temperature)
      """, Inputs = "x[D], key[D], shared queue[M, D], temperature > 0")]
public sealed partial class InfoNceLoss(double temperature = 0.07);

/// <summary>The softmax of a view's similarity to its other view among all views of the batch but itself. Chen et al. 2020.</summary>
/// <remarks>x are embeddings [N, D]; views [M, D], shared by the batch, are all of them; self and y are the places of x and of its other view among them.</remarks>
/// <param name="temperature">What similarities are divided by, greater than 0.</param>
[Loss("""
      s[m] := sum[d](x[d]*views[m, d])/temperature;
      softplus(lse[m : m != self and m != y](s[m]) - s[y])
      """, Inputs = "x[D], shared views[M, D], self in M, y in M, temperature > 0")]
public sealed partial class NtXentLoss(double temperature = 0.5);

/// <summary>Cross-entropy of scaled cosines, with a margin added to the angle of the labelled class. Deng et al. 2019.</summary>
/// <remarks>x are cosines [N, C], y labels [N].</remarks>
/// <param name="scale">What cosines are multiplied by.</param>
/// <param name="margin">The angle in radians that is added.</param>
[Loss("""
      softplus(lse[c != y](scale*x[c]) - scale*cos(acos(x[y]) + margin))
      """, Inputs = "-1 <= x[C] <= 1, y in C")]
public sealed partial class ArcFaceLoss(double scale = 64, double margin = 0.5);
