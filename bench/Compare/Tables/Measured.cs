namespace LossGen.Bench.Tables;

/// <summary>A figure of one loss.</summary>
/// <param name="Name">The loss.</param>
/// <param name="Figure">What was measured.</param>
/// <param name="AtLimit">The same if LossGen took no longer than the memory takes for the bytes.</param>
/// <param name="Remark">What is told of it beside the figure, where there is no limit to be told.</param>
internal readonly record struct Measured(string Name, double Figure, double? AtLimit = null, string Remark = "")
{
    public override string ToString() => $"{Name} {Figures.Of(Figure)}" + (AtLimit is { } limit ? $" ({Figures.Of(limit)})" : Remark.Length > 0 ? $" ({Remark})" : "");
}
