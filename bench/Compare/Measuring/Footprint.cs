namespace LossGen.Bench.Measuring;

/// <summary>What a loss costs before its first result, and what it leaves behind.</summary>
/// <param name="Name">The loss.</param>
/// <param name="FirstCall">Milliseconds of the first value and gradient in a process: compiling the members and the kernel.</param>
/// <param name="Allocated">Bytes of a thousand calls on one thread, value and value with gradient.</param>
/// <param name="AllocatedOnTwo">The same on two.</param>
internal sealed record Footprint(string Name, double FirstCall, long Allocated, long AllocatedOnTwo);
