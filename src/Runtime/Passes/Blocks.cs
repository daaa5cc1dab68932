using System.ComponentModel;

namespace LossGen.Passes;

/// <summary>
/// How many positions are handled before what they saved is added up: as many as stay near the processor, a function of the
/// call's shape alone, never of the number of threads.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class Blocks
{
    /// <summary>The fewest positions, whatever they save: each block reads and writes the whole of the shared gradient once.</summary>
    internal const int Fewest = 32;

    /// <summary>The most elements that a block reads and saves, if it needn't be more for the fewest positions: 256 KB of float.</summary>
    internal const int MostElements = 65_536;

    /// <summary>The length of a block, a multiple of 32, or all positions if they are fewer; at least 1.</summary>
    /// <param name="positions">How many there are.</param>
    /// <param name="elementsPerPosition">How many elements each reads and saves.</param>
    public static nint Length(nint positions, nint elementsPerPosition)
    {
        nint fitting = MostElements / nint.Max(1, elementsPerPosition) / Fewest * Fewest;
        return nint.Max(1, nint.Min(positions, nint.Max(Fewest, fitting)));
    }
}
