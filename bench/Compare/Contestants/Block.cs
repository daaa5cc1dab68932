namespace LossGen.Bench.Contestants;

/// <summary>An array outside the managed heap.</summary>
internal readonly record struct Block(nint Address, int Length, int ElementSize)
{
    public long Bytes => (long)Length * ElementSize;
}
