using System.Runtime.CompilerServices;

namespace LossGen.Ctc;

/// <summary>
/// How scaled probabilities use the exponents of a type. A row of them is kept between <see cref="Floor"/> and a target far
/// above it, so that nothing becomes subnormal and a product of two rows, one of them scaled down, can't overflow.
/// </summary>
internal static class Precision<T>
    where T : unmanaged
{
    /// <summary>The least value of a state: what would be less counts as this much, and what that adds is bounded later.</summary>
    internal const double Floor = 1;

    private static bool IsSingle
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => Unsafe.SizeOf<T>() == 4;
    }

    /// <summary>The exponent at which the largest state of a row is held.</summary>
    internal static int TargetExponent => IsSingle ? 116 : 1000;

    /// <summary>What one row is scaled down by, as an exponent, before it is multiplied by another.</summary>
    internal static int ProductExponent => IsSingle ? 120 : 1010;

    /// <summary>The least probability of a label in a frame: less takes any state to the floor.</summary>
    internal static double LeastEmission => IsSingle ? 7.6e-37 : 1e-303;

    /// <summary>Its logarithm.</summary>
    internal static double LeastLogEmission => IsSingle ? -83 : -696;

    /// <summary>The natural logarithm of 2.</summary>
    internal const double LogOfTwo = 0.69314718055994530942;

    /// <summary>The part of the probability of all alignments that the floor may have added.</summary>
    internal static double Tolerance => IsSingle ? 1.0 / (1 << 26) : 1.0 / (1L << 55);

    /// <summary>The exponent of a positive number, a large one for infinity and NaN.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static int Exponent(T value) => IsSingle
        ? (int)((Unsafe.BitCast<T, uint>(value) >> 23) & 0xFF) - 127
        : (int)((Unsafe.BitCast<T, ulong>(value) >> 52) & 0x7FF) - 1023;

    /// <summary>2 to a power from <see cref="LeastExponent"/> to <see cref="GreatestExponent"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static T PowerOfTwo(int exponent) => IsSingle
        ? Unsafe.BitCast<int, T>((exponent + 127) << 23)
        : Unsafe.BitCast<long, T>((long)(exponent + 1023) << 52);

    /// <summary>The exponent of the least normal number.</summary>
    internal static int LeastExponent => IsSingle ? -126 : -1022;

    /// <summary>The exponent of the greatest power of two.</summary>
    internal static int GreatestExponent => IsSingle ? 127 : 1023;
}
