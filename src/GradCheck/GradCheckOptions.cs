namespace LossGen;

/// <summary>How a check is made.</summary>
public sealed record GradCheckOptions
{
    /// <summary>Of the upstream gradient, and of the elements that are looked at if there are too many.</summary>
    public int Seed { get; init; } = 1;

    /// <summary>
    /// What an element may be off, of the largest magnitude in its sample's gradient, which counts as a tenth of the upstream
    /// gradient at least (of 1/N, in a reduced value). Central differences of fourth order in double are worth 1e-8.
    /// </summary>
    public double Tolerance { get; init; } = 1e-8;

    /// <summary>How many elements of each input are looked at, drawn if it has more.</summary>
    public int MaximumElements { get; init; } = 1000;

    /// <summary>Which share of the elements may be left out near corners before the check fails.</summary>
    public double MaximumLeftOut { get; init; } = 0.25;
}
