using System.ComponentModel;

namespace LossGen.Passes;

/// <summary>What a pass adds up over a range of positions.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public struct Partial
{
    /// <summary>The sum of the losses.</summary>
    public double Numerator;

    /// <summary>The sum of what the positions count in the mean.</summary>
    public double Divisor;

    /// <summary>The number of positions that were not ignored.</summary>
    public long Count;

    /// <summary>
    /// A bit for each checked input of which some element lies outside its declared domain. Carried out of the pass rather
    /// than thrown inside it, because only the caller holds the spans in which to find the first such element.
    /// </summary>
    public uint Violations;

    /// <summary>Adds what a pass added up over the positions after these.</summary>
    public void Add(in Partial next)
    {
        Numerator += next.Numerator;
        Divisor += next.Divisor;
        Count += next.Count;
        Violations |= next.Violations;
    }
}
