using System.Collections.Immutable;
using LossGen.Generator.Algebra;
using LossGen.Generator.Binding;

namespace LossGen.Generator.Lowering;

internal enum KernelKind
{
    /// <summary>The losses: their sum, and one by one where asked.</summary>
    Value,

    /// <summary>The losses' sum and every gradient that is wanted; of shared inputs, what their gradients need of each sample.</summary>
    Gradient,

    /// <summary>Gradients of shared inputs, from what the samples of a block have saved.</summary>
    Shared,

    /// <summary>The sum of <c>mean by</c> alone, which Backward needs before it scales.</summary>
    Divisor,
}

/// <summary>What the elements of a lane are.</summary>
internal enum LaneMode
{
    /// <summary>Neighbouring samples: positions that lie side by side in memory.</summary>
    Samples,

    /// <summary>One sample at a time; the lane runs along the last axis of the arrays.</summary>
    Axis,
}

/// <summary>One pass over a range of positions, ready to be written as C#.</summary>
/// <param name="Case">Of the parameters, for which it is right.</param>
/// <param name="Arrays">What it reads and writes, in the order in which the member adds them.</param>
/// <param name="RowAxis">Of the shared arrays whose rows the pass goes through, with the samples inside; else null.</param>
/// <param name="RowStart">Once a row, before its samples; without rows before all samples.</param>
/// <param name="RowEnd">The same, after them.</param>
/// <param name="Preamble">Once a call: parameters, and what depends on nothing else.</param>
/// <param name="Body">Once a sample, or once a lane of samples.</param>
/// <param name="Checks">Of the domains of inputs.</param>
/// <param name="ScratchAxes">For each scratch array the axes that it holds.</param>
/// <param name="IsPeeled">Of lanes of samples: whether the body is written twice, for whole lanes and then for the rest.</param>
/// <param name="LaneCalls">Operations on lanes in the text: the inliner stops at a limit.</param>
/// <param name="Notes">What was decided and why, where Explain asks.</param>
internal sealed record Kernel(
    KernelKind Kind,
    LaneMode Mode,
    Case Case,
    ImmutableArray<KernelArray> Arrays,
    BoundAxis? RowAxis,
    Block RowStart,
    Block RowEnd,
    Block Preamble,
    Block Body,
    ImmutableArray<DomainCheck> Checks,
    ImmutableArray<ImmutableArray<BoundAxis>> ScratchAxes,
    bool HasDivisor,
    bool IsPeeled,
    int LaneCalls,
    ImmutableArray<string> Notes)
{
    /// <summary>The inputs whose gradients a shared pass adds to, in declared order.</summary>
    public ImmutableArray<BoundInput> Shared { get; init; } = ImmutableArray<BoundInput>.Empty;

    /// <summary>Whether the parameters of its case leave nothing of what a shared pass adds.</summary>
    public bool IsEmpty => RowStart.Statements.Count + Body.Statements.Count + RowEnd.Statements.Count == 0;

    /// <summary>Measured: the JIT stops inlining at 512 locals, and a kernel that calls its lanes is five to ten times slower.</summary>
    public const int MostLaneCalls = 250;

    /// <summary>
    /// What can be kept from it stays well below the limit, for a lane call is more or less: a kernel of 250 with many loops was
    /// seen off the inliner.
    /// </summary>
    public const int ManyLaneCalls = MostLaneCalls * 4 / 5;
}

/// <summary>How a kernel knows whether all that it read of an input lies in its domain.</summary>
/// <param name="Seen">What it remembers on the way, and what that begins with.</param>
/// <param name="Outside">A mask, of what it remembers at the end.</param>
internal sealed record DomainCheck(BoundInput Input, ImmutableArray<(Variable Variable, double Start)> Seen, Expression Outside);
