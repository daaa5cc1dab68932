using System.Runtime.Intrinsics;

namespace LossGen.Bench.Contestants;

/// <summary>Reads the inputs of a batch and writes its gradients, and does nothing else: what the memory takes.</summary>
internal sealed unsafe class StreamLimit
{
    // What is handled at a time of the longest array, so that reads and writes alternate as they do in a loss.
    private const long Step = 4096;

    private readonly Block[] _inputs;
    private readonly Block[] _atLabels;
    private readonly Block[] _gradients;
    private readonly int _rows;
    private readonly long _steps;
    private readonly bool _pastCaches;

    public StreamLimit(Batch batch, bool gradient, bool pastCaches)
    {
        _inputs = [.. batch.ReadWhole];
        _atLabels = [.. batch.ReadAtLabels];
        _rows = batch.Shape.N;
        _gradients = gradient ? [.. batch.Gradients] : [];
        _steps = Math.Max(1, _inputs.Concat(_gradients).Select(block => block.Bytes).DefaultIfEmpty().Max() / Step);
        _pastCaches = pastCaches;
    }

    public double Run()
    {
        Vector512<long> seen = default;
        foreach (Block block in _atLabels)
        {
            for (long row = 0; row < _rows; row++)
                seen ^= Vector512.Load((long*)(block.Address + (nint)(block.Bytes / _rows * row)));
        }

        for (long step = 0; step < _steps; step++)
        {
            foreach (Block block in _inputs)
            {
                (nint from, nint to) = Part(block, step);
                Vector512<long> a = default, b = default;
                for (; from + 128 <= to; from += 128)
                {
                    a ^= Vector512.Load((long*)from);
                    b ^= Vector512.Load((long*)(from + 64));
                }

                seen ^= a ^ b;
            }

            foreach (Block block in _gradients)
            {
                (nint from, nint to) = Part(block, step);
                if (_pastCaches)
                {
                    for (; from + 64 <= to; from += 64)
                        StorePastCaches(seen, from);
                }
                else
                {
                    for (; from + 64 <= to; from += 64)
                        Vector512.Store(seen, (long*)from);
                }
            }
        }

        return seen.ToScalar();
    }

    // Where there are no 512 bits, a store of them is two plain ones, whatever it is called.
    private static void StorePastCaches(Vector512<long> seen, nint to)
    {
        if (Vector512.IsHardwareAccelerated)
        {
            seen.StoreAlignedNonTemporal((long*)to);
        }
        else
        {
            seen.GetLower().StoreAlignedNonTemporal((long*)to);
            seen.GetUpper().StoreAlignedNonTemporal((long*)(to + 32));
        }
    }

    // Whole lines of the cache, so that what is written is written aligned.
    private (nint From, nint To) Part(Block block, long step)
    {
        long end = step + 1 == _steps ? block.Bytes : block.Bytes * (step + 1) / _steps & ~63L;
        return (block.Address + (nint)(block.Bytes * step / _steps & ~63L), block.Address + (nint)end);
    }
}
