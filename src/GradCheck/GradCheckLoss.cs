namespace LossGen;

/// <summary>What is checked: the members of a loss, as far as it has them, over arrays in the order of the inputs.</summary>
/// <remarks>
/// Labels, extents and parameters are the delegates' own. Outputs hold NaN before each call, so that what isn't written shows.
/// </remarks>
public sealed class GradCheckLoss
{
    /// <param name="samples">How many samples there are: N·inner.</param>
    /// <param name="inner">The trailing extent of the layout.</param>
    /// <param name="lossesPerSample">How many losses each sample has: the product of the result's axes.</param>
    /// <exception cref="ArgumentOutOfRangeException">One of them is less than 1, or <paramref name="inner"/> doesn't divide <paramref name="samples"/>.</exception>
    public GradCheckLoss(int samples, int inner = 1, int lossesPerSample = 1)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(samples, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(inner, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(lossesPerSample, 1);
        if (samples % inner != 0)
            throw new ArgumentOutOfRangeException(nameof(inner), inner, $"{samples} samples are no multiple of inner = {inner}.");
        Samples = samples;
        Inner = inner;
        LossesPerSample = lossesPerSample;
    }

    /// <summary>N·inner.</summary>
    public int Samples { get; }

    /// <summary>The trailing extent of the layout.</summary>
    public int Inner { get; }

    /// <summary>The product of the result's axes.</summary>
    public int LossesPerSample { get; }

    /// <summary>The losses, one a sample and result index: (inputs, losses).</summary>
    public Action<double[][], double[]>? ForwardEach { get; init; }

    /// <summary>The gradients of Σ upstream · loss: (inputs, upstream, gradients); null stands for the gradient of an input that has none.</summary>
    public Action<double[][], double[], double[][]>? BackwardEach { get; init; }

    /// <summary>The reduced value.</summary>
    public Func<double[][], double>? Forward { get; init; }

    /// <summary>The reduced value and its gradients: (inputs, gradients).</summary>
    public Func<double[][], double[][], double>? Backward { get; init; }

    /// <summary>
    /// A number that tells on which side of each corner of the loss the inputs lie: where it changes within the step, nothing
    /// is compared. Null if second differences alone shall find the corners.
    /// </summary>
    public Func<double[][], long>? Sides { get; init; }

    /// <summary>The sample of an element of an array of this length.</summary>
    internal int SampleOf(int element, int length)
    {
        int row = Math.Max(1, length / (Samples / Inner));
        return element / row * Inner + element % Inner;
    }
}
