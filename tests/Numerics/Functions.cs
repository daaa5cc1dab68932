using LossGen.Lanes;

namespace LossGen.Numerics;

/// <summary>Every function of a lane with the error that it promises.</summary>
internal static class Functions
{
    public static readonly Function[] All =
    [
        new Function<Exp>("exp", 0.8),
        new Function<Log>("log", 2),
        new Function<Log1p>("log1p", 2),
        new Function<Expm1>("expm1", 2),
        new Function<Sigmoid>("sigmoid", 2),
        new Function<Softplus>("softplus", 2),
        new Function<LogSigmoid>("logsigmoid", 2),
        new Function<Log2>("log2", 2),
        new Function<Cbrt>("cbrt", 2),
        new Function<Tanh>("tanh", 2),
        new Function<Sinh>("sinh", 4),
        new Function<Cosh>("cosh", 4),
        new Function<Asin>("asin", 4),
        new Function<Acos>("acos", 4),
        new Function<Atan>("atan", 4),
        new Function<Sin>("sin", 4),
        new Function<Cos>("cos", 4),
        new Function<Erf>("erf", 4),
        new Function<Erfc>("erfc", 4),
        new Function<LGamma>("lgamma", 4, cancelling: x => x < 0 ? Math.Abs(One(Double1.LGamma, 1 - x)) : 0),
        new Function<Digamma>("digamma", 4, cancelling: x => x < 0 ? Math.Abs(One(Double1.Digamma, 1 - x)) : x is > 1 and < 2 ? 1 / (24 * (x - 0.5) * (x - 0.5)) : 0),
        new Function<Trigamma>("trigamma", 4),
        new Function<Pow>("pow", 2, isBinary: true),
    ];

    private static double One(Func<Double1, Double1> function, double x) => Double1.ToScalar(function(Double1.Broadcast(x)));

    private readonly struct Exp : IRow
    {
        public static L Apply<L, T>(L x, L y) where L : struct, ILane<L, T> where T : unmanaged => L.Exp(x);
    }

    private readonly struct Log : IRow
    {
        public static L Apply<L, T>(L x, L y) where L : struct, ILane<L, T> where T : unmanaged => L.Log(x);
    }

    private readonly struct Log1p : IRow
    {
        public static L Apply<L, T>(L x, L y) where L : struct, ILane<L, T> where T : unmanaged => L.Log1p(x);
    }

    private readonly struct Expm1 : IRow
    {
        public static L Apply<L, T>(L x, L y) where L : struct, ILane<L, T> where T : unmanaged => L.Expm1(x);
    }

    private readonly struct Sigmoid : IRow
    {
        public static L Apply<L, T>(L x, L y) where L : struct, ILane<L, T> where T : unmanaged => L.Sigmoid(x);
    }

    private readonly struct Softplus : IRow
    {
        public static L Apply<L, T>(L x, L y) where L : struct, ILane<L, T> where T : unmanaged => L.Softplus(x);
    }

    private readonly struct LogSigmoid : IRow
    {
        public static L Apply<L, T>(L x, L y) where L : struct, ILane<L, T> where T : unmanaged => L.LogSigmoid(x);
    }

    private readonly struct Log2 : IRow
    {
        public static L Apply<L, T>(L x, L y) where L : struct, ILane<L, T> where T : unmanaged => L.Log2(x);
    }

    private readonly struct Cbrt : IRow
    {
        public static L Apply<L, T>(L x, L y) where L : struct, ILane<L, T> where T : unmanaged => L.Cbrt(x);
    }

    private readonly struct Tanh : IRow
    {
        public static L Apply<L, T>(L x, L y) where L : struct, ILane<L, T> where T : unmanaged => L.Tanh(x);
    }

    private readonly struct Sinh : IRow
    {
        public static L Apply<L, T>(L x, L y) where L : struct, ILane<L, T> where T : unmanaged => L.Sinh(x);
    }

    private readonly struct Cosh : IRow
    {
        public static L Apply<L, T>(L x, L y) where L : struct, ILane<L, T> where T : unmanaged => L.Cosh(x);
    }

    private readonly struct Sin : IRow
    {
        public static L Apply<L, T>(L x, L y) where L : struct, ILane<L, T> where T : unmanaged => L.Sin(x);
    }

    private readonly struct Cos : IRow
    {
        public static L Apply<L, T>(L x, L y) where L : struct, ILane<L, T> where T : unmanaged => L.Cos(x);
    }

    private readonly struct Asin : IRow
    {
        public static L Apply<L, T>(L x, L y) where L : struct, ILane<L, T> where T : unmanaged => L.Asin(x);
    }

    private readonly struct Acos : IRow
    {
        public static L Apply<L, T>(L x, L y) where L : struct, ILane<L, T> where T : unmanaged => L.Acos(x);
    }

    private readonly struct Atan : IRow
    {
        public static L Apply<L, T>(L x, L y) where L : struct, ILane<L, T> where T : unmanaged => L.Atan(x);
    }

    private readonly struct Erf : IRow
    {
        public static L Apply<L, T>(L x, L y) where L : struct, ILane<L, T> where T : unmanaged => L.Erf(x);
    }

    private readonly struct Erfc : IRow
    {
        public static L Apply<L, T>(L x, L y) where L : struct, ILane<L, T> where T : unmanaged => L.Erfc(x);
    }

    private readonly struct LGamma : IRow
    {
        public static L Apply<L, T>(L x, L y) where L : struct, ILane<L, T> where T : unmanaged => L.LGamma(x);
    }

    private readonly struct Digamma : IRow
    {
        public static L Apply<L, T>(L x, L y) where L : struct, ILane<L, T> where T : unmanaged => L.Digamma(x);
    }

    private readonly struct Trigamma : IRow
    {
        public static L Apply<L, T>(L x, L y) where L : struct, ILane<L, T> where T : unmanaged => L.Trigamma(x);
    }

    private readonly struct Pow : IRow
    {
        public static L Apply<L, T>(L x, L y) where L : struct, ILane<L, T> where T : unmanaged => L.Pow(x, y);
    }
}
