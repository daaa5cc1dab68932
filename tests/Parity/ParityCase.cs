using LossGen.Definitions.Tests;
using LossGen.Definitions.Tests.Calls;
using LossGen.Definitions.Tests.Golden;
using LossGen.Definitions.Tests.Reference;
using LossGen.Parity.Tests.Rows;
using static TorchSharp.torch;

namespace LossGen.Parity.Tests;

/// <summary>One drawn case of a row, and what libtorch answers to it in double.</summary>
internal sealed class ParityCase(TorchRow row, Drawn drawn, Numbers numbers)
{
    private const int Neighbours = 4;

    private readonly double[] _upstream = drawn.Upstream();
    private Answers? _exact;

    public Drawn Drawn => drawn;

    public double[] Upstream => _upstream;

    public Numbers Numbers => numbers;

    /// <summary>Float has no squares of 10^±30.</summary>
    public IEnumerable<Precision> Precisions => numbers == Numbers.Extreme ? [Precision.Double] : [Precision.Float, Precision.Double];

    public Answers Exact => _exact ??= Answers.OfLibtorch(row, drawn, _upstream, float64);

    public Comparison OfLossGen(Precision precision) => Compare(Answers.OfLossGen(drawn, _upstream, precision));

    /// <summary>libtorch's own error when it computes the case in float.</summary>
    public Comparison OfLibtorchInFloat() => Compare(Answers.OfLibtorch(row, drawn, _upstream, float32));

    /// <summary>
    /// What rounding amounts to in that precision: how far libtorch is off when it computes in float, at the inputs and
    /// around them, where each input and parameter is moved by one rounding. One that is close by luck is not close again.
    /// </summary>
    public double Conditioning(Precision precision)
    {
        double theirs = Enumerable.Range(0, Neighbours)
            .Select(draw => Answers.OfLibtorch(row, Sensitivity.Rounded(drawn, Precision.Float, draw), _upstream, float32))
            .Max(answers => Compare(answers).Worst.Error);
        return Math.Max(theirs, OfLibtorchInFloat().Worst.Error) * (precision == Precision.Float ? 1 : Math.ScaleB(1, -29));
    }

    /// <summary>Within the stated bound; or, where the row says why it can't be, within four times what rounding amounts to.</summary>
    public bool IsAllowed(Comparison comparison, Precision precision)
        => comparison.Worst.Error <= Tolerance.Of(precision)
            || row.Conditioning is not null && comparison.Worst.Error <= 4 * Conditioning(precision);

    private Comparison Compare(Answers answers) => Comparison.Between(drawn, Exact, answers, _upstream);

    public override string ToString() => $"{numbers}: {drawn}";
}
