using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using LossGen.Numerics;

namespace LossGen.Lanes;

/// <summary>
/// What vector functions ask of a width and some machine has an instruction for. Each gives the same bits without it.
/// </summary>
internal static class Instructions
{
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
}
