namespace LossGen.Numerics;

/// <summary>Angles beyond 2^20 modulo quarter turns, one at a time, in integers.</summary>
/// <remarks>
/// x = m·2^e with a whole m of 53 bits. Of 2/π only a window of 192 bits matters: what stands before it gives whole multiples
/// of 4 quarter turns, what comes after less than 2^−137. Their product modulo 2^192 is the number of quarter turns, its
/// upper two bits whole, and the nearest double to a multiple of π/2 leaves 60 zeros after them at worst, so that 64 good
/// bits of the rest remain; they are multiplied by π/2.
/// </remarks>
internal static class AngleReduction
{
    /// <summary>2/π in binary, after one word of zeros for the window to begin in.</summary>
    private static ReadOnlySpan<ulong> TwoOverPi =>
    [
        0,
        0xA2F9836E4E441529, 0xFC2757D1F534DDC0, 0xDB6295993C439041, 0xFE5163ABDEBBC561, 0xB7246E3A424DD2E0,
        0x06492EEA09D1921C, 0xFE1DEB1CB129A73E, 0xE88235F52EBB4484, 0xE99C7026B45F7E41, 0x3991D639835339F4,
        0x9C845F8BBDF9283B, 0x1FF897FFDE05980F, 0xEF2F118B5A0A6D1F, 0x6D367ECF27CB09B7, 0x4F463F669E5FEA2D,
        0x7527BAC7EBE5F17B, 0x3D0739F78A5292EA, 0x6BFB5FB11F8D5D08, 0x56033046FC7B6BAB, 0xF0CFBC209AF4361D,
    ];

    /// <summary>x = turns·π/2 + (rest + lost), |rest| ≤ π/4; NaN for what is no number.</summary>
    public static long Reduce(double x, out double rest, out double lost)
    {
        long bits = BitConverter.DoubleToInt64Bits(x);
        int exponent = (int)((bits >> 52) & 0x7FF) - 1075;
        if (exponent == 2047 - 1075)
        {
            (rest, lost) = (double.NaN, 0);
            return 0;
        }

        ulong whole = ((ulong)bits & 0xFFFFFFFFFFFFF) | 0x10000000000000;

        // The window begins with the bit of 2/π that weighs 2^(1 − exponent): whole · that is 2^1 and its multiples.
        int start = exponent - 2 + 64;
        ulong w2 = Word(start), w1 = Word(start + 64), w0 = Word(start + 128);
        UInt128 low = (UInt128)whole * w0;
        UInt128 middle = (UInt128)whole * w1 + (ulong)(low >> 64);
        ulong p0 = (ulong)low, p1 = (ulong)middle, p2 = whole * w2 + (ulong)(middle >> 64);

        // Two bits of turns, then the fraction; half a turn and more counts as negative.
        long turns = (long)((p2 + (1UL << 61)) >> 62);
        UInt128 high = ((UInt128)p2 << 66) | ((UInt128)p1 << 2) | (p0 >> 62);
        bool negative = (Int128)high < 0;
        if (negative)
            high = ~high + ((p0 << 2) == 0 ? UInt128.One : UInt128.Zero);

        int zeros = (int)UInt128.LeadingZeroCount(high);
        ulong fraction = (ulong)((high << zeros) >> 64);

        // fraction · 2^−64 · 2^−zeros of a quarter turn, times π/2 · 2^63.
        UInt128 product = (UInt128)fraction * 0xC90FDAA22168C235;
        double scale = Math.ScaleB(negative != (bits < 0) ? -1.0 : 1.0, -127 - zeros);
        ulong upper = (ulong)(product >> 64) & ~0x7FFUL;
        rest = upper * 18446744073709551616.0 * scale;
        lost = (double)(product - ((UInt128)upper << 64)) * scale;
        return bits < 0 ? -turns : turns;
    }

    /// <summary>64 bits from a bit of the table on.</summary>
    private static ulong Word(int bit)
    {
        int word = bit >> 6, offset = bit & 63;
        ulong value = TwoOverPi[word] << offset;
        return offset == 0 ? value : value | (TwoOverPi[word + 1] >> (64 - offset));
    }
}
