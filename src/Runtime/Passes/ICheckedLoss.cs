using System.ComponentModel;

namespace LossGen.Passes;

/// <summary>
/// A loss as LossGen.GradCheck calls it, whatever its arguments: in double, with arrays in their order. Generated in projects that
/// reference that library, and needs nothing of it.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public interface ICheckedLoss
{
    /// <summary>Answers what is asked, with the formula of the loss that takes such arguments.</summary>
    /// <exception cref="ArgumentException">No formula takes them, or their lengths don't fit.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A label or a number lies outside of what is declared.</exception>
    void Answer(CheckedCall call);
}

/// <summary>What a gradient check asks: a member of the loss, or where its corners are.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public enum CheckedQuestion
{
    /// <summary>How many samples and losses there are, and on which side of each corner every sample lies.</summary>
    Sides,

    /// <summary>The reduced value.</summary>
    Forward,

    /// <summary>The losses.</summary>
    ForwardEach,

    /// <summary>The reduced value and its gradients.</summary>
    Backward,

    /// <summary>The gradients of the losses times upstream.</summary>
    BackwardEach,
}

/// <summary>What an input of a formula is to a gradient check.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public enum CheckedInput : byte
{
    /// <summary>Labels.</summary>
    Labels,

    /// <summary>Numbers of each sample that have no gradient.</summary>
    Numbers,

    /// <summary>Numbers of each sample, with a gradient.</summary>
    WithGradient,

    /// <summary>Numbers of the batch that have no gradient.</summary>
    Shared,

    /// <summary>Numbers of the batch, with a gradient.</summary>
    SharedWithGradient,
}
