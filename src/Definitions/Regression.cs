namespace LossGen;

/// <summary>The distance of a prediction from its target. PyTorch's L1Loss.</summary>
/// <remarks>x and t are [N]. The slope at x = t is 0.</remarks>
[Loss("|x - t|", Inputs = "x, t")]
public sealed partial class L1Loss;

/// <summary>The squared distance of a prediction from its target. PyTorch's MSELoss.</summary>
/// <remarks>x and t are [N].</remarks>
[Loss("(x - t)^2", Inputs = "x, t")]
public sealed partial class MseLoss;

/// <summary>Squared near the target and linear away from it, scaled to slope 1. PyTorch's SmoothL1Loss.</summary>
/// <remarks>x and t are [N]. With beta = 0 it is <see cref="L1Loss"/>.</remarks>
/// <param name="beta">Where the square ends, at least 0.</param>
[Loss("""
      d := |x - t|;
      { d if beta == 0; d^2/(2*beta) if d < beta; d - beta/2 otherwise }
      """, Inputs = "x, t, beta >= 0")]
public sealed partial class SmoothL1Loss(double beta = 1);

/// <summary>Squared near the target and linear away from it. PyTorch's HuberLoss.</summary>
/// <remarks>x and t are [N].</remarks>
/// <param name="delta">Where the square ends, greater than 0.</param>
[Loss("""
      d := |x - t|;
      { d^2/2 if d < delta; delta*(d - delta/2) otherwise }
      """, Inputs = "x, t, delta > 0")]
public sealed partial class HuberLoss(double delta = 1);

/// <summary>The weighted distance from the target; the mean is weighted too. PyTorch's l1_loss with a weight.</summary>
/// <remarks>x, t and w are [N].</remarks>
[Loss("w*|x - t|; mean by w", Inputs = "x, t, w")]
public sealed partial class WeightedL1Loss;

/// <summary>The weighted squared distance from the target; the mean is weighted too. PyTorch's mse_loss with a weight.</summary>
/// <remarks>x, t and w are [N].</remarks>
[Loss("w*(x - t)^2; mean by w", Inputs = "x, t, w")]
public sealed partial class WeightedMseLoss;

/// <summary><see cref="HuberLoss"/> with a weight for each element; the mean is over the elements. PyTorch's huber_loss with a weight.</summary>
/// <remarks>x, t and w are [N].</remarks>
/// <param name="delta">Where the square ends, greater than 0.</param>
[Loss("""
      d := |x - t|;
      w*{ d^2/2 if d < delta; delta*(d - delta/2) otherwise }
      """, Inputs = "x, t, w, delta > 0")]
public sealed partial class WeightedHuberLoss(double delta = 1);

/// <summary>The logarithm of the hyperbolic cosine of the error: nearly a square near 0 and linear away from it.</summary>
/// <remarks>x and t are [N]. Exact for small errors, where the usual form has no digits.</remarks>
[Loss("log(cosh(x - t))", Inputs = "x, t")]
public sealed partial class LogCoshLoss;

/// <summary>The pinball loss, whose minimum is a quantile of the target.</summary>
/// <remarks>x and t are [N].</remarks>
/// <param name="quantile">From 0 to 1; 0.5 is half of <see cref="L1Loss"/>.</param>
[Loss("""
      d := t - x;
      max(quantile*d, (quantile - 1)*d)
      """, Inputs = "x, t, 0 <= quantile <= 1")]
public sealed partial class QuantileLoss(double quantile = 0.5);

/// <summary>Logarithmic near the target and linear away from it: small errors count more. Feng et al. 2018.</summary>
/// <remarks>x and t are [N].</remarks>
/// <param name="width">Where the logarithm ends, greater than 0.</param>
/// <param name="curvature">How curved it is near 0, greater than 0.</param>
[Loss("""
      d := |x - t|;
      { width*log(1 + d/curvature) if d < width; d - width + width*log(1 + width/curvature) otherwise }
      """, Inputs = "x, t, width > 0, curvature > 0")]
public sealed partial class WingLoss(double width = 10, double curvature = 2);
