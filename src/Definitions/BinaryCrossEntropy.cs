namespace LossGen;

/// <summary>Cross-entropy of probabilities with binary targets. PyTorch's BCELoss.</summary>
/// <remarks>x and t are [N, C], from 0 to 1, or [N] without a weight. Logarithms are cut off at −100, value and slope.</remarks>
/// <param name="weight">A weight for each class, 1 where there is none.</param>
[Loss("l[c] := -weight[c]*(t[c]*clampmin(log(x[c]), -100) + (1 - t[c])*clampmin(log(1 - x[c]), -100))",
      Inputs = "0 <= x[C] <= 1, 0 <= t[C] <= 1, weight[C] = 1")]
public sealed partial class BceLoss(double[]? weight = null);

/// <summary>Cross-entropy of logits with binary targets. PyTorch's BCEWithLogitsLoss.</summary>
/// <remarks>x and t are [N, C], or [N] without weights.</remarks>
/// <param name="weight">A weight for each class, 1 where there is none.</param>
/// <param name="posWeight">A weight for the positive part of each class, 1 where there is none.</param>
[Loss("l[c] := weight[c]*((1 - t[c])*x[c] + (1 + (posWeight[c] - 1)*t[c])*softplus(-x[c]))",
      Inputs = "x[C], t[C], weight[C] = 1, posWeight[C] = 1")]
public sealed partial class BceWithLogitsLoss(double[]? weight = null, double[]? posWeight = null);

/// <summary>Binary cross-entropy of the logits of several labels, averaged over the classes. PyTorch's MultiLabelSoftMarginLoss.</summary>
/// <remarks>x and t are [N, C].</remarks>
/// <param name="weight">A weight for each class, 1 where there is none.</param>
[Loss("sum[c](weight[c]*(t[c]*softplus(-x[c]) + (1 - t[c])*softplus(x[c])))/C", Inputs = "x[C], t[C], weight[C] = 1")]
public sealed partial class MultiLabelSoftMarginLoss(double[]? weight = null);

/// <summary>Binary cross-entropy of logits that counts hard elements more. Lin et al. 2017, torchvision's sigmoid_focal_loss.</summary>
/// <remarks>x are logits and t targets from 0 to 1, both [N].</remarks>
/// <param name="alpha">The weight of the positive class, or less than 0 for none.</param>
/// <param name="gamma">How much easy elements are played down, at least 0.</param>
[Loss("""
      u := t*sigmoid(-x) + (1 - t)*sigmoid(x);
      ((1 - t)*x + softplus(-x))*u^gamma*{ alpha*t + (1 - alpha)*(1 - t) if alpha >= 0; 1 otherwise }
      """, Inputs = "x, t, gamma >= 0")]
public sealed partial class SigmoidFocalLoss(double alpha = 0.25, double gamma = 2);
