using System.Collections.Immutable;
using LossGen.Generator.Algebra;
using LossGen.Generator.Binding;

namespace LossGen.Generator.Lowering;

/// <summary>All kernels of one formula, and how a call's extents are found.</summary>
/// <param name="Rows">One sample at a time, where the formula has axes.</param>
/// <param name="Columns">Neighbouring samples at once: always there.</param>
internal sealed record Program(
    LossTerms Terms, Shapes Shapes, ImmutableArray<Variant> Rows, ImmutableArray<Variant> Columns)
{
    public bool HasLabels => Terms.Loss.Inputs.Any(static i => i.Kind != InputKind.Number);

    public bool HasGradients => !Terms.Gradients.IsEmpty;

    public bool HasAxes => !Rows.IsEmpty;

    public IEnumerable<Kernel> Kernels => Rows.Concat(Columns).SelectMany(static v => v.Kernels);

    /// <summary>The inputs whose domains some kernel checks, in declared order.</summary>
    public IReadOnlyList<BoundInput> Checked =>
        Kernels.SelectMany(static k => k.Checks).Select(static v => v.Input).Distinct().OrderBy(static i => i.Ordinal).ToArray();

    public static Program Of(LossTerms terms, CancellationToken cancellation)
    {
        var kinds = new List<KernelKind> { KernelKind.Value };
        if (!terms.Gradients.IsEmpty)
            kinds.Add(KernelKind.Gradient);
        if (terms.Divisor is not null)
            kinds.Add(KernelKind.Divisor);
        var variants = new VariantBuilder(terms, cancellation);
        bool hasAxes = terms.Loss.Inputs.Any(static i => !i.Axes.IsEmpty);
        return new(
            terms,
            Shapes.Of(terms),
            hasAxes ? Build(LaneMode.Axis) : ImmutableArray<Variant>.Empty,
            Build(LaneMode.Samples));

        ImmutableArray<Variant> Build(LaneMode mode) => kinds.Select(kind => variants.Build(kind, mode)).ToImmutableArray();
    }
}
