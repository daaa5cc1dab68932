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
    ];

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
}
