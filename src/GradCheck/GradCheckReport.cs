using System.Globalization;

namespace LossGen;

/// <summary>An element whose gradient isn't the slope of the value.</summary>
/// <param name="Member">Which gradient it is: of BackwardEach or of Backward.</param>
/// <param name="Input">The input's name.</param>
/// <param name="Index">Of the element in the input's array.</param>
/// <param name="Sample">The sample it belongs to, or -1 in a shared input.</param>
/// <param name="Gradient">What the loss says.</param>
/// <param name="Slope">What the differences say.</param>
/// <param name="Allowed">What they may be apart.</param>
public readonly record struct GradCheckFailure(string Member, string Input, int Index, int Sample, double Gradient, double Slope, double Allowed)
{
    /// <inheritdoc />
    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture,
        $"{Member}: {Input}[{Index}]{(Sample < 0 ? "" : $" of sample {Sample}")} is {Gradient:R}, and by differences {Slope:R}: off by {Math.Abs(Gradient - Slope):g3}, allowed {Allowed:g3}");
}

/// <summary>What a check found.</summary>
public sealed class GradCheckReport
{
    private const int Shown = 10;

    internal GradCheckReport(IReadOnlyList<GradCheckFailure> failures, IReadOnlyList<string> remarks, int compared, int leftOut, double worst)
        => (Failures, Remarks, Compared, LeftOut, WorstError) = (failures, remarks, compared, leftOut, worst);

    /// <summary>Whether every element that was compared agrees, enough were, and the values are those of the forward members.</summary>
    public bool Passed => Failures.Count == 0 && Remarks.Count == 0;

    /// <summary>The elements that disagree.</summary>
    public IReadOnlyList<GradCheckFailure> Failures { get; }

    /// <summary>What else is wrong: a value that isn't that of Forward, too few elements compared.</summary>
    public IReadOnlyList<string> Remarks { get; }

    /// <summary>How many elements were compared.</summary>
    public int Compared { get; }

    /// <summary>How many were left out: near a corner, or where the value is no number.</summary>
    public int LeftOut { get; }

    /// <summary>The largest error of a compared element, of the scale of its sample, after what the differences may be off themselves.</summary>
    public double WorstError { get; }

    /// <summary>All of it, the first of many failures.</summary>
    public override string ToString()
    {
        IEnumerable<string> lines =
        [
            $"{Failures.Count} of {Compared} compared elements disagree ({LeftOut} left out near a corner)",
            .. Remarks,
            .. Failures.Take(Shown).Select(static failure => "  " + failure),
        ];
        return string.Join('\n', Failures.Count > Shown ? lines.Append("  …") : lines);
    }
}
