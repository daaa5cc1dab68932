using LossGen.Bench.Contestants;
using LossGen.Bench.Rows;

namespace LossGen.Bench.Aot;

/// <summary>A loss at the shape by which it is judged, and its value and gradient on a batch of it.</summary>
internal sealed record Call(string Name, Operand[] Operands, Shape Shape, Func<Batch, Func<double>> On);
