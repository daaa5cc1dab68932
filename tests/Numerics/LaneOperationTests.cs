using System.Numerics;
using LossGen.Lanes;

namespace LossGen.Numerics;

/// <summary>What each operation of a lane means, on every lane, against plain arithmetic; NaN, infinities and zeros included.</summary>
public class LaneOperationTests
{
    private static readonly double[] s_numbers =
        [0, -0.0, 1, -1, 0.5, -0.5, 1.5, 2.5, -2.5, 3.75, -3.75, 1e-30, 8388609, -8388609, 4503599627370497, 1e30, -1e30,
            double.PositiveInfinity, double.NegativeInfinity, double.NaN];

    [Fact] public void Single512Operations() => Check<Single512, float>();
    [Fact] public void Single256Operations() => Check<Single256, float>();
    [Fact] public void Single128Operations() => Check<Single128, float>();
    [Fact] public void Single1Operations() => Check<Single1, float>();
    [Fact] public void Double512Operations() => Check<Double512, double>();
    [Fact] public void Double256Operations() => Check<Double256, double>();
    [Fact] public void Double128Operations() => Check<Double128, double>();
    [Fact] public void Double1Operations() => Check<Double1, double>();

    [Theory, InlineData("AVX512"), InlineData("AVX2"), InlineData("AVX"), InlineData("HWIntrinsic")]
    public void OperationsWithoutAnInstructionSet(string instructionSet) =>
        Assert.Equal(["operations"], Measurement.InProcessWithout(instructionSet, "operations"));

    internal static void CheckAll()
    {
        Check<Single512, float>();
        Check<Single256, float>();
        Check<Single128, float>();
        Check<Single1, float>();
        Check<Double512, double>();
        Check<Double256, double>();
        Check<Double128, double>();
        Check<Double1, double>();
    }

    private static void Check<L, T>()
        where L : struct, ILane<L, T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        foreach (double a in s_numbers)
        {
            foreach (double b in s_numbers)
                Pair<L, T>(T.CreateTruncating(a), T.CreateTruncating(b));
            One<L, T>(T.CreateTruncating(a));
        }

        WholeLanes<L, T>();
    }

    private static void Pair<L, T>(T a, T b)
        where L : struct, ILane<L, T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        L x = L.Broadcast(a), y = L.Broadcast(b);
        Is<L, T>(a + b, x + y);
        Is<L, T>(a - b, x - y);
        Is<L, T>(a * b, x * y);
        Is<L, T>(a / b, x / y);
        Is<L, T>(a > b ? a : b, L.MaxOrSecond(x, y));
        Is<L, T>(a < b ? a : b, L.MinOrSecond(x, y));
        Assert.Equal(T.IsNaN(a) || T.IsNaN(b) ? T.NaN : a > b ? a : b, L.ToScalar(L.Max(x, y)));
        Assert.Equal(T.IsNaN(a) || T.IsNaN(b) ? T.NaN : a < b ? a : b, L.ToScalar(L.Min(x, y)));
        Holds(a < b, L.Less(x, y));
        Holds(a <= b, L.LessOrEqual(x, y));
        Holds(a > b, L.Greater(x, y));
        Holds(a >= b, L.GreaterOrEqual(x, y));
        Holds(a == b, L.Equal(x, y));
        Holds(a != b, L.NotEqual(x, y));
        Holds(a < b && a < T.One, L.Less(x, y) & L.Less(x, L.Broadcast(T.One)));
        Holds(a < b || a < T.One, L.Less(x, y) | L.Less(x, L.Broadcast(T.One)));
        Holds(!(a < b), ~L.Less(x, y));

        static void Holds(bool expected, L mask)
        {
            Assert.Equal(expected, L.Any(mask));
            Assert.Equal(!expected, L.Any(~mask));
            Is<L, T>(expected ? T.One : T.Pi, L.Select(mask, L.Broadcast(T.One), L.Broadcast(T.Pi)));
        }
    }

    private static void One<L, T>(T a)
        where L : struct, ILane<L, T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        L x = L.Broadcast(a);
        Is<L, T>(-a, -x);
        Is<L, T>(T.Abs(a), L.Abs(x));
        Is<L, T>(T.Sqrt(a), L.Sqrt(x));
        Is<L, T>(T.Floor(a), L.Floor(x));
        Is<L, T>(T.Round(a), L.Round(x));
    }

    private static void WholeLanes<L, T>()
        where L : struct, ILane<L, T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        int n = L.Count;
        L indices = L.Indices(5);
        T product = T.One;
        for (int i = 0; i < n; i++)
            product *= T.CreateChecked(i + 5);
        Assert.Equal(n * (5 + n + 4) / 2.0, L.Sum(indices));
        Assert.True(T.Abs(L.ToScalar(L.ProductAcross(indices)) - product) <= product * T.CreateChecked(1e-6));
        Is<L, T>(T.CreateChecked(n + 4), L.MaxAcross(indices));
        Is<L, T>(T.CreateChecked(5), L.MinAcross(indices));
        Is<L, T>(T.CreateChecked(0.1), L.Constant(0.1));

        // The sum is made in double: float would lose the small one.
        L large = L.Select(L.First(1), L.Constant(1L << 30), L.Constant(1));
        Assert.Equal((1L << 30) + n - 1.0, L.Sum(large));

        for (int count = 0; count <= n; count++)
        {
            L first = L.First(count);
            Assert.Equal(count, L.Sum(L.Select(first, L.Constant(1), L.Constant(0))));
            Assert.Equal(count > 0, L.Any(first));

            // A NaN anywhere is the largest and the smallest.
            L one = L.Select(first & ~L.First(count - 1), L.Constant(double.NaN), indices);
            Assert.Equal(count > 0, T.IsNaN(L.ToScalar(L.MaxAcross(one))));
            Assert.Equal(count > 0, T.IsNaN(L.ToScalar(L.MinAcross(one))));
        }

        L fused = L.MulAdd(L.Constant(3), indices, L.Constant(0.5));
        Assert.Equal(3 * L.Sum(indices) + 0.5 * n, L.Sum(fused));
        L softplus = L.SoftplusAndSigmoid(indices, out L sigmoid);
        Assert.Equal(L.Sum(L.Softplus(indices)), L.Sum(softplus));
        Assert.Equal(L.Sum(L.Sigmoid(indices)), L.Sum(sigmoid));
        Families<L, T>(indices - L.Constant(2.5));
        Families<L, T>(L.Constant(0));
        Families<L, T>(L.Constant(double.NegativeInfinity));
        Families<L, T>(L.Constant(double.NaN));
    }

    /// <summary>Members that share their work have the bits of those that don't.</summary>
    private static void Families<L, T>(L value)
        where L : struct, ILane<L, T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        L softplus = L.SoftplusAndSigmoidOfBothSigns(value, out L ofNegative, out L sigmoid, out L complement);
        Same(L.Softplus(value), softplus);
        Same(L.Softplus(-value), ofNegative);
        Same(L.Sigmoid(value), sigmoid);
        Same(L.Sigmoid(-value), complement);
        Same(softplus, L.SoftplusOfBothSigns(value, out L ofNegative2));
        Same(ofNegative, ofNegative2);
        Same(sigmoid, L.SigmoidAndComplement(value, out L complement2));
        Same(complement, complement2);
        Same(softplus, L.SoftplusAndSigmoid(value, out L sigmoid2));
        Same(sigmoid, sigmoid2);

        static void Same(L expected, L actual)
        {
            T[] elements = new T[2 * L.Count];
            L.Store(expected, ref elements[0], 0);
            L.Store(actual, ref elements[0], L.Count);
            Assert.Equal(elements[..L.Count], elements[L.Count..]);
        }
    }

    /// <summary>The value in every element, the sign of 0 included.</summary>
    private static void Is<L, T>(T expected, L actual)
        where L : struct, ILane<L, T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        T[] elements = new T[L.Count];
        L.Store(actual, ref elements[0], 0);
        foreach (T element in elements)
        {
            Assert.Equal(expected, element);
            if (!T.IsNaN(expected))
                Assert.Equal(T.IsNegative(expected), T.IsNegative(element));
        }
    }
}
