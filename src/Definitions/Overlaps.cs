namespace LossGen;

/// <summary>One minus the Dice coefficient of a soft mask, for each sample and class.</summary>
/// <remarks>x are logits and t masks, both [N, D], with D the pixels of one class; 0 where the mask is empty.</remarks>
/// <param name="smooth">Added to both sides of the fraction.</param>
/// <param name="eps">The least denominator.</param>
[Loss("""
      both := sum[d](sigmoid(x[d])*t[d]);
      either := sum[d](sigmoid(x[d])) + sum[d](t[d]);
      { 1 - (2*both + smooth)/max(eps, either + smooth) if any[d](t[d] > 0); 0 otherwise }
      """, Inputs = "x[D], t[D]")]
public sealed partial class DiceLoss(double smooth = 0, double eps = 1e-7);

/// <summary>One minus the Jaccard coefficient (intersection over union) of a soft mask.</summary>
/// <remarks>x are logits and t masks, both [N, D]; 0 where the mask is empty.</remarks>
/// <param name="smooth">Added to both sides of the fraction.</param>
/// <param name="eps">The least denominator.</param>
[Loss("""
      both := sum[d](sigmoid(x[d])*t[d]);
      either := sum[d](sigmoid(x[d])) + sum[d](t[d]);
      { 1 - (both + smooth)/max(eps, either - both + smooth) if any[d](t[d] > 0); 0 otherwise }
      """, Inputs = "x[D], t[D]")]
public sealed partial class JaccardLoss(double smooth = 0, double eps = 1e-7);

/// <summary>Dice with weights of its own for what is wrongly marked and what is missed. Salehi et al. 2017.</summary>
/// <remarks>x are logits and t masks, both [N, D]; 0 where the mask is empty.</remarks>
/// <param name="alpha">The weight of false positives.</param>
/// <param name="beta">The weight of false negatives.</param>
/// <param name="smooth">Added to both sides of the fraction.</param>
/// <param name="eps">The least denominator.</param>
[Loss("""
      both := sum[d](sigmoid(x[d])*t[d]);
      wrong := sum[d](sigmoid(x[d])*(1 - t[d]));
      missed := sum[d](sigmoid(-x[d])*t[d]);
      { 1 - (both + smooth)/max(eps, both + alpha*wrong + beta*missed + smooth) if any[d](t[d] > 0); 0 otherwise }
      """, Inputs = "x[D], t[D]")]
public sealed partial class TverskyLoss(double alpha = 0.5, double beta = 0.5, double smooth = 0, double eps = 1e-7);
