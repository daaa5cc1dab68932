using System.Numerics;
using System.Numerics.Tensors;

namespace LossGen.Bench.Contestants;

/// <summary>Value and gradient of the mean by TensorPrimitives: as few passes over the arrays as its operations allow.</summary>
internal static class Chains
{
    public static double L1<T>(Buffers<T> b)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        Span<T> d = b.Room(0), g = b["gradX"];
        TensorPrimitives.Subtract<T>(b["x"], b["t"], d);
        g.Fill(Share(d));
        TensorPrimitives.CopySign<T>(g, d, g);
        return double.CreateChecked(TensorPrimitives.SumOfMagnitudes<T>(d)) / d.Length;
    }

    public static double Mse<T>(Buffers<T> b)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        Span<T> d = b.Room(0);
        TensorPrimitives.Subtract<T>(b["x"], b["t"], d);
        TensorPrimitives.Multiply(d, Share(d) * T.CreateChecked(2), b["gradX"]);
        return double.CreateChecked(TensorPrimitives.SumOfSquares<T>(d)) / d.Length;
    }

    // With c = clamp(d, −1, 1) the loss is c·d − c²/2 and the slope c.
    public static double Huber<T>(Buffers<T> b)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        Span<T> d = b.Room(0), c = b.Room(1);
        TensorPrimitives.Subtract<T>(b["x"], b["t"], d);
        TensorPrimitives.Clamp(d, -T.One, T.One, c);
        double sum = double.CreateChecked(TensorPrimitives.Dot<T>(c, d)) - double.CreateChecked(TensorPrimitives.SumOfSquares<T>(c)) / 2;
        TensorPrimitives.Multiply(c, Share(d), b["gradX"]);
        return sum / d.Length;
    }

    public static double LogCosh<T>(Buffers<T> b)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        Span<T> d = b.Room(0), each = b.Room(1), g = b["gradX"];
        TensorPrimitives.Subtract<T>(b["x"], b["t"], d);
        TensorPrimitives.Cosh<T>(d, each);
        TensorPrimitives.Log<T>(each, each);
        TensorPrimitives.Tanh<T>(d, g);
        TensorPrimitives.Multiply(g, Share(d), g);
        return double.CreateChecked(TensorPrimitives.Sum<T>(each)) / d.Length;
    }

    public static double SoftMargin<T>(Buffers<T> b)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        Span<T> p = b.Room(0), each = b.Room(1), g = b["gradX"];
        TensorPrimitives.Multiply<T>(b["x"], b["y"], p);
        TensorPrimitives.Sigmoid<T>(p, p);
        TensorPrimitives.Log<T>(p, each);
        TensorPrimitives.Subtract(p, T.One, p);
        TensorPrimitives.Multiply<T>(p, b["y"], g);
        TensorPrimitives.Multiply(g, Share(p), g);
        return -double.CreateChecked(TensorPrimitives.Sum<T>(each)) / p.Length;
    }

    public static double PoissonNll<T>(Buffers<T> b)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        Span<T> rate = b.Room(0), g = b["gradX"];
        TensorPrimitives.Exp<T>(b["x"], rate);
        double sum = double.CreateChecked(TensorPrimitives.Sum<T>(rate)) - double.CreateChecked(TensorPrimitives.Dot<T>(b["t"], b["x"]));
        TensorPrimitives.Subtract<T>(rate, b["t"], g);
        TensorPrimitives.Multiply(g, Share(rate), g);
        return sum / rate.Length;
    }

    public static double KLDiv<T>(Buffers<T> b)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        Span<T> log = b.Room(0);
        TensorPrimitives.Log<T>(b["t"], log);
        double sum = double.CreateChecked(TensorPrimitives.Dot<T>(b["t"], log)) - double.CreateChecked(TensorPrimitives.Dot<T>(b["t"], b["x"]));
        TensorPrimitives.Multiply(b["t"], -Share(log), b["gradX"]);
        return sum / log.Length;
    }

    public static double GaussianNll<T>(Buffers<T> b)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        Span<T> d = b.Room(0), log = b.Room(1), v = b.Room(2), g = b["gradX"], gv = b["gradVar"];
        T share = Share(d), half = share / T.CreateChecked(2);
        TensorPrimitives.Max(b["var"], T.CreateChecked(1e-6), v);
        TensorPrimitives.Log<T>(v, log);
        TensorPrimitives.Subtract<T>(b["x"], b["t"], d);
        TensorPrimitives.Divide<T>(d, v, g);
        double sum = double.CreateChecked(TensorPrimitives.Sum<T>(log)) + double.CreateChecked(TensorPrimitives.Dot<T>(d, g));
        TensorPrimitives.Reciprocal<T>(v, v);
        TensorPrimitives.Multiply<T>(g, g, gv);
        TensorPrimitives.Subtract<T>(v, gv, gv);
        TensorPrimitives.Multiply(gv, half, gv);
        TensorPrimitives.Multiply(g, share, g);
        return sum / 2 / d.Length;
    }

    public static double Bce<T>(Buffers<T> b)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        Span<T> log = b.Room(0), rest = b.Room(1), logRest = b.Room(2), g = b["gradX"];
        TensorPrimitives.Log<T>(b["x"], log);
        TensorPrimitives.Subtract(T.One, b["x"], rest);
        TensorPrimitives.Log<T>(rest, logRest);
        double sum = double.CreateChecked(TensorPrimitives.Sum<T>(logRest));
        TensorPrimitives.Subtract<T>(log, logRest, log);
        sum += double.CreateChecked(TensorPrimitives.Dot<T>(b["t"], log));
        TensorPrimitives.Multiply<T>(b["x"], rest, rest);
        TensorPrimitives.Subtract<T>(b["x"], b["t"], g);
        TensorPrimitives.Divide<T>(g, rest, g);
        TensorPrimitives.Multiply(g, Share(log), g);
        return -sum / log.Length;
    }

    public static double BceWithLogits<T>(Buffers<T> b)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        Span<T> log = b.Room(0), g = b["gradX"];
        TensorPrimitives.Negate<T>(b["x"], log);
        TensorPrimitives.Sigmoid<T>(log, log);
        TensorPrimitives.Log<T>(log, log);
        double sum = double.CreateChecked(TensorPrimitives.Sum<T>(log)) + double.CreateChecked(TensorPrimitives.Dot<T>(b["t"], b["x"]));
        TensorPrimitives.Sigmoid<T>(b["x"], g);
        TensorPrimitives.Subtract<T>(g, b["t"], g);
        TensorPrimitives.Multiply(g, Share(log), g);
        return -sum / log.Length;
    }

    public static double CrossEntropy<T>(Buffers<T> b)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        ReadOnlySpan<int> labels = b.Labels("y");
        T share = T.One / T.CreateChecked(labels.Length);
        double total = 0;
        for (int n = 0; n < labels.Length; n++)
        {
            ReadOnlySpan<T> x = b["x"].Slice(n * b.C, b.C);
            Span<T> g = b["gradX"].Slice(n * b.C, b.C);
            T max = TensorPrimitives.Max(x);
            TensorPrimitives.Subtract(x, max, g);
            TensorPrimitives.Exp<T>(g, g);
            T sum = TensorPrimitives.Sum<T>(g);
            total += double.CreateChecked(T.Log(sum) + max - x[labels[n]]);
            TensorPrimitives.Multiply(g, share / sum, g);
            g[labels[n]] -= share;
        }

        return total / labels.Length;
    }

    private static T Share<T>(Span<T> all)
        where T : unmanaged, IFloatingPointIeee754<T>
        => T.One / T.CreateChecked(all.Length);
}
