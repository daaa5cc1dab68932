using LossGen.Bench.Rows;

namespace LossGen.Bench.Measuring;

/// <summary>Microseconds of value and gradient in float on one thread and on two, each in its own run of consecutive calls.</summary>
internal sealed record Threads(LossRow Row, Shape Shape, double One, double Two, double LibtorchOne, double LibtorchTwo, bool SameBits);
