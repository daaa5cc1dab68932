using LossGen.Bench.Rows;

namespace LossGen.Bench.Measuring;

/// <summary>Microseconds a call of everybody in one contest.</summary>
internal sealed record Cell(LossRow Row, Shape Shape, bool IsDouble, bool Gradient, int Elements, long Bytes)
{
    public required double LossGen { get; init; }

    public required double Libtorch { get; init; }

    public required double Stream { get; init; }

    public double? Native { get; init; }

    public double? Chain { get; init; }

    /// <summary>Whether the goals speak of it.</summary>
    public bool IsGoal => Gradient && !IsDouble && Shape == Row.Main;
}
