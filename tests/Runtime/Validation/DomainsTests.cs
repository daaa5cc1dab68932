using CsCheck;
using LossGen.Passes;

namespace LossGen.Runtime.Tests.Validation;

public sealed class DomainsTests
{
    [Fact]
    public void The_first_offender_is_named_with_its_sample_and_the_domain()
    {
        var exception = Assert.Throws<ArgumentOutOfRangeException>("var", () => Domains.Throw(
            [0.5f, double.NaN is var nan ? (float)nan : 0, -0.25f, -1], Interval.AtLeast(0), "var", "var >= 0", 1, 1));
        Assert.StartsWith(
            "var is -0.25 in sample 2, but the loss is declared for var >= 0. The outputs of this call are void.",
            exception.Message,
            StringComparison.Ordinal);
        Assert.Equal(-0.25f, exception.ActualValue);
    }

    [Fact]
    public void Axes_and_inner_tell_the_sample()
    {
        double[] q = new double[24]; // [N = 2, C = 4, inner = 3]
        q[17] = 2;
        var exception = Assert.Throws<ArgumentOutOfRangeException>(
            "q", () => Domains.Throw(q, Interval.Between(0, 1), "q", "0 <= q <= 1", 4, 3));
        Assert.Contains("in sample 1, inner position 2 (element 17)", exception.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(7)]
    public void An_ignored_sample_is_not_blamed(long ignored)
    {
        // [N = 3, C = 2]: the first two samples offend, the first is ignored.
        long[] labels = [ignored, 1, 2];
        var exception = Assert.Throws<ArgumentOutOfRangeException>("q", () => Domains.Throw(
            [-1.0, 0, 0, -2, 0, -3], Interval.AtLeast(0), "q", "q >= 0", 2, 1, labels, ignored));
        Assert.Equal(-2.0, exception.ActualValue);
    }

    [Fact]
    public void A_finite_domain_names_the_first_element_that_is_no_member()
    {
        var exception = Assert.Throws<ArgumentOutOfRangeException>("y", () => Domains.Throw(
            [1f, -1, float.NaN, 0, 2], [-1.0, 1.0], "y", "y in {-1, 1}", 1, 1));
        Assert.StartsWith(
            "y is 0 in sample 3, but the loss is declared for y in {-1, 1}.", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_bound_is_compared_in_the_precision_of_the_input()
    {
        // 0.1f is greater than 0.1: a kernel in float compares with 0.1f.
        var exception = Assert.Throws<ArgumentOutOfRangeException>(
            "t", () => Domains.Throw([0.1f, 0.2f], Interval.AtMost(0.1), "t", "t <= 0.1", 1, 1));
        Assert.Equal(0.2f, exception.ActualValue);
    }

    [Fact]
    public void An_offender_that_has_gone_is_still_an_error()
        => Assert.Throws<ArgumentOutOfRangeException>(
            "t", () => Domains.Throw([1.0, 2.0], Interval.AtLeast(0), "t", "t >= 0", 1, 1));

    [Fact]
    public void Intervals_hold_what_their_bounds_say()
        => Gen.Select(Gen.Double[-2, 2], Gen.Double[-2, 2], Gen.Int[-2, 2].Select(value => (double)value)).Sample((a, b, value) =>
        {
            (double low, double high) = (Math.Round(Math.Min(a, b)), Math.Round(Math.Max(a, b)));
            Check(new Interval(low, true, high, false), value >= low && value < high);
            Check(new Interval(low, false, high, true), value > low && value <= high);
            Check(Interval.Between(low, high), value >= low && value <= high);
            Check(Interval.AtLeast(low), value >= low);
            Check(Interval.Above(low), value > low);
            Check(Interval.AtMost(low), value <= low);
            Check(Interval.Below(low), value < low);

            void Check(Interval interval, bool contains)
            {
                Assert.Equal(contains, Record.Exception(() => ParameterChecks.Within(value, interval, "a", "")) is null);

                // As an input, beside an element that offends always: the first offender is it or the value.
                var exception = Assert.Throws<ArgumentOutOfRangeException>(
                    () => Domains.Throw([(float)value, 99f, -99f], interval, "a", "", 1, 1));
                Assert.Equal(!contains, exception.ActualValue is float offender && Math.Abs(offender) < 99);
            }
        });
}
