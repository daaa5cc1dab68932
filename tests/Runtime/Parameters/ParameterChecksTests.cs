using LossGen.Passes;

namespace LossGen.Runtime.Tests.Parameters;

public sealed class ParameterChecksTests
{
    [Fact]
    public void What_fits_comes_back()
    {
        Assert.Equal(0.5, ParameterChecks.Within(0.5, Interval.Between(0, 1), "labelSmoothing", "0 <= labelSmoothing <= 1"));
        Assert.Equal(3, ParameterChecks.Within(3, Interval.Above(2.5), "p", "p > 2.5"));
        Assert.Equal(2L, ParameterChecks.OneOf(2L, [1, 2], "p", "p in {1, 2}"));
        Assert.Equal(double.PositiveInfinity, ParameterChecks.Within(double.PositiveInfinity, Interval.AtLeast(1), "p", "p >= 1"));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(double.NaN)]
    [InlineData(double.NegativeInfinity)]
    public void What_doesnt_is_named_with_its_value(double value)
    {
        var exception = Assert.Throws<ArgumentOutOfRangeException>(
            "margin", () => ParameterChecks.Within(value, Interval.Above(0), "margin", "margin > 0"));
        Assert.StartsWith(
            FormattableString.Invariant($"margin is {value}, but the loss is declared for margin > 0."), exception.Message, StringComparison.Ordinal);
        Assert.Equal(value, exception.ActualValue);
    }

    [Theory]
    [InlineData(3)]
    [InlineData(double.NaN)]
    [InlineData(1.5)]
    public void What_is_no_member_is_named_with_its_value(double value)
    {
        var exception = Assert.Throws<ArgumentOutOfRangeException>(
            "p", () => ParameterChecks.OneOf(value, [1, 2], "p", "p in {1, 2}"));
        Assert.Equal(value, exception.ActualValue);
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(1)]
    [InlineData(int.MaxValue)]
    public void A_degree_is_minus_one_or_positive(int degree) => Assert.Equal(degree, ParameterChecks.Degree(degree));

    [Theory]
    [InlineData(0)]
    [InlineData(-2)]
    public void Another_degree_is_refused(int degree)
        => Assert.Throws<ArgumentOutOfRangeException>("MaxDegreeOfParallelism", () => ParameterChecks.Degree(degree));

    [Fact]
    public void A_reduction_is_one_of_three()
    {
        foreach (Reduction reduction in Enum.GetValues<Reduction>())
            Assert.Equal(reduction, ParameterChecks.Defined(reduction));
        Assert.Throws<ArgumentOutOfRangeException>("Reduction", () => ParameterChecks.Defined((Reduction)3));
        Assert.Throws<ArgumentOutOfRangeException>("Reduction", () => ParameterChecks.Defined((Reduction)(-1)));
    }
}
