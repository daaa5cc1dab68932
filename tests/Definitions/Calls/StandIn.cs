namespace LossGen.Definitions.Tests.Calls;

[Loss("log(1 + exp(-y*x))", Inputs = "x, y")]
internal sealed class StandIn
{
    public Reduction Reduction { get; init; }
    public int MaxDegreeOfParallelism { get; init; } = 1;

    private static double L(double z) => Math.Max(z, 0) + Math.Log(1 + Math.Exp(-Math.Abs(z)));
    private static double S(double z) => 1 / (1 + Math.Exp(-z));
    private double Div(int n, int inner) => Reduction == Reduction.Sum ? 1 : Reduction == Reduction.Mean ? n : n / inner;

    public double Forward(ReadOnlySpan<float> x, ReadOnlySpan<float> y, int inner = 1) { Check(x.Length, y.Length, inner); double s = 0; for (int i = 0; i < x.Length; i++) s += L(-(double)y[i] * x[i]); return s / Div(x.Length, inner); }
    public double Forward(ReadOnlySpan<double> x, ReadOnlySpan<double> y, int inner = 1) { Check(x.Length, y.Length, inner); double s = 0; for (int i = 0; i < x.Length; i++) s += L(-y[i] * x[i]); return s / Div(x.Length, inner); }
    public void ForwardEach(ReadOnlySpan<float> x, ReadOnlySpan<float> y, Span<float> losses, int inner = 1) { Check(x.Length, y.Length, inner); Check(x.Length, losses.Length, 1); for (int i = 0; i < x.Length; i++) losses[i] = (float)L(-(double)y[i] * x[i]); }
    public void ForwardEach(ReadOnlySpan<double> x, ReadOnlySpan<double> y, Span<double> losses, int inner = 1) { Check(x.Length, y.Length, inner); Check(x.Length, losses.Length, 1); for (int i = 0; i < x.Length; i++) losses[i] = L(-y[i] * x[i]); }
    public LossTotal Total(ReadOnlySpan<float> x, ReadOnlySpan<float> y, int inner = 1) { Check(x.Length, y.Length, inner); double s = 0; for (int i = 0; i < x.Length; i++) s += L(-(double)y[i] * x[i]); return new(Reduction, s, x.Length, x.Length / inner); }
    public LossTotal Total(ReadOnlySpan<double> x, ReadOnlySpan<double> y, int inner = 1) { Check(x.Length, y.Length, inner); double s = 0; for (int i = 0; i < x.Length; i++) s += L(-y[i] * x[i]); return new(Reduction, s, x.Length, x.Length / inner); }

    public double Backward(ReadOnlySpan<float> x, ReadOnlySpan<float> y, Span<float> gradX, Span<float> gradY = default, int inner = 1, double upstream = 1, LossTotal? whole = null)
    {
        LossTotal t = Total(x, y, inner); Check(x.Length, gradX.Length, 1); if (!gradY.IsEmpty) Check(x.Length, gradY.Length, 1); Over(x, y, gradX, gradY);
        double d = D(whole ?? t);
        for (int i = 0; i < x.Length; i++) { double s = S(-(double)y[i] * x[i]); gradX[i] = (float)(-upstream * y[i] * s / d); if (!gradY.IsEmpty) gradY[i] = (float)(-upstream * x[i] * s / d); }
        return t.Numerator / d;
    }
    public double Backward(ReadOnlySpan<double> x, ReadOnlySpan<double> y, Span<double> gradX, Span<double> gradY = default, int inner = 1, double upstream = 1, LossTotal? whole = null)
    {
        LossTotal t = Total(x, y, inner); Check(x.Length, gradX.Length, 1); if (!gradY.IsEmpty) Check(x.Length, gradY.Length, 1); Over(x, y, gradX, gradY);
        double d = D(whole ?? t);
        for (int i = 0; i < x.Length; i++) { double s = S(-y[i] * x[i]); gradX[i] = -upstream * y[i] * s / d; if (!gradY.IsEmpty) gradY[i] = -upstream * x[i] * s / d; }
        return t.Numerator / d;
    }
    public void BackwardEach(ReadOnlySpan<float> x, ReadOnlySpan<float> y, ReadOnlySpan<float> upstream, Span<float> gradX, Span<float> gradY = default, int inner = 1)
    {
        Check(x.Length, y.Length, inner); Check(x.Length, gradX.Length, 1); Check(x.Length, upstream.Length, 1); if (!gradY.IsEmpty) Check(x.Length, gradY.Length, 1); Over(x, y, gradX, gradY);
        for (int i = 0; i < x.Length; i++) { double s = S(-(double)y[i] * x[i]); gradX[i] = (float)(-upstream[i] * y[i] * s); if (!gradY.IsEmpty) gradY[i] = (float)(-upstream[i] * x[i] * s); }
    }
    public void BackwardEach(ReadOnlySpan<double> x, ReadOnlySpan<double> y, ReadOnlySpan<double> upstream, Span<double> gradX, Span<double> gradY = default, int inner = 1)
    {
        Check(x.Length, y.Length, inner); Check(x.Length, gradX.Length, 1); Check(x.Length, upstream.Length, 1); if (!gradY.IsEmpty) Check(x.Length, gradY.Length, 1); Over(x, y, gradX, gradY);
        for (int i = 0; i < x.Length; i++) { double s = S(-y[i] * x[i]); gradX[i] = -upstream[i] * y[i] * s; if (!gradY.IsEmpty) gradY[i] = -upstream[i] * x[i] * s; }
    }
    private static double D(LossTotal t) => t.Reduction == Reduction.Sum ? 1 : t.Reduction == Reduction.Mean ? t.Divisor : t.Count;
    private static void Check(int a, int b, int inner) { if (a != b || inner < 1 || a % inner != 0) throw new ArgumentException($"{a} {b}"); }
    private static void Over<T>(ReadOnlySpan<T> x, ReadOnlySpan<T> y, Span<T> a, Span<T> b) { if (a.Overlaps(x) || a.Overlaps(y) || a.Overlaps(b) || b.Overlaps(x) || b.Overlaps(y)) throw new ArgumentException("overlap"); }
}
