using LossGen.Definitions.Tests;
using LossGen.Definitions.Tests.Calls;
using LossGen.Definitions.Tests.Reference;
using LossGen.Generator.Binding;

namespace LossGen.Formulas.Tests.Running;

/// <summary>What the naive evaluator says of a drawn loss, and how far from it a number may be.</summary>
internal sealed class Expected
{
    private readonly Drawn _drawn;
    private readonly Dual[] _losses;
    private readonly Sensitivity _sensitivity;
    private readonly Dictionary<BoundInput, double[]> _slopes;
    private readonly Dictionary<BoundInput, double[]> _scales;

    public Expected(Drawn drawn)
    {
        _drawn = drawn;
        Upstream = drawn.Upstream();
        ReferenceLoss reference = drawn.Reference();
        _losses = reference.Each();
        IsDecidedByRounding = reference.IsDecidedByRounding();
        _slopes = Batch.Loss.Inputs.Where(input => input.HasGradient).ToDictionary(input => input, input => reference.Gradient(input, Upstream));
        _scales = Tolerance.Scales(Batch, _slopes, Upstream);
        _sensitivity = new Sensitivity(drawn, Upstream, Precision.Double);
    }

    public ReferenceBatch Batch => _drawn.Batch;

    public double[] Upstream { get; }

    /// <summary>Whether rounding decides which case a loss takes, so that the naive evaluator may take another.</summary>
    public bool IsDecidedByRounding { get; }

    public IEnumerable<BoundInput> Inputs => _slopes.Keys;

    public double[] Losses => [.. _losses.Select(loss => loss.Value)];

    /// <summary>
    /// Sixty-four roundings of everything that leads to a loss, for the naive evaluator rounds too, and what it may miss of a
    /// gamma function.
    /// </summary>
    public double[] AllowedOfLosses =>
        [.. Tolerance.Roundings(_losses, Precision.Double).Zip(_losses, (rounding, loss) => 8 * rounding + 1e-12 * Math.Max(1, Math.Abs(loss.Value)))];

    public double[] Slopes(BoundInput input) => _slopes[input];

    public double[] Scales(BoundInput input) => _scales[input];

    /// <summary>
    /// What inputs that are rounded once may do to a slope, and what the naive evaluator makes of 1 - sigmoid(30); computed
    /// where somebody asks.
    /// </summary>
    public double[] Spread(BoundInput input)
        => [.. _sensitivity.Gradient(input).Zip(_drawn.Reference().GradientError(input, Upstream), (spread, error) => spread + Math.ScaleB(error, -53))];

    /// <summary>The slopes by central differences, NaN near a corner, and how far they may be off.</summary>
    public double[] ByDifferences(BoundInput input, out double[] errors) => _drawn.Reference().GradientByDifferences(input, Upstream, out errors);

    /// <summary>
    /// Whether the plain form has a number for the loss that an element belongs to: it may overflow, or be a mean of nothing.
    /// </summary>
    public bool HasNumber(BoundInput input, int element)
    {
        int elements = Batch.ElementsOf(input);
        int results = Batch.LossesPerSample;
        int position = element / (elements * Batch.Inner) * Batch.Inner + element % Batch.Inner;
        return input.IsShared
            ? Array.TrueForAll(_losses, loss => double.IsFinite(loss.Value))
            : Enumerable.Range(0, results).All(result => double.IsFinite(_losses[Batch.Offset(position, result, results)].Value));
    }
}
