namespace LossGen;

/// <summary>The negative log-probability, under the softmax of the scores, of the label or of a distribution. PyTorch's CrossEntropyLoss.</summary>
/// <remarks>
/// x are scores [N, C, inner]; y labels [N, inner], or t probabilities [N, C, inner]. With labels the mean is weighted by
/// weight[y]; with probabilities it is the mean over the samples. Exact in the tail: a confident model still has a loss.
/// </remarks>
/// <param name="weight">A weight for each class, 1 where there is none.</param>
/// <param name="ignoreIndex">A sample with this label isn't read.</param>
/// <param name="labelSmoothing">How much of the target is spread over all classes, from 0 to 1.</param>
[Loss("""
      z := lse[c](x[c]);
      (1 - labelSmoothing)*weight[y]*(z - x[y])
          + { labelSmoothing/C*sum[c](weight[c]*(z - x[c])) if labelSmoothing > 0; 0 otherwise };
      mean by weight[y]
      """, Inputs = "x[C], y in C ignoring ignoreIndex, weight[C] = 1, 0 <= labelSmoothing <= 1")]
[Loss("""
      z := lse[c](x[c]);
      q[c] := (1 - labelSmoothing)*t[c] + labelSmoothing/C;
      sum[c](weight[c]*q[c]*(z - x[c]))
      """, Inputs = "x[C], t[C], weight[C] = 1")]
public sealed partial class CrossEntropyLoss(double[]? weight = null, int ignoreIndex = -100, double labelSmoothing = 0);

/// <summary>The negative log-probability of the label. PyTorch's NLLLoss.</summary>
/// <remarks>x are log-probabilities [N, C, inner], y labels [N, inner]. The mean is weighted by weight[y].</remarks>
/// <param name="weight">A weight for each class, 1 where there is none.</param>
/// <param name="ignoreIndex">A sample with this label isn't read.</param>
[Loss("-weight[y]*x[y]; mean by weight[y]", Inputs = "x[C], y in C ignoring ignoreIndex, weight[C] = 1")]
public sealed partial class NllLoss(double[]? weight = null, int ignoreIndex = -100);

/// <summary>Cross-entropy that counts hard samples more. Lin et al. 2017.</summary>
/// <remarks>x are scores [N, C], y labels [N].</remarks>
/// <param name="gamma">How much easy samples are played down, at least 0.</param>
/// <param name="weight">A weight for each class, 1 where there is none.</param>
[Loss("""
      q := lse[c](x[c]) - x[y];
      weight[y]*(1 - exp(-q))^gamma*q
      """, Inputs = "x[C], y in C, weight[C] = 1, gamma >= 0")]
public sealed partial class SoftmaxFocalLoss(double gamma = 2, double[]? weight = null);

/// <summary>A linear layer and <see cref="CrossEntropyLoss"/> in one, without a buffer of scores. PyTorch's LinearCrossEntropyLoss.</summary>
/// <remarks>x are features [N, D]; w [C, D] and b [C] are shared by the batch; y are labels [N].</remarks>
/// <param name="weight">A weight for each class, 1 where there is none.</param>
/// <param name="ignoreIndex">A sample with this label isn't read.</param>
/// <param name="labelSmoothing">How much of the target is spread over all classes, from 0 to 1.</param>
[Loss("""
      z[c] := sum[d](x[d]*w[c, d]) + b[c];
      s := lse[c](z[c]);
      (1 - labelSmoothing)*weight[y]*(s - z[y])
          + { labelSmoothing/C*sum[c](weight[c]*(s - z[c])) if labelSmoothing > 0; 0 otherwise };
      mean by weight[y]
      """, Inputs = "x[D], shared w[C, D], shared b[C], y in C ignoring ignoreIndex, weight[C] = 1, 0 <= labelSmoothing <= 1")]
public sealed partial class LinearCrossEntropyLoss(double[]? weight = null, int ignoreIndex = -100, double labelSmoothing = 0);
