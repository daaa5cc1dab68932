using System.Collections.Immutable;
using LossGen.Generator.Algebra;
using LossGen.Generator.Binding;

namespace LossGen.Generator.Lowering;

/// <summary>All kernels of one formula, and how a call's extents are found.</summary>
/// <param name="Rows">One sample at a time, where the formula has axes.</param>
/// <param name="Columns">Neighbouring samples at once: always there.</param>
internal sealed record Program(
    LossTerms Terms, Shapes Shapes, ImmutableArray<Kernel> Rows, ImmutableArray<Kernel> Columns)
{
    public bool HasLabels => Terms.Loss.Inputs.Any(static i => i.Kind != InputKind.Number);

    public bool HasGradients => !Terms.Gradients.IsEmpty;

    public bool HasAxes => !Rows.IsEmpty;

    public static Program Of(LossTerms terms, CancellationToken cancellation)
    {
        var kinds = new List<KernelKind> { KernelKind.Value };
        if (!terms.Gradients.IsEmpty)
            kinds.Add(KernelKind.Gradient);
        if (terms.Divisor is not null)
            kinds.Add(KernelKind.Divisor);
        bool hasAxes = terms.Loss.Inputs.Any(static i => !i.Axes.IsEmpty);
        return new(
            terms,
            Shapes.Of(terms),
            hasAxes ? Build(LaneMode.Axis) : ImmutableArray<Kernel>.Empty,
            Build(LaneMode.Samples));

        ImmutableArray<Kernel> Build(LaneMode mode) =>
            kinds.Select(kind => KernelBuilder.Build(terms, kind, mode, cancellation)).ToImmutableArray();
    }
}
