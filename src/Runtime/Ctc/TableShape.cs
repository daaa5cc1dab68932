using System.Numerics;
using System.Runtime.CompilerServices;
using LossGen.Lanes;

namespace LossGen.Ctc;

/// <summary>
/// How the classes of a frame lie in a few lanes. If they fill more than one, the last lane ends with the last class and
/// repeats some of the lane before it, so that no lane has to be masked.
/// </summary>
internal readonly struct TableShape<TLane, T>
    where TLane : struct, ILane<TLane, T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    internal TableShape(int classes)
    {
        Lanes = (classes + TLane.Count - 1) / TLane.Count;
        LastAt = Math.Max(classes - TLane.Count, 0);
        LastCount = Math.Min(classes, TLane.Count);
    }

    /// <summary>The lanes.</summary>
    internal int Lanes { get; }

    /// <summary>The elements of all lanes.</summary>
    internal int Length => Lanes * TLane.Count;

    /// <summary>Where the last lane starts, which is also the number of classes before the last lane.</summary>
    internal int WholeEnd => Length - TLane.Count;

    /// <summary>The first class of the last lane.</summary>
    internal int LastAt { get; }

    /// <summary>The classes in the last lane.</summary>
    internal int LastCount { get; }

    /// <summary>Where a class stands, in the last lane if it stands there too.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal int Place(int label) => label < LastAt ? label : WholeEnd + label - LastAt;
}
