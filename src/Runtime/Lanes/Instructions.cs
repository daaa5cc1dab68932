using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.Arm;
using System.Runtime.Intrinsics.X86;
using LossGen.Numerics;

namespace LossGen.Lanes;

/// <summary>
/// What vector functions ask of a width and some machine has an instruction for. Each gives the same bits without it.
/// </summary>
internal static class Instructions
{
    // What takes y's place, four bits a kind of x, from the highest: y itself for positive numbers, NaN for negative ones, x for
    // +∞, NaN for −∞, y for 1, −∞ for 0, the quiet form of a signalling NaN, and x for a quiet one.
    private const int LimitsOfLogarithm = 0x0313_0421;

    /// <summary>Asks for a line of memory that is read soon, where the machine can be asked.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static unsafe void Prefetch(void* address)
    {
        if (Sse.IsSupported)
            Sse.Prefetch0(address);
    }

    /// <summary>left &gt; right ? left : right.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> MaxOrSecond(Vector512<float> left, Vector512<float> right) => Avx512F.IsSupported
        ? Avx512F.Max(left, right)
        : Vector512.ConditionalSelect(Vector512.GreaterThan(left, right), left, right);

    /// <summary>left &lt; right ? left : right.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> MinOrSecond(Vector512<float> left, Vector512<float> right) => Avx512F.IsSupported
        ? Avx512F.Min(left, right)
        : Vector512.ConditionalSelect(Vector512.LessThan(left, right), left, right);

    /// <summary>value · 2^n, rounded once; n is also in the low bits of <paramref name="shifted"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Scale(Vector512<float> value, Vector512<float> shifted, Vector512<float> n) =>
        Avx512F.IsSupported ? Avx512F.Scale(value, n) : PowersOfTwo.Scale(value, shifted);

    /// <inheritdoc cref="MaxOrSecond(Vector512{float}, Vector512{float})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<double> MaxOrSecond(Vector512<double> left, Vector512<double> right) => Avx512F.IsSupported
        ? Avx512F.Max(left, right)
        : Vector512.ConditionalSelect(Vector512.GreaterThan(left, right), left, right);

    /// <inheritdoc cref="MinOrSecond(Vector512{float}, Vector512{float})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<double> MinOrSecond(Vector512<double> left, Vector512<double> right) => Avx512F.IsSupported
        ? Avx512F.Min(left, right)
        : Vector512.ConditionalSelect(Vector512.LessThan(left, right), left, right);

    /// <inheritdoc cref="Scale(Vector512{float}, Vector512{float}, Vector512{float})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<double> Scale(Vector512<double> value, Vector512<double> shifted, Vector512<double> n) =>
        Avx512F.IsSupported ? Avx512F.Scale(value, n) : PowersOfTwo.Scale(value, shifted);

    /// <inheritdoc cref="MaxOrSecond(Vector512{float}, Vector512{float})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> MaxOrSecond(Vector256<float> left, Vector256<float> right) => Avx.IsSupported
        ? Avx.Max(left, right)
        : Vector256.ConditionalSelect(Vector256.GreaterThan(left, right), left, right);

    /// <inheritdoc cref="MinOrSecond(Vector512{float}, Vector512{float})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> MinOrSecond(Vector256<float> left, Vector256<float> right) => Avx.IsSupported
        ? Avx.Min(left, right)
        : Vector256.ConditionalSelect(Vector256.LessThan(left, right), left, right);

    /// <inheritdoc cref="Scale(Vector512{float}, Vector512{float}, Vector512{float})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> Scale(Vector256<float> value, Vector256<float> shifted, Vector256<float> n) =>
        PowersOfTwo.Scale(value, shifted);

    /// <inheritdoc cref="MaxOrSecond(Vector512{float}, Vector512{float})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<double> MaxOrSecond(Vector256<double> left, Vector256<double> right) => Avx.IsSupported
        ? Avx.Max(left, right)
        : Vector256.ConditionalSelect(Vector256.GreaterThan(left, right), left, right);

    /// <inheritdoc cref="MinOrSecond(Vector512{float}, Vector512{float})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<double> MinOrSecond(Vector256<double> left, Vector256<double> right) => Avx.IsSupported
        ? Avx.Min(left, right)
        : Vector256.ConditionalSelect(Vector256.LessThan(left, right), left, right);

    /// <inheritdoc cref="Scale(Vector512{float}, Vector512{float}, Vector512{float})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<double> Scale(Vector256<double> value, Vector256<double> shifted, Vector256<double> n) =>
        PowersOfTwo.Scale(value, shifted);

    /// <inheritdoc cref="MaxOrSecond(Vector512{float}, Vector512{float})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<float> MaxOrSecond(Vector128<float> left, Vector128<float> right) => Sse.IsSupported
        ? Sse.Max(left, right)
        : Vector128.ConditionalSelect(Vector128.GreaterThan(left, right), left, right);

    /// <inheritdoc cref="MinOrSecond(Vector512{float}, Vector512{float})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<float> MinOrSecond(Vector128<float> left, Vector128<float> right) => Sse.IsSupported
        ? Sse.Min(left, right)
        : Vector128.ConditionalSelect(Vector128.LessThan(left, right), left, right);

    /// <inheritdoc cref="Scale(Vector512{float}, Vector512{float}, Vector512{float})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<float> Scale(Vector128<float> value, Vector128<float> shifted, Vector128<float> n) =>
        PowersOfTwo.Scale(value, shifted);

    /// <inheritdoc cref="MaxOrSecond(Vector512{float}, Vector512{float})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<double> MaxOrSecond(Vector128<double> left, Vector128<double> right) => Sse2.IsSupported
        ? Sse2.Max(left, right)
        : Vector128.ConditionalSelect(Vector128.GreaterThan(left, right), left, right);

    /// <inheritdoc cref="MinOrSecond(Vector512{float}, Vector512{float})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<double> MinOrSecond(Vector128<double> left, Vector128<double> right) => Sse2.IsSupported
        ? Sse2.Min(left, right)
        : Vector128.ConditionalSelect(Vector128.LessThan(left, right), left, right);

    /// <inheritdoc cref="Scale(Vector512{float}, Vector512{float}, Vector512{float})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<double> Scale(Vector128<double> value, Vector128<double> shifted, Vector128<double> n) =>
        PowersOfTwo.Scale(value, shifted);

    /// <summary>x = 2^e·m with m in [√½, √2); x is positive and finite, else anything.</summary>
    /// <remarks>A mask that is asked for twice is turned into a vector by the JIT; two comparisons stay masks, and take a third of the time.</remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Split(Vector512<float> x, out Vector512<float> e)
    {
        if (!Avx512F.IsSupported)
            return Logarithm.Split(x, out e);
        Vector512<float> m = Avx512F.GetMantissa(x, 0);
        e = Avx512F.GetExponent(x);
        e = Vector512.ConditionalSelect(Vector512.GreaterThanOrEqual(m, Vector512.Create(1.4142135f)), e + Vector512.Create(1f), e);
        return Vector512.ConditionalSelect(Vector512.LessThan(m, Vector512.Create(1.4142135f)), m, m * Vector512.Create(0.5f));
    }

    /// <summary>y, a logarithm, where x is positive and finite; else −∞ for 0, NaN below it, and +∞ and NaN themselves.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> LogarithmLimits(Vector512<float> x, Vector512<float> y) =>
        Avx512F.IsSupported ? Avx512F.Fixup(y, x, Vector512.Create(LimitsOfLogarithm), 0) : Logarithm.WithLimits(x, y);

    /// <inheritdoc cref="Split(Vector512{float}, out Vector512{float})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<double> Split(Vector512<double> x, out Vector512<double> e)
    {
        if (!Avx512F.IsSupported)
            return Logarithm.Split(x, out e);
        Vector512<double> m = Avx512F.GetMantissa(x, 0);
        e = Avx512F.GetExponent(x);
        e = Vector512.ConditionalSelect(Vector512.GreaterThanOrEqual(m, Vector512.Create(1.4142135623730951)), e + Vector512.Create(1d), e);
        return Vector512.ConditionalSelect(Vector512.LessThan(m, Vector512.Create(1.4142135623730951)), m, m * Vector512.Create(0.5));
    }

    /// <inheritdoc cref="LogarithmLimits(Vector512{float}, Vector512{float})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<double> LogarithmLimits(Vector512<double> x, Vector512<double> y) =>
        Avx512F.IsSupported ? Avx512F.Fixup(y, x, Vector512.Create((long)LimitsOfLogarithm), 0) : Logarithm.WithLimits(x, y);

    /// <inheritdoc cref="Split(Vector512{float}, out Vector512{float})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> Split(Vector256<float> x, out Vector256<float> e) => Logarithm.Split(x, out e);

    /// <inheritdoc cref="LogarithmLimits(Vector512{float}, Vector512{float})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> LogarithmLimits(Vector256<float> x, Vector256<float> y) => Logarithm.WithLimits(x, y);

    /// <inheritdoc cref="Split(Vector512{float}, out Vector512{float})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<double> Split(Vector256<double> x, out Vector256<double> e) => Logarithm.Split(x, out e);

    /// <inheritdoc cref="LogarithmLimits(Vector512{float}, Vector512{float})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<double> LogarithmLimits(Vector256<double> x, Vector256<double> y) => Logarithm.WithLimits(x, y);

    /// <inheritdoc cref="Split(Vector512{float}, out Vector512{float})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<float> Split(Vector128<float> x, out Vector128<float> e) => Logarithm.Split(x, out e);

    /// <inheritdoc cref="LogarithmLimits(Vector512{float}, Vector512{float})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<float> LogarithmLimits(Vector128<float> x, Vector128<float> y) => Logarithm.WithLimits(x, y);

    /// <inheritdoc cref="Split(Vector512{float}, out Vector512{float})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<double> Split(Vector128<double> x, out Vector128<double> e) => Logarithm.Split(x, out e);

    /// <inheritdoc cref="LogarithmLimits(Vector512{float}, Vector512{float})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<double> LogarithmLimits(Vector128<double> x, Vector128<double> y) => Logarithm.WithLimits(x, y);

    /// <summary>left · right − product, which is what the product lost in rounding, exactly or to 2^−52 of itself.</summary>
    /// <remarks>Without fusing, by cutting both factors into halves whose products are exact.</remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<double> LowProduct(Vector512<double> left, Vector512<double> right, Vector512<double> product)
    {
        if (Avx512F.IsSupported)
            return Avx512F.FusedMultiplySubtract(left, right, product);
        Vector512<double> leftUpper = (left.AsInt64() & Vector512.Create(~0x7FF_FFFFL)).AsDouble();
        Vector512<double> rightUpper = (right.AsInt64() & Vector512.Create(~0x7FF_FFFFL)).AsDouble();
        Vector512<double> leftLower = left - leftUpper;
        Vector512<double> rightLower = right - rightUpper;
        return leftUpper * rightUpper - product + leftUpper * rightLower + leftLower * rightUpper + leftLower * rightLower;
    }

    /// <inheritdoc cref="LowProduct(Vector512{double}, Vector512{double}, Vector512{double})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<double> LowProduct(Vector256<double> left, Vector256<double> right, Vector256<double> product)
    {
        if (Fma.IsSupported)
            return Fma.MultiplySubtract(left, right, product);
        Vector256<double> leftUpper = (left.AsInt64() & Vector256.Create(~0x7FF_FFFFL)).AsDouble();
        Vector256<double> rightUpper = (right.AsInt64() & Vector256.Create(~0x7FF_FFFFL)).AsDouble();
        Vector256<double> leftLower = left - leftUpper;
        Vector256<double> rightLower = right - rightUpper;
        return leftUpper * rightUpper - product + leftUpper * rightLower + leftLower * rightUpper + leftLower * rightLower;
    }

    /// <inheritdoc cref="LowProduct(Vector512{double}, Vector512{double}, Vector512{double})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<double> LowProduct(Vector128<double> left, Vector128<double> right, Vector128<double> product)
    {
        if (Fma.IsSupported)
            return Fma.MultiplySubtract(left, right, product);
        if (AdvSimd.Arm64.IsSupported)
            return AdvSimd.Arm64.FusedMultiplyAdd(-product, left, right);
        Vector128<double> leftUpper = (left.AsInt64() & Vector128.Create(~0x7FF_FFFFL)).AsDouble();
        Vector128<double> rightUpper = (right.AsInt64() & Vector128.Create(~0x7FF_FFFFL)).AsDouble();
        Vector128<double> leftLower = left - leftUpper;
        Vector128<double> rightLower = right - rightUpper;
        return leftUpper * rightUpper - product + leftUpper * rightLower + leftLower * rightUpper + leftLower * rightLower;
    }
}
