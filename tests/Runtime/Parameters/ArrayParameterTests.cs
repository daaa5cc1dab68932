using LossGen.Passes;

namespace LossGen.Runtime.Tests.Parameters;

public sealed class ArrayParameterTests
{
    [Fact]
    public void Is_a_copy_in_both_precisions()
    {
        double[] given = [0.1, -2, 0];
        var parameter = ArrayParameter.Required(given, "weight");
        given[0] = 7;
        Assert.True(parameter.IsGiven);
        Assert.Equal(3, parameter.Length);
        Assert.Equal([0.1, -2, 0], parameter.Doubles);
        Assert.Equal([0.1f, -2, 0], parameter.Floats);
        Assert.Equal([0.1, -2, 0], parameter.As<double>());
        Assert.Equal([0.1f, -2, 0], parameter.As<float>());
    }

    [Fact]
    public void Absence_is_not_emptiness()
    {
        Assert.False(ArrayParameter.Optional(null, "weight").IsGiven);
        Assert.True(ArrayParameter.Optional([], "weight").IsGiven);
        Assert.Equal(0, default(ArrayParameter).Length);
        Assert.True(default(ArrayParameter).Doubles.IsEmpty);
        Assert.True(default(ArrayParameter).As<float>().IsEmpty);
        Assert.Throws<ArgumentNullException>("weight", () => ArrayParameter.Required(null!, "weight"));
    }

    [Theory]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    [InlineData(double.NegativeInfinity)]
    public void What_isnt_finite_is_named_with_its_index(double value)
    {
        foreach (Func<double[], string, ArrayParameter> make in (Func<double[], string, ArrayParameter>[])
            [ArrayParameter.Required, ArrayParameter.Optional])
        {
            var exception = Assert.Throws<ArgumentException>("weight", () => make([1, value], "weight"));
            Assert.StartsWith(
                FormattableString.Invariant($"weight[1] is {value}; it must be finite."),
                exception.Message,
                StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Another_length_than_the_batch_needs_is_named_with_both_numbers()
    {
        default(ArrayParameter).CheckLength(10, "weight", "[C]");
        ArrayParameter.Required(new double[10], "weight").CheckLength(10, "weight", "[C]");
        var exception = Assert.Throws<ArgumentException>(
            "weight", () => ArrayParameter.Required(new double[3], "weight").CheckLength(10, "weight", "[C]"));
        Assert.StartsWith(
            "The loss was constructed with 3 elements of weight, but this batch needs 10: [C].",
            exception.Message,
            StringComparison.Ordinal);
    }
}
