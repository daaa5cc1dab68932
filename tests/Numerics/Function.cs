using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using LossGen.Lanes;

namespace LossGen.Numerics;

/// <summary>A function of a lane, as something a table can hold: called on spans, at any width.</summary>
/// <param name="name">Its name in a formula.</param>
/// <param name="bound">The promised error in units in the last place, for both types, with and without fusing.</param>
internal abstract class Function(string name, double bound)
{
    public static readonly int[] Widths = [512, 256, 128, 1];

    public string Name => name;

    public double Bound => bound;

    /// <summary>Whether it takes a second argument.</summary>
    public virtual bool IsBinary => false;

    /// <summary>The widest that the machine has.</summary>
    public static int Widest =>
        Vector512.IsHardwareAccelerated ? 512 : Vector256.IsHardwareAccelerated ? 256 : Vector128.IsHardwareAccelerated ? 128 : 1;

    public abstract void Apply(ReadOnlySpan<float> x, ReadOnlySpan<float> y, Span<float> result, int width);

    public abstract void Apply(ReadOnlySpan<double> x, ReadOnlySpan<double> y, Span<double> result, int width);

    /// <summary>
    /// The size of the terms that cancel near a zero where no argument is exact: there the unit is that of the terms. 0 where
    /// the error counts in units of the result.
    /// </summary>
    public virtual double Cancelling(double x) => 0;

    public override string ToString() => name;
}

/// <summary>The body of a row: what it calls on a lane.</summary>
internal interface IRow
{
    static abstract L Apply<L, T>(L x, L y)
        where L : struct, ILane<L, T>
        where T : unmanaged;
}

/// <inheritdoc/>
/// <typeparam name="R">What is called.</typeparam>
internal sealed class Function<R>(string name, double bound, bool isBinary = false, Func<double, double>? cancelling = null)
    : Function(name, bound)
    where R : struct, IRow
{
    public override bool IsBinary => isBinary;

    public override double Cancelling(double x) => cancelling?.Invoke(x) ?? 0;

    public override void Apply(ReadOnlySpan<float> x, ReadOnlySpan<float> y, Span<float> result, int width)
    {
        switch (width)
        {
            case 512: Map<Single512, float>(x, y, result); break;
            case 256: Map<Single256, float>(x, y, result); break;
            case 128: Map<Single128, float>(x, y, result); break;
            default: Map<Single1, float>(x, y, result); break;
        }
    }

    public override void Apply(ReadOnlySpan<double> x, ReadOnlySpan<double> y, Span<double> result, int width)
    {
        switch (width)
        {
            case 512: Map<Double512, double>(x, y, result); break;
            case 256: Map<Double256, double>(x, y, result); break;
            case 128: Map<Double128, double>(x, y, result); break;
            default: Map<Double1, double>(x, y, result); break;
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    private static void Map<L, T>(ReadOnlySpan<T> x, ReadOnlySpan<T> y, Span<T> result)
        where L : struct, ILane<L, T>
        where T : unmanaged
    {
        ref readonly T x0 = ref x[0];
        ref readonly T y0 = ref y[0];
        ref T r0 = ref result[0];
        nint i = 0;
        for (; i <= x.Length - L.Count; i += L.Count)
            L.Store(R.Apply<L, T>(L.Load(in x0, i), L.Load(in y0, i)), ref r0, i);
        int rest = (int)(x.Length - i);
        if (rest > 0)
            L.Store(R.Apply<L, T>(L.Load(in x0, i, rest), L.Load(in y0, i, rest)), ref r0, i, rest);
    }
}
