using LossGen.Generator.Functions;

namespace LossGen.Parity.Tests.Precise;

/// <summary>Whether what the losses are judged by is right itself.</summary>
public sealed class BigFloatTests
{
    // Of 256: what the functions promise.
    private const int Right = 200;

    private static readonly double[] s_numbers = [1e-300, 3e-20, 1.0 / 1024, 0.1, 0.3, 0.5, 1 - 1e-9, 1, 1 + 1e-9, 1.5, 2, 3.7, 10, 88.5, 1e4];

    private static readonly double[] s_signed = [.. s_numbers.Select(x => -x).Reverse(), 0, .. s_numbers];

    [Fact]
    public void Arithmetic_is_that_of_double_where_double_is_exact()
    {
        foreach (double x in s_signed)
        {
            Assert.Equal(x, (double)(BigFloat)x);
            foreach (double y in s_signed)
            {
                Assert.Equal(x.CompareTo(y), BigFloat.Order(x, y));
                Near(x * y, (BigFloat)x * y);
                Near(x + y, (BigFloat)x + y);
                if (y != 0)
                    Close((BigFloat)x / y * y, x);
            }
        }
    }

    /// <summary>What isn't a number of finite size is the same as in double.</summary>
    [Fact]
    public void Infinities_and_NaN_are_those_of_double()
    {
        double[] all = [double.NegativeInfinity, -2, 0, 2, double.PositiveInfinity, double.NaN];
        foreach (double x in all)
        {
            Assert.Equal(Math.Exp(x), (double)Elementary.Exp(x), 1e-15);
            Assert.Equal(Math.Log(x), (double)Elementary.Log(x), 1e-15);
            Assert.Equal(Math.Sqrt(x), (double)Elementary.Sqrt(x), 1e-15);
            foreach (double y in all)
            {
                Assert.Equal(x + y, (double)((BigFloat)x + y));
                Assert.Equal(x - y, (double)((BigFloat)x - y));
                Assert.Equal(x * y, (double)((BigFloat)x * y));
                Assert.Equal(x / y, (double)((BigFloat)x / y));
                Assert.Equal((x < y, x <= y, x == y, x != y), ((BigFloat)x < y, (BigFloat)x <= y, (BigFloat)x == y, (BigFloat)x != y));
            }
        }
    }

    [Fact]
    public void What_is_too_small_or_too_large_for_double_is_kept()
    {
        BigFloat tiny = Elementary.Exp(-1e6);
        Close(1, tiny * Elementary.Exp(1e6));
        Close(-1e6, Elementary.Log(tiny));
        Assert.Equal(0, (double)tiny);
        Assert.Equal(double.PositiveInfinity, (double)(1 / tiny));
        Assert.Equal(double.Epsilon, (double)(BigFloat)double.Epsilon);
        Assert.Equal(3 * double.Epsilon, (double)(BigFloat)(3 * double.Epsilon));
    }

    /// <summary>π, e, ln 2, ln 10 and √2 to fifty digits, as in the tables.</summary>
    [Fact]
    public void Constants_are_those_of_the_tables()
    {
        Digits("3.14159265358979323846264338327950288419716939937510", Elementary.Pi);
        Digits("2.71828182845904523536028747135266249775724709369995", Elementary.Exp(1));
        Digits("0.69314718055994530941723212145817656807550013436025", Elementary.Log(2));
        Digits("2.30258509299404568401799145468436420760110148862877", Elementary.Log(10));
        Digits("1.41421356237309504880168872420969807856967187537694", Elementary.Sqrt(2));
        Digits("0.54030230586813971740093660744297660373231042061792", Elementary.Cos(1));
        Digits("0.84147098480789650665250232163029899962256306079837", Elementary.Sin(1));
        Digits("1.54308063481524377847790562075706168260152911236586", Elementary.Cosh(1));
    }

    [Fact]
    public void Exponentials_and_logarithms_undo_and_add_up()
    {
        foreach (double x in s_signed)
        {
            BigFloat exp = Elementary.Exp(x);
            if (Math.Abs(x) < 100)
                Close(x, Elementary.Log1p(Elementary.Expm1(x)), x < 0 ? Elementary.Exp(-x) : x);
            Close(1, exp * Elementary.Exp(-x));
            Close(exp, Elementary.Sigmoid(x) / Elementary.Sigmoid(-x));
            Close(Elementary.Softplus(x) - Elementary.Softplus(-x), x, 1 + Math.Abs(x));
            Close(1, Elementary.Cosh(x) * Elementary.Cosh(x) - Elementary.Sinh(x) * Elementary.Sinh(x), Elementary.Cosh(x) * Elementary.Cosh(x));
            foreach (double y in s_signed.Where(y => Math.Abs(y) < 100))
                Close(exp * Elementary.Exp(y), Elementary.Exp((BigFloat)x + y), exp * Elementary.Exp(y));
        }

        foreach (double x in s_numbers)
        {
            Close(x, Elementary.Exp(Elementary.Log(x)));
            Close(x, Elementary.Sqrt(x) * Elementary.Sqrt(x));
            Close(x, Elementary.Power(Elementary.Power(x, 0.3), 1 / (BigFloat)0.3));
            Close((BigFloat)x * x * x, Elementary.Power(x, 3));
            Close(1 / ((BigFloat)x * x), Elementary.Power(x, -2));
            Close(Elementary.Log(x) + Elementary.Log(3), Elementary.Log(3 * (BigFloat)x), 1);
        }
    }

    [Fact]
    public void Angles_undo_and_add_up()
    {
        for (double x = -1; x <= 1; x += 1.0 / 16)
            Close(x, Elementary.Cos(Elementary.Acos(x)), 1);
        Close(Elementary.Pi, Elementary.Acos(-1));
        foreach (double x in s_signed.Where(x => Math.Abs(x) < 100))
        {
            (BigFloat sin, BigFloat cos) = (Elementary.Sin(x), Elementary.Cos(x));
            Close(1, sin * sin + cos * cos);
            Close(sin * Elementary.Cos(2) + cos * Elementary.Sin(2), Elementary.Sin((BigFloat)x + 2), 1);
        }
    }

    [Fact]
    public void Functions_are_those_of_double()
    {
        foreach (double x in s_signed.Where(x => Math.Abs(x) < 100))
        {
            Near(Math.Exp(x), Elementary.Exp(x));
            Near(Math.Cosh(x), Elementary.Cosh(x));
            Near(Math.Sinh(x), Elementary.Sinh(x));
            Near(Math.Sin(x), Elementary.Sin(x));
            Near(Math.Cos(x), Elementary.Cos(x));
            if (Math.Abs(x) <= 1)
                Near(Math.Acos(x), Elementary.Acos(x));
        }

        foreach (double x in s_numbers)
        {
            Near(Math.Log(x), Elementary.Log(x));
            Near(Math.Sqrt(x), Elementary.Sqrt(x));
            Near(Math.Pow(x, 0.7), Elementary.Power(x, 0.7));
        }
    }

    /// <summary>Differences over 2^-70 leave an error of 2^-140, and 186 bits of the difference.</summary>
    [Fact]
    public void Partial_derivatives_are_the_differences_of_values()
    {
        BigFloat step = ((BigFloat)1).Scaled(-70);
        BigFloat[] arguments = [0.3, 0.7];
        foreach ((string name, PreciseFunction function) in Functions.All)
        {
            BigFloat value = function.Value(arguments);
            for (int by = 0; by < FunctionRows.All.Single(row => row.Name == name).Arity; by++)
            {
                BigFloat Moved(BigFloat displacement)
                    => function.Value([.. arguments.Select((argument, index) => index == by ? argument + displacement : argument)]);
                BigFloat difference = (Moved(step) - Moved(-step)) / (2 * step);
                BigFloat error = BigFloat.Abs(difference - function.Partial(arguments, value, by));
                Assert.True(error.IsZero || error.Magnitude < -120, $"{name} by its argument {by}: off by {error}");
            }
        }
    }

    private static void Digits(string digits, BigFloat value)
    {
        BigFloat number = new(System.Numerics.BigInteger.Parse(digits.Replace(".", "", StringComparison.Ordinal), null), 0);
        BigFloat unit = Elementary.Power(10, -50);
        Assert.True(BigFloat.Abs(value - number * unit) <= unit, $"{value} isn't {digits}");
    }

    private static void Close(BigFloat expected, BigFloat actual) => Close(expected, actual, expected);

    private static void Close(BigFloat expected, BigFloat actual, BigFloat scale)
    {
        BigFloat error = BigFloat.Abs(expected - actual);
        Assert.True(error.IsZero || error.Magnitude <= scale.Magnitude - Right, $"{actual}, and not {expected}: off by {error}");
    }

    private static void Near(double expected, BigFloat actual)
        => Assert.True(Math.Abs(expected - (double)actual) <= 1e-15 * Math.Abs(expected), $"{actual}, and not {expected}");
}
