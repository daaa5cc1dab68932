using CsCheck;

namespace LossGen.Runtime.Tests;

public sealed class LossTotalTests
{
    private static readonly Gen<LossTotal> s_totals =
        Gen.Select(Gen.Int[0, 2], Gen.Double, Gen.Double, Gen.Long[0, long.MaxValue])
            .Select((reduction, numerator, divisor, count) => new LossTotal((Reduction)reduction, numerator, divisor, count));

    [Theory]
    [InlineData(Reduction.Mean, 3)]
    [InlineData(Reduction.Sum, 6)]
    [InlineData(Reduction.BatchMean, 1.5)]
    public void Value_divides_as_the_reduction_says(Reduction reduction, double expected)
        => Assert.Equal(expected, new LossTotal(reduction, 6, 2, 4).Value);

    [Theory]
    [InlineData(Reduction.Mean, double.NaN)]
    [InlineData(Reduction.Sum, 0)]
    [InlineData(Reduction.BatchMean, double.NaN)]
    public void Nothing_has_a_sum_and_no_mean(Reduction reduction, double expected)
        => Assert.Equal(expected, new LossTotal(reduction, 0, 0, 0).Value);

    [Fact]
    public void Parts_add_up()
        => Assert.Equal(
            new LossTotal(Reduction.Mean, 8.5, 6, 11),
            new LossTotal(Reduction.Mean, 6, 2, 4) + new LossTotal(Reduction.Mean, 2.5, 4, 7));

    [Fact]
    public void Different_reductions_dont_add_up()
    {
        var exception = Assert.Throws<ArgumentException>(
            () => new LossTotal(Reduction.Mean, 6, 2, 4) + new LossTotal(Reduction.BatchMean, 6, 2, 4));
        Assert.Contains("A total of Mean and a total of BatchMean", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_written_is_read_to_the_bit() => s_totals.Sample(total =>
    {
        Span<byte> bytes = stackalloc byte[LossTotal.SizeInBytes];
        Assert.True(total.TryWrite(bytes));
        Assert.True(LossTotal.TryRead(bytes, out LossTotal read));
        Assert.Equal(total.Reduction, read.Reduction);
        Assert.Equal(BitConverter.DoubleToInt64Bits(total.Numerator), BitConverter.DoubleToInt64Bits(read.Numerator));
        Assert.Equal(BitConverter.DoubleToInt64Bits(total.Divisor), BitConverter.DoubleToInt64Bits(read.Divisor));
        Assert.Equal(total.Count, read.Count);
    });

    [Fact]
    public void The_bytes_are_little_endian()
    {
        Span<byte> bytes = stackalloc byte[LossTotal.SizeInBytes];
        new LossTotal(Reduction.BatchMean, 1.5, -2, 258).TryWrite(bytes);
        Assert.Equal("02000000" + "000000000000F83F" + "00000000000000C0" + "0201000000000000", Convert.ToHexString(bytes));
    }

    [Fact]
    public void Too_little_room_writes_nothing()
    {
        byte[] bytes = new byte[LossTotal.SizeInBytes - 1];
        Assert.False(new LossTotal(Reduction.Sum, 1, 1, 1).TryWrite(bytes));
        Assert.All(bytes, b => Assert.Equal(0, b));
        Assert.False(LossTotal.TryRead(bytes, out LossTotal read));
        Assert.Equal(default, read);
    }

    [Theory]
    [InlineData(0, 3)]
    [InlineData(3, 0x80)]
    [InlineData(27, 0x80)]
    public void Bytes_that_no_total_writes_are_refused(int position, byte value)
    {
        byte[] bytes = new byte[LossTotal.SizeInBytes];
        bytes[position] = value;
        Assert.False(LossTotal.TryRead(bytes, out LossTotal read));
        Assert.Equal(default, read);
    }
}
