using System.Collections.Immutable;
using LossGen.Generator.Algebra;
using LossGen.Generator.Binding;

namespace LossGen.Generator.Lowering;

/// <summary>All kernels of one formula, and how a call's extents are found.</summary>
/// <param name="Rows">One sample at a time, where the formula has axes.</param>
/// <param name="Columns">Neighbouring samples at once: always there.</param>
/// <param name="Shared">What adds to the gradients of shared inputs after each block of samples.</param>
/// <param name="Saved">What each sample of a block saves for that.</param>
internal sealed record Program(
    LossTerms Terms, Shapes Shapes, ImmutableArray<Variant> Rows, ImmutableArray<Variant> Columns,
    ImmutableArray<SharedPass> Shared, ImmutableArray<Gradient> Saved)
{
    /// <summary>What tells a gradient check where the corners are; null where nobody checks or there is no gradient.</summary>
    public SidesPass? Sides { get; private init; }

    public bool HasLabels => Terms.Loss.Inputs.Any(static i => i.Kind != InputKind.Number);

    public bool HasGradients => !Terms.Gradients.IsEmpty;

    public bool HasAxes => !Rows.IsEmpty;

    /// <summary>
    /// Whether samples of few elements are turned over by the block, for the kernels of columns: lists of labels aren't.
    /// </summary>
    public bool HasBlocks => HasAxes
        && Terms.Loss.Inputs.All(static i => i.Kind == InputKind.Number || i.Axes.IsEmpty)
        && Terms.Loss.Inputs.Any(static i => !i.IsShared && !i.Axes.IsEmpty);

    /// <summary>The axes whose indices are numbers of T, each alone or several as one: as long as T has numbers.</summary>
    public IReadOnlyList<ImmutableArray<BoundAxis>> Numbered => NumberedAxes.Of(Terms);

    public IEnumerable<Kernel> Kernels => Rows.Concat(Columns).Concat(Shared.SelectMany(static s => s.Variants)).SelectMany(static v => v.Kernels);

    /// <summary>The inputs whose domains some kernel checks, in declared order.</summary>
    public IReadOnlyList<BoundInput> Checked =>
        Kernels.SelectMany(static k => k.Checks).Select(static v => v.Input).Distinct().OrderBy(static i => i.Ordinal).ToArray();

    /// <param name="hasNotes">Whether the kernels say what was decided, and why.</param>
    public static Program Of(LossTerms terms, bool hasNotes, CancellationToken cancellation)
    {
        var kinds = new List<KernelKind> { KernelKind.Value };
        if (!terms.Gradients.IsEmpty)
            kinds.Add(KernelKind.Gradient);
        if (terms.Divisor is not null)
            kinds.Add(KernelKind.Divisor);
        var (samples, shared) = SharedGradients.Split(terms);
        var variants = new VariantBuilder(samples, null, hasNotes, cancellation);
        bool hasAxes = !terms.ResultBinders.IsEmpty || terms.Loss.Inputs.Any(static i => !i.Axes.IsEmpty);
        return new(
            terms,
            Shapes.Of(terms),
            hasAxes ? Build(LaneMode.Axis) : ImmutableArray<Variant>.Empty,
            Build(LaneMode.Samples),
            shared.Select(s => SharedPass.Of(s, hasAxes, hasNotes, cancellation)).ToImmutableArray(),
            samples.Gradients.Where(static g => g.IsSaved).ToImmutableArray());

        ImmutableArray<Variant> Build(LaneMode mode) => kinds.Select(kind => variants.Build(kind, mode)).ToImmutableArray();
    }

    /// <param name="sides">The same loss, with what changes at its corners in the place of its value.</param>
    public Program WithSides(LossTerms sides, CancellationToken cancellation) => this with { Sides = SidesPass.Of(sides, cancellation) };
}

/// <summary>Of each sample a number that tells on which side of every corner its inputs lie.</summary>
/// <param name="Kernel">One for all layouts and parameters, as nobody waits for it; null where the loss has no corner.</param>
internal sealed record SidesPass(Kernel? Kernel)
{
    public static SidesPass Of(LossTerms sides, CancellationToken cancellation) => new(sides.Value is NumberTerm
        ? null
        : KernelBuilder.Build(sides, Case.Any, KernelKind.Value, LaneMode.Samples, null, new Spelling(sides.Factory), new KernelTables(), null, cancellation) with { IsPeeled = false });
}

/// <summary>Adds what a block of samples has saved to gradients of shared inputs.</summary>
/// <param name="Row">The axis of the rows that it goes through; null where one turn adds to all.</param>
/// <param name="Rows">The samples one at a time, where the formula has axes.</param>
/// <param name="Columns">Neighbouring samples at once.</param>
internal sealed record SharedPass(ImmutableArray<BoundInput> Inputs, BoundAxis? Row, Variant? Rows, Variant Columns)
{
    public IEnumerable<Variant> Variants => Rows is null ? [Columns] : [Rows, Columns];

    public static SharedPass Of(SharedGradient shared, bool hasAxes, bool hasNotes, CancellationToken cancellation)
    {
        var variants = new VariantBuilder(shared.Terms, shared, hasNotes, cancellation);
        return new(
            shared.Inputs.ToImmutableArray(),
            shared.Row?.Axis,
            hasAxes ? variants.Build(KernelKind.Shared, LaneMode.Axis) : null,
            variants.Build(KernelKind.Shared, LaneMode.Samples));
    }
}
