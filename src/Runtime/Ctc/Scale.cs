using System.Runtime.CompilerServices;

namespace LossGen.Ctc;

/// <summary>Chooses the power of two by which each frame is scaled, so that the largest state of a row stays near a target.</summary>
/// <remarks>
/// It undoes what is known beforehand, the size of the frame's emissions and the growth by the tilt, so that rows hardly grow.
/// What they lose beyond that, because the likeliest label isn't the next one, is made up for every fourth frame, by what was
/// seen in the frame before.
/// </remarks>
internal struct Scale<T>
    where T : unmanaged
{
    private const int Period = 4;
    private const int Due = 2;

    private const int Fraction = 32;

    // In units of 2^−32, as this is asked for in every frame.
    private readonly long _growth;
    private int _frame;
    private int _grown;
    private int _correction;

    internal Scale(in Lattice lattice)
    {
        _growth = (long)Math.ScaleB(lattice.Growth, Fraction);
        Exponent = Precision<T>.TargetExponent;
    }

    /// <summary>What a recursion starts with.</summary>
    internal static T Start => Precision<T>.PowerOfTwo(Precision<T>.TargetExponent);

    /// <summary>The exponents of all scales so far, the start's included.</summary>
    internal long Exponent { get; private set; }

    /// <summary>Whether the frame is one whose largest state counts.</summary>
    internal readonly bool IsDue => (_frame & (Period - 1)) == Due - 1;

    /// <summary>The scale of the next frame, of whose emissions the largest has the given exponent.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal T Next(int emissionExponent)
    {
        _frame++;
        int grown = (int)((_frame * _growth) >> Fraction);
        int exponent = _grown - grown - emissionExponent;
        _grown = grown;
        if ((_frame & (Period - 1)) == Due)
            exponent += _correction;

        exponent = Math.Clamp(exponent, Precision<T>.LeastExponent, Precision<T>.GreatestExponent);
        Exponent += exponent;
        return Precision<T>.PowerOfTwo(exponent);
    }

    /// <summary>Tells the largest state of the frame.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal void Saw(T largest) => _correction = Precision<T>.TargetExponent - Precision<T>.Exponent(largest);
}
