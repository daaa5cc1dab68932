namespace LossGen.Passes;

/// <summary>
/// How a batch is cut: into equal runs of positions, the last one shorter. A function of the batch alone, never of the
/// number of threads, because where a sum is cut decides its last bits.
/// </summary>
internal readonly struct Chunks
{
    /// <summary>The most chunks, so that their partials fit on a stack.</summary>
    internal const int Most = 64;

    /// <summary>Below this, handing a chunk to another thread costs more than the chunk.</summary>
    internal const int LeastElements = 8192;

    // From this many on a batch is cut.
    private const int ElementsOfTwo = 2 * LeastElements;

    // Lanes run along the positions in many passes: whole vectors in every chunk but the last, whatever the width.
    private const int Granule = 64;

    private readonly nint _start;
    private readonly nint _positions;
    private readonly nint _size;

    /// <summary>Whether a batch isn't cut.</summary>
    internal static bool AreOne(nint positions, nint elementsPerPosition)
        => positions < ElementsOfTwo && elementsPerPosition < ElementsOfTwo && positions * elementsPerPosition < ElementsOfTwo;

    /// <summary>Cuts a batch that <see cref="AreOne">isn't one chunk</see>.</summary>
    /// <param name="positions">How many there are.</param>
    /// <param name="elementsPerPosition">How many elements each reads.</param>
    /// <param name="start">The first position.</param>
    internal Chunks(nint positions, nint elementsPerPosition, nint start)
    {
        long wanted = Math.Clamp((long)(positions * (double)elementsPerPosition / LeastElements), 1, Most);
        long size = Math.Max(1, (positions + wanted - 1) / wanted);
        if (size >= 8 * Granule)
            size = (size + Granule - 1) / Granule * Granule;

        _start = start;
        _positions = positions;
        _size = (nint)size;
        Count = (int)((positions + size - 1) / size);
    }

    internal int Count { get; }

    internal nint Start(int chunk) => _start + chunk * _size;

    internal nint End(int chunk) => _start + Math.Min((chunk + 1) * _size, _positions);
}
