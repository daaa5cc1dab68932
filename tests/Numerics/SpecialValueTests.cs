using static System.Double;

namespace LossGen.Numerics;

/// <summary>What each function gives where its formula alone would not say: zeros, infinities, NaN, the ends of its range.</summary>
public class SpecialValueTests
{
    /// <summary>Function, arguments, result; for both types, on every lane.</summary>
    public static TheoryData<string, double, double, double> Cases { get; } = Make();

    [Theory, MemberData(nameof(Cases))]
    public void IsWhatItShouldBe(string name, double x, double y, double expected)
    {
        Function function = Functions.All.Single(f => f.Name == name);
        foreach (int width in Function.Widths)
        {
            double[] result = new double[1];
            function.Apply([x], [y], result, width);
            Equal(expected, result[0]);
            float[] single = new float[1];
            function.Apply([(float)x], [(float)y], single, width);
            Equal((float)expected, single[0]);
        }

        static void Equal(double expected, double actual)
        {
            Assert.Equal(expected, actual);
            Assert.Equal(IsNegative(expected) && !IsNaN(expected), IsNegative(actual) && !IsNaN(actual));
        }
    }

    /// <summary>The smallest and largest arguments whose results are neither 0 nor infinite, and their neighbours.</summary>
    [Theory]
    [InlineData("exp", 88.72283f, 88.72284f, -103.972f, -103.9725f)]
    [InlineData("sinh", 89.41598f, 89.416f, 1e-45f, 0f)]
    [InlineData("cosh", 89.41598f, 89.416f, 0f, NaN)]
    [InlineData("expm1", 88.72283f, 88.72284f, 1e-45f, 0f)]
    public void OverflowsAndUnderflowsWhereItMust(string name, float finite, float infinite, float positive, float zero)
    {
        Function function = Functions.All.Single(f => f.Name == name);
        float[] result = new float[4];
        function.Apply([finite, infinite, positive, zero], new float[4], result, Function.Widest);
        Assert.True(float.IsFinite(result[0]));
        Assert.Equal(float.PositiveInfinity, result[1]);
        Assert.True(result[2] > 0);
        if (!float.IsNaN(zero))
            Assert.Equal(0, result[3]);
    }

    private static TheoryData<string, double, double, double> Make()
    {
        var cases = new TheoryData<string, double, double, double>();
        foreach (Function f in Functions.All)
            cases.Add(f.Name, NaN, 2, NaN);
        One("exp", (0, 1), (PositiveInfinity, PositiveInfinity), (NegativeInfinity, 0), (1e30, PositiveInfinity), (-1e30, 0));
        One("log", (1, 0), (0, NegativeInfinity), (-0.0, NegativeInfinity), (-1, NaN), (NegativeInfinity, NaN), (PositiveInfinity, PositiveInfinity));
        One("log2", (1, 0), (1024, 10), (0.125, -3), (0, NegativeInfinity), (-0.0, NegativeInfinity), (-1, NaN), (PositiveInfinity, PositiveInfinity));
        One("log1p", (0, 0), (-0.0, -0.0), (-1, NegativeInfinity), (-1.5, NaN), (NegativeInfinity, NaN), (PositiveInfinity, PositiveInfinity), (1e-40, 1e-40));
        One("expm1", (0, 0), (-0.0, -0.0), (PositiveInfinity, PositiveInfinity), (NegativeInfinity, -1), (-1e30, -1), (1e-40, 1e-40));
        One("sigmoid", (0, 0.5), (PositiveInfinity, 1), (NegativeInfinity, 0), (1e30, 1), (-1e30, 0));
        One("softplus", (PositiveInfinity, PositiveInfinity), (NegativeInfinity, 0), (1e30, 1e30), (-1e30, 0));
        One("logsigmoid", (PositiveInfinity, -0.0), (NegativeInfinity, NegativeInfinity), (-1e30, -1e30));
        One("cbrt", (0, 0), (-0.0, -0.0), (8, 2), (-27, -3), (PositiveInfinity, PositiveInfinity), (NegativeInfinity, NegativeInfinity));
        One("tanh", (0, 0), (-0.0, -0.0), (PositiveInfinity, 1), (NegativeInfinity, -1), (1e30, 1), (1e-40, 1e-40));
        One("sinh", (0, 0), (-0.0, -0.0), (PositiveInfinity, PositiveInfinity), (NegativeInfinity, NegativeInfinity), (1e-40, 1e-40));
        One("cosh", (0, 1), (PositiveInfinity, PositiveInfinity), (NegativeInfinity, PositiveInfinity));
        One("sin", (0, 0), (-0.0, -0.0), (PositiveInfinity, NaN), (NegativeInfinity, NaN), (1e-40, 1e-40));
        One("cos", (0, 1), (PositiveInfinity, NaN), (NegativeInfinity, NaN));
        One("asin", (0, 0), (-0.0, -0.0), (1, Math.PI / 2), (-1, -Math.PI / 2), (1.5, NaN), (-1.5, NaN), (PositiveInfinity, NaN));
        One("acos", (1, 0), (0, Math.PI / 2), (-1, Math.PI), (1.5, NaN), (-1.5, NaN), (NegativeInfinity, NaN));
        One("atan", (0, 0), (-0.0, -0.0), (PositiveInfinity, Math.PI / 2), (NegativeInfinity, -Math.PI / 2), (1e-40, 1e-40));
        One("erf", (0, 0), (-0.0, -0.0), (PositiveInfinity, 1), (NegativeInfinity, -1));
        One("erfc", (0, 1), (PositiveInfinity, 0), (NegativeInfinity, 2), (1e30, 0));
        One("lgamma", (1, 0), (2, 0), (0, PositiveInfinity), (-0.0, PositiveInfinity), (-3, PositiveInfinity), (PositiveInfinity, PositiveInfinity), (NegativeInfinity, PositiveInfinity));
        One("digamma", (0, NegativeInfinity), (-0.0, PositiveInfinity), (-3, NaN), (PositiveInfinity, PositiveInfinity), (NegativeInfinity, NaN));
        One("trigamma", (0, PositiveInfinity), (-0.0, PositiveInfinity), (-3, PositiveInfinity), (PositiveInfinity, 0), (NegativeInfinity, NaN));
        foreach ((double x, double y, double expected) in Powers())
            cases.Add("pow", x, y, expected);
        return cases;

        void One(string name, params (double X, double Expected)[] pairs)
        {
            foreach ((double x, double expected) in pairs)
                cases.Add(name, x, 2, expected);
        }
    }

    /// <summary>Annex F of the C standard, line by line.</summary>
    private static IEnumerable<(double X, double Y, double Expected)> Powers() =>
    [
        (0, -3, PositiveInfinity), (-0.0, -3, NegativeInfinity), (-0.0, -2, PositiveInfinity), (0, -1.5, PositiveInfinity), (-0.0, NegativeInfinity, PositiveInfinity),
        (0, 3, 0), (-0.0, 3, -0.0), (-0.0, 2, 0), (-0.0, 2.5, 0), (-1, PositiveInfinity, 1), (-1, NegativeInfinity, 1),
        (1, NaN, 1), (1, PositiveInfinity, 1), (NaN, 0, 1), (0, 0, 1), (PositiveInfinity, -0.0, 1), (-2, 0.5, NaN), (2, NaN, NaN), (-2, 3, -8), (-2, -2, 0.25), (-2, 1e17, PositiveInfinity),
        (0.5, NegativeInfinity, PositiveInfinity), (-2, NegativeInfinity, 0), (0.5, PositiveInfinity, 0), (-2, PositiveInfinity, PositiveInfinity),
        (NegativeInfinity, -3, -0.0), (NegativeInfinity, -2, 0), (NegativeInfinity, -0.5, 0), (NegativeInfinity, 3, NegativeInfinity), (NegativeInfinity, 0.5, PositiveInfinity),
        (PositiveInfinity, -2, 0), (PositiveInfinity, 2, PositiveInfinity), (10, 1e300, PositiveInfinity), (10, -1e300, 0),
    ];
}
