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
