namespace LossGen;

/// <summary>How the losses of a batch become one number.</summary>
public enum Reduction
{
    /// <summary>
    /// The sum of the losses divided by the sum of what each sample counts (the formula's <c>mean by</c>), or by the number
    /// of samples that aren't ignored. The mean of nothing is NaN.
    /// </summary>
    Mean,

    /// <summary>The sum of the losses; 0 for an empty batch.</summary>
    Sum,

    /// <summary>
    /// The sum of the losses divided by N, the leading extent of the batch, whatever the formula counts and whatever
    /// <c>inner</c> is: an element-wise loss over N rows of C numbers is called with <c>inner: C</c>. NaN for an empty batch.
    /// </summary>
    BatchMean,
}
