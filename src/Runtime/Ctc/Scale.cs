using System.Runtime.CompilerServices;

namespace LossGen.Ctc;

/// <summary>
/// Chooses the power of two by which each frame is scaled, so that the largest state of a row stays near a target, two frames
/// late.
/// </summary>
internal struct Scale<T>
    where T : unmanaged
{
    private readonly int _target;
    private int _present;
    private int _last;
    private int _lastButOne;

    internal Scale(in Lattice lattice)
    {
        _target = Precision<T>.TargetExponent - lattice.GrowthExponent;
        _last = _lastButOne = _target;
        Exponent = _target;
    }

    /// <summary>The exponents of all scales so far, the start's included.</summary>
    internal long Exponent { get; private set; }

    /// <summary>What a recursion starts with.</summary>
    internal readonly T Start
    {
        get
        {
            int exponent = _target;
            return Precision<T>.PowerOfTwo(ref exponent);
        }
    }

    /// <summary>The scale of the next frame.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal T Next()
    {
        // The row before has since been scaled too, but by what is known.
        int exponent = _target - (_lastButOne + _present);
        T scale = Precision<T>.PowerOfTwo(ref exponent);
        _present = exponent;
        Exponent += exponent;
        return scale;
    }

    /// <summary>Tells the largest state of the frame.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal void Saw(T largest)
    {
        _lastButOne = _last;
        _last = Precision<T>.Exponent(largest);
    }
}
