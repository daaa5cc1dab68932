using System.ComponentModel;
using System.Runtime.CompilerServices;

namespace LossGen.Lanes;

/// <summary>
/// Samples with few elements, turned over into scratch and back, so that a lane can hold neighbouring samples: along so short
/// an axis it would stay mostly empty.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class Transposition
{
    /// <summary>Below so many elements a sample, a tile is so empty that one element at a time is as fast.</summary>
    private const int FewElements = 4;

    /// <summary>From [<paramref name="samples"/>, <paramref name="elements"/>] to [elements, samples].</summary>
    public static void ToColumns<L, T>(ref readonly T rows, ref T columns, nint samples, nint elements)
        where L : struct, ILane<L, T>
        where T : unmanaged
    {
        ref T source = ref Unsafe.AsRef(in rows);
        nint sample = 0;
        for (; sample <= samples - L.Count && IsTiled<L, T>(sample, samples, elements); sample += L.Count)
        {
            // A lane reads into the next sample; those columns aren't stored.
            for (nint element = 0; element < elements; element += L.Count)
            {
                Tile.Turn<L, T>(
                    ref Unsafe.Add(ref source, sample * elements + element), elements, L.Count,
                    ref Unsafe.Add(ref columns, element * samples + sample), samples, elements - element);
            }
        }

        for (; sample < samples; sample++)
        {
            for (nint element = 0; element < elements; element++)
                Unsafe.Add(ref columns, element * samples + sample) = Unsafe.Add(ref source, sample * elements + element);
        }
    }

    /// <summary>From [<paramref name="elements"/>, <paramref name="samples"/>] to [samples, elements].</summary>
    public static void ToRows<L, T>(ref readonly T columns, ref T rows, nint samples, nint elements)
        where L : struct, ILane<L, T>
        where T : unmanaged
    {
        ref T source = ref Unsafe.AsRef(in columns);
        nint sample = 0;
        for (; sample <= samples - L.Count && IsTiled<L, T>(sample, samples, elements); sample += L.Count)
        {
            // A lane of the last tile writes into the next sample, whose own elements are stored after it.
            for (nint element = (elements - 1) / L.Count * L.Count; element >= 0; element -= L.Count)
            {
                Tile.Turn<L, T>(
                    ref Unsafe.Add(ref source, element * samples + sample), samples, elements - element,
                    ref Unsafe.Add(ref rows, sample * elements + element), elements, L.Count);
            }
        }

        for (; sample < samples; sample++)
        {
            for (nint element = 0; element < elements; element++)
                Unsafe.Add(ref rows, sample * elements + element) = Unsafe.Add(ref source, element * samples + sample);
        }
    }

    /// <summary>Whether samples from one on are worth a tile, which stays inside the array.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static bool IsTiled<L, T>(nint sample, nint samples, nint elements)
        where L : struct, ILane<L, T>
        where T : unmanaged
        => Tile.Has<L, T>() && elements is >= FewElements
            && (sample + L.Count - 1) * elements + (elements + L.Count - 1) / L.Count * L.Count <= samples * elements;
}
