using LossGen.Bench.Aot;
using LossGen.Bench.Contestants;
using LossGen.Bench.Measuring;

foreach (Call call in Calls.All)
{
    using var batch = new Batch(call.Operands, call.Shape, isDouble: false);
    Child.Tell(call.Name, Clock.Consecutive(Pace.Full, call.On(batch), 0.1));
}
