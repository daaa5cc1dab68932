using System.Buffers.Binary;

namespace LossGen;

/// <summary>
/// What a batch contributes to a loss, in a form that adds up: the totals of the parts of a batch, merged with
/// <c>+</c>, are the total of the batch.
/// </summary>
/// <remarks>
/// Addition of <see cref="double"/>s rounds, so merge in a fixed order where the same bits matter.
/// <see langword="default"/> is the empty total of <see cref="Reduction.Mean"/>.
/// </remarks>
/// <param name="Reduction">How <see cref="Value"/> is made of the rest.</param>
/// <param name="Numerator">The sum of the losses.</param>
/// <param name="Divisor">
/// What the samples count in a mean: the sum of the formula's <c>mean by</c>, or the number of positions (N·inner) that
/// aren't ignored.
/// </param>
/// <param name="Count">N, the leading extent of the batch, ignored samples included.</param>
public readonly record struct LossTotal(Reduction Reduction, double Numerator, double Divisor, long Count)
{
    /// <summary>The number of bytes that <see cref="TryWrite"/> writes and <see cref="TryRead"/> reads.</summary>
    public const int SizeInBytes = sizeof(int) + 2 * sizeof(double) + sizeof(long);

    /// <summary>The reduced loss. The mean of nothing is NaN, the sum of nothing 0.</summary>
    public double Value => Reduction switch
    {
        Reduction.Sum => Numerator,
        Reduction.BatchMean => Numerator / Count,
        _ => Numerator / Divisor,
    };

    /// <summary>The total of both parts together.</summary>
    /// <exception cref="ArgumentException">The parts have different reductions.</exception>
    public static LossTotal operator +(LossTotal left, LossTotal right)
    {
        if (left.Reduction != right.Reduction)
        {
            throw new ArgumentException(
                $"A total of {left.Reduction} and a total of {right.Reduction} don't add up: compute both with the same Reduction.",
                nameof(right));
        }

        return new(left.Reduction, left.Numerator + right.Numerator, left.Divisor + right.Divisor, left.Count + right.Count);
    }

    /// <summary>
    /// Writes <see cref="SizeInBytes"/> bytes, little endian on every machine: the reduction as a 32-bit integer, then
    /// <see cref="Numerator"/>, <see cref="Divisor"/> and <see cref="Count"/>.
    /// </summary>
    /// <returns><see langword="false"/>, with nothing written, if <paramref name="destination"/> is too short.</returns>
    public bool TryWrite(Span<byte> destination)
    {
        if (destination.Length < SizeInBytes)
            return false;

        BinaryPrimitives.WriteInt32LittleEndian(destination, (int)Reduction);
        BinaryPrimitives.WriteDoubleLittleEndian(destination[4..], Numerator);
        BinaryPrimitives.WriteDoubleLittleEndian(destination[12..], Divisor);
        BinaryPrimitives.WriteInt64LittleEndian(destination[20..], Count);
        return true;
    }

    /// <summary>Reads what <see cref="TryWrite"/> wrote, to the bit.</summary>
    /// <returns>
    /// <see langword="false"/>, and an empty total, if <paramref name="source"/> is too short, names no reduction or has a
    /// negative count.
    /// </returns>
    public static bool TryRead(ReadOnlySpan<byte> source, out LossTotal total)
    {
        total = default;
        if (source.Length < SizeInBytes)
            return false;

        var reduction = (Reduction)BinaryPrimitives.ReadInt32LittleEndian(source);
        long count = BinaryPrimitives.ReadInt64LittleEndian(source[20..]);
        if (reduction is < Reduction.Mean or > Reduction.BatchMean || count < 0)
            return false;

        total = new(
            reduction,
            BinaryPrimitives.ReadDoubleLittleEndian(source[4..]),
            BinaryPrimitives.ReadDoubleLittleEndian(source[12..]),
            count);
        return true;
    }
}
