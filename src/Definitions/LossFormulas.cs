namespace LossGen;

/// <summary>Formulas without a piece that is the user's own: put its definition before them.</summary>
public static class LossFormulas
{
    /// <summary>
    /// The triplet loss for any distance d of two arrays, with the parameters margin and swap and the inputs anchor, positive
    /// and negative: <c>[Loss("d(u, v) := …; " + LossFormulas.TripletMarginWithDistance, Inputs = "anchor[D], positive[D], negative[D]")]</c>.
    /// PyTorch's TripletMarginWithDistanceLoss.
    /// </summary>
    public const string TripletMarginWithDistance =
        "near := d(anchor, positive); far := { min(d(anchor, negative), d(positive, negative)) if swap; d(anchor, negative) otherwise }; max(0, margin + near - far)";
}
