namespace LossGen;

/// <summary>The negative log-likelihood of counts under a Poisson distribution. PyTorch's PoissonNLLLoss.</summary>
/// <remarks>x and t are [N]. Stirling's term is for t &gt; 1 only.</remarks>
/// <param name="logInput">Whether x is the logarithm of the rate.</param>
/// <param name="full">Whether Stirling's approximation of log t! is added.</param>
/// <param name="eps">Added to the rate before its logarithm, where x is the rate itself.</param>
[Loss("""
      { exp(x) - t*x if logInput; x - t*log(x + eps) otherwise }
          + { { t*log(t) - t + log(2*pi*t)/2 if t > 1; 0 otherwise } if full; 0 otherwise }
      """, Inputs = "x, t")]
public sealed partial class PoissonNllLoss(bool logInput = true, bool full = false, double eps = 1e-8);

/// <summary>The divergence of a distribution from the model's log-probabilities, element by element. PyTorch's KLDivLoss.</summary>
/// <remarks>x are log-probabilities and t probabilities (or log-probabilities), both [N]; 0 log 0 is 0. For rows of C classes call with inner: C, and reduce by BatchMean.</remarks>
/// <param name="logTarget">Whether t are log-probabilities.</param>
[Loss("{ exp(t)*(t - x) if logTarget; xlogy(t, t) - t*x otherwise }", Inputs = "x, t")]
public sealed partial class KLDivLoss(bool logTarget = false);

/// <summary>The negative log-likelihood under a normal distribution with a variance for each element. PyTorch's GaussianNLLLoss.</summary>
/// <remarks>x, t and var are [N]. Below eps the variance has no slope, as the value has none.</remarks>
/// <param name="full">Whether the constant log(2π)/2 is added.</param>
/// <param name="eps">The least variance that is believed, greater than 0.</param>
[Loss("""
      v := clampmin(var, eps);
      (log(v) + (x - t)^2/v)/2 + { log(2*pi)/2 if full; 0 otherwise }
      """, Inputs = "x, t, var >= 0, eps > 0")]
public sealed partial class GaussianNllLoss(bool full = false, double eps = 1e-6);

/// <summary><see cref="GaussianNllLoss"/> with one variance for each row of D elements.</summary>
/// <remarks>x and t are [N, D], var [N]; there is a loss for each element.</remarks>
/// <param name="full">Whether the constant log(2π)/2 is added.</param>
/// <param name="eps">The least variance that is believed, greater than 0.</param>
[Loss("""
      v := clampmin(var, eps);
      l[d] := (log(v) + (x[d] - t[d])^2/v)/2 + { log(2*pi)/2 if full; 0 otherwise }
      """, Inputs = "x[D], t[D], var >= 0, eps > 0")]
public sealed partial class GaussianNllPerRowLoss(bool full = false, double eps = 1e-6);

/// <summary>The Jensen–Shannon divergence of two distributions, in nats.</summary>
/// <remarks>x and t are probabilities [N, C]; 0 log 0 is 0, and a class that neither has counts nothing and has no slope.</remarks>
[Loss("""
      sum[c]({ 0 if x[c] + t[c] == 0; xlogx(x[c]) + xlogx(t[c]) - 2*xlogx((x[c] + t[c])/2) otherwise })/2
      """, Inputs = "x[C] >= 0, t[C] >= 0")]
public sealed partial class JensenShannonLoss;
