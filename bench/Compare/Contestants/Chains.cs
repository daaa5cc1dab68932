using System.Numerics;
using System.Numerics.Tensors;

namespace LossGen.Bench.Contestants;

/// <summary>Value and gradient of the mean by TensorPrimitives: as few passes over as few arrays as its operations allow.</summary>
internal static class Chains
{
    /// <summary>A call of a chain on the arrays of a batch.</summary>
    public static Func<double> Call(FreshCode code, string name, Batch batch)
    {
        Type element = batch.IsDouble ? typeof(double) : typeof(float);
        object buffers = Activator.CreateInstance(code.Of(typeof(Buffers<>)).MakeGenericType(element), batch.Places, batch.Shape.C, batch.Elements)!;
        return code.Of(typeof(Chains)).GetMethod(name)!.MakeGenericMethod(element).CreateDelegate<Func<double>>(buffers);
    }

    // A sign is what is left of a multiple beyond all bounds: CopySign is slower.
    public static double L1<T>(Buffers<T> b)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        Span<T> g = b["gradX"];
        TensorPrimitives.Subtract<T>(b["x"], b["t"], g);
        double sum = double.CreateChecked(TensorPrimitives.SumOfMagnitudes<T>(g));
        TensorPrimitives.Multiply(g, T.CreateSaturating(double.MaxValue), g);
        TensorPrimitives.Clamp(g, -Share(g), Share(g), g);
        return sum / g.Length;
    }

    public static double Mse<T>(Buffers<T> b)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        Span<T> g = b["gradX"];
        TensorPrimitives.Subtract<T>(b["x"], b["t"], g);
        double sum = double.CreateChecked(TensorPrimitives.SumOfSquares<T>(g));
        TensorPrimitives.Multiply(g, Share(g) * T.CreateChecked(2), g);
        return sum / g.Length;
    }

    // With c = clamp(d, −1, 1) the loss is c·d − c²/2 and the slope c.
    public static double Huber<T>(Buffers<T> b)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        Span<T> d = b.Room(0), c = b["gradX"];
        TensorPrimitives.Subtract<T>(b["x"], b["t"], d);
        TensorPrimitives.Clamp(d, -T.One, T.One, c);
        double sum = double.CreateChecked(TensorPrimitives.Dot<T>(c, d)) - double.CreateChecked(TensorPrimitives.SumOfSquares<T>(c)) / 2;
        TensorPrimitives.Multiply(c, Share(c), c);
        return sum / c.Length;
    }

    public static double LogCosh<T>(Buffers<T> b)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        Span<T> d = b.Room(0), g = b["gradX"];
        TensorPrimitives.Subtract<T>(b["x"], b["t"], d);
        TensorPrimitives.Cosh<T>(d, g);
        TensorPrimitives.Log<T>(g, g);
        double sum = double.CreateChecked(TensorPrimitives.Sum<T>(g));
        TensorPrimitives.Tanh<T>(d, g);
        TensorPrimitives.Multiply(g, Share(g), g);
        return sum / g.Length;
    }

    public static double SoftMargin<T>(Buffers<T> b)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        Span<T> p = b.Room(0), g = b["gradX"];
        TensorPrimitives.Multiply<T>(b["x"], b["y"], p);
        TensorPrimitives.Sigmoid<T>(p, p);
        TensorPrimitives.Log<T>(p, g);
        double sum = double.CreateChecked(TensorPrimitives.Sum<T>(g));
        TensorPrimitives.AddMultiply(p, -T.One, b["y"], g);
        TensorPrimitives.Multiply(g, Share(g), g);
        return -sum / g.Length;
    }

    public static double PoissonNll<T>(Buffers<T> b)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        Span<T> g = b["gradX"];
        TensorPrimitives.Exp<T>(b["x"], g);
        double sum = double.CreateChecked(TensorPrimitives.Sum<T>(g)) - double.CreateChecked(TensorPrimitives.Dot<T>(b["t"], b["x"]));
        TensorPrimitives.Subtract<T>(g, b["t"], g);
        TensorPrimitives.Multiply(g, Share(g), g);
        return sum / g.Length;
    }

    public static double KLDiv<T>(Buffers<T> b)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        Span<T> g = b["gradX"];
        TensorPrimitives.Log<T>(b["t"], g);
        TensorPrimitives.Subtract<T>(g, b["x"], g);
        double sum = double.CreateChecked(TensorPrimitives.Dot<T>(b["t"], g));
        TensorPrimitives.Multiply(b["t"], -Share(g), g);
        return sum / g.Length;
    }

    public static double GaussianNll<T>(Buffers<T> b)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        Span<T> v = b.Room(0), g = b["gradX"], gv = b["gradVar"];
        TensorPrimitives.Max(b["var"], T.CreateChecked(1e-6), v);
        TensorPrimitives.Log<T>(v, gv);
        double sum = double.CreateChecked(TensorPrimitives.Sum<T>(gv));
        TensorPrimitives.Subtract<T>(b["x"], b["t"], gv);
        TensorPrimitives.Divide<T>(gv, v, g);
        sum += double.CreateChecked(TensorPrimitives.Dot<T>(gv, g));
        TensorPrimitives.Reciprocal<T>(v, v);
        TensorPrimitives.Multiply<T>(g, g, gv);
        TensorPrimitives.Subtract<T>(v, gv, gv);
        T share = Share(g);
        TensorPrimitives.Multiply(gv, share / T.CreateChecked(2), gv);
        TensorPrimitives.Multiply(g, share, g);
        return sum / 2 / g.Length;
    }

    public static double Bce<T>(Buffers<T> b)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        Span<T> rest = b.Room(0), logRest = b.Room(1), g = b["gradX"];
        TensorPrimitives.Subtract(T.One, b["x"], rest);
        TensorPrimitives.Log<T>(rest, logRest);
        double sum = double.CreateChecked(TensorPrimitives.Sum<T>(logRest));
        TensorPrimitives.Log<T>(b["x"], g);
        TensorPrimitives.Subtract<T>(g, logRest, g);
        sum += double.CreateChecked(TensorPrimitives.Dot<T>(b["t"], g));
        TensorPrimitives.Multiply<T>(b["x"], rest, rest);
        TensorPrimitives.Subtract<T>(b["x"], b["t"], g);
        TensorPrimitives.Divide<T>(g, rest, g);
        TensorPrimitives.Multiply(g, Share(g), g);
        return -sum / g.Length;
    }

    public static double BceWithLogits<T>(Buffers<T> b)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        Span<T> g = b["gradX"];
        TensorPrimitives.Negate<T>(b["x"], g);
        TensorPrimitives.Sigmoid<T>(g, g);
        TensorPrimitives.Log<T>(g, g);
        double sum = double.CreateChecked(TensorPrimitives.Sum<T>(g)) + double.CreateChecked(TensorPrimitives.Dot<T>(b["t"], b["x"]));
        TensorPrimitives.Sigmoid<T>(b["x"], g);
        TensorPrimitives.Subtract<T>(g, b["t"], g);
        TensorPrimitives.Multiply(g, Share(g), g);
        return -sum / g.Length;
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
