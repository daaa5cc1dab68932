using LossGen.Passes;

namespace LossGen.Runtime.Tests.Validation;

public sealed class LengthsTests
{
    [Fact]
    public void An_extent_below_the_least_is_named_with_both_numbers()
    {
        Lengths.AtLeast(1, 1, "inner");
        Lengths.AtLeast(0, 0, "C");
        var exception = Assert.Throws<ArgumentOutOfRangeException>("inner", () => Lengths.AtLeast(0, 1, "inner"));
        Assert.StartsWith("inner is 0; it must be at least 1.", exception.Message, StringComparison.Ordinal);
        Assert.Equal(0, exception.ActualValue);
    }

    [Fact]
    public void Inner_divides_the_positions()
    {
        Assert.Equal(12, Lengths.Samples(12, 1));
        Assert.Equal(4, Lengths.Samples(12, 3));
        Assert.Equal(0, Lengths.Samples(0, 3));
        Assert.Throws<ArgumentOutOfRangeException>("inner", () => Lengths.Samples(12, 0));
        var exception = Assert.Throws<ArgumentException>("inner", () => Lengths.Samples(12, 5));
        Assert.StartsWith(
            "The batch has 12 positions, [N, inner], which inner = 5 doesn't divide.", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void An_axis_of_which_samples_read_an_element_has_one()
    {
        Lengths.NotEmpty(1, 5, "C", "x");
        Lengths.NotEmpty(0, 0, "C", "x");
        var exception = Assert.Throws<ArgumentException>("x", () => Lengths.NotEmpty(0, 5, "C", "x"));
        Assert.StartsWith("C is 0, and each of the 5 samples reads an element of that axis.", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Indices_are_numbers_of_the_element()
    {
        Lengths.Numbered<float>(1 << 24, "C", "x");
        Lengths.Numbered<double>((1L << 24) + 1, "C", "x");
        var exception = Assert.Throws<ArgumentException>("x", () => Lengths.Numbered<float>((1L << 24) + 1, "C", "x"));
        Assert.StartsWith("C is 16777217; float has indices up to 16777216, double has more.", exception.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(30, 3, 10)]
    [InlineData(0, 3, 0)]
    [InlineData(0, 0, 0)]
    [InlineData(5, 5, 1)]
    public void The_extent_left_is_the_quotient(int length, long known, int expected)
        => Assert.Equal(expected, Lengths.Quotient(length, known, "x", "[N, C]", "N"));

    [Theory]
    [InlineData(30, 3, 10)]
    [InlineData(0, 3, 0)]
    [InlineData(0, 0, 1)]
    public void The_extent_that_no_sample_tells_is_one(int length, long known, int expected)
        => Assert.Equal(expected, Lengths.QuotientOrOne(length, known, "x", "[N, D]", "N"));

    [Theory]
    [InlineData(31, 3)]
    [InlineData(31, 0)]
    [InlineData(31, 5_000_000_000)]
    public void A_length_that_doesnt_divide_is_named_with_both_numbers(int length, long known)
    {
        var exception = Assert.Throws<ArgumentException>(
            "x", () => Lengths.Quotient(length, known, "x", "[N, C, inner]", "N·inner"));
        Assert.StartsWith(
            $"x has 31 elements, which [N, C, inner] cannot hold: the length must be a multiple of N·inner = {known}.",
            exception.Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void A_wrong_length_is_named_with_both_numbers()
    {
        Lengths.Exactly(15, 15, "t", "[N, C]");
        var exception = Assert.Throws<ArgumentException>("t", () => Lengths.Exactly(12, 15, "t", "[N, C]"));
        Assert.StartsWith(
            "t has 12 elements, but its layout [N, C] asks for 15.", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void An_expectation_beyond_int_is_not_cut_off()
        => Assert.Throws<ArgumentException>("t", () => Lengths.Exactly(0, 1L << 32, "t", "[N, C]"));

    [Fact]
    public void An_optional_output_is_empty_or_whole()
    {
        Assert.False(Lengths.Wanted(0, 15, "gradT", "[N, C]"));
        Assert.True(Lengths.Wanted(15, 15, "gradT", "[N, C]"));
        Assert.False(Lengths.Wanted(0, 0, "gradT", "[N, C]"));
        var exception = Assert.Throws<ArgumentException>("gradT", () => Lengths.Wanted(14, 15, "gradT", "[N, C]"));
        Assert.StartsWith(
            "gradT has 14 elements, but its layout [N, C] asks for 15, or for none where it isn't wanted.",
            exception.Message,
            StringComparison.Ordinal);
    }
}
