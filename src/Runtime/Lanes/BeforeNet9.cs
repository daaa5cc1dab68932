#if !NET9_0_OR_GREATER
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.Arm;
using System.Runtime.Intrinsics.X86;

namespace LossGen.Lanes;

/// <summary>What the vector classes have of themselves from .NET 9 on, under the same names.</summary>
/// <remarks>
/// <c>MultiplyAddEstimate</c> fuses where the hardware fuses. <c>MaxNative</c> and <c>MinNative</c> are the machine's
/// own instruction: with a NaN among the operands x86 gives the second, other machines NaN.
/// </remarks>
internal static class BeforeNet9
{
    extension(Vector512)
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static Vector512<float> MultiplyAddEstimate(Vector512<float> left, Vector512<float> right, Vector512<float> addend)
        {
            if (Avx512F.IsSupported)
                return Avx512F.FusedMultiplyAdd(left, right, addend);
            return left * right + addend;
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static Vector512<float> MaxNative(Vector512<float> left, Vector512<float> right) => Avx512F.IsSupported
            ? Avx512F.Max(left, right)
            : Vector512.ConditionalSelect(Vector512.GreaterThan(left, right), left, right);

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static Vector512<float> MinNative(Vector512<float> left, Vector512<float> right) => Avx512F.IsSupported
            ? Avx512F.Min(left, right)
            : Vector512.ConditionalSelect(Vector512.LessThan(left, right), left, right);

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static Vector512<double> MultiplyAddEstimate(Vector512<double> left, Vector512<double> right, Vector512<double> addend)
        {
            if (Avx512F.IsSupported)
                return Avx512F.FusedMultiplyAdd(left, right, addend);
            return left * right + addend;
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static Vector512<double> MaxNative(Vector512<double> left, Vector512<double> right) => Avx512F.IsSupported
            ? Avx512F.Max(left, right)
            : Vector512.ConditionalSelect(Vector512.GreaterThan(left, right), left, right);

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static Vector512<double> MinNative(Vector512<double> left, Vector512<double> right) => Avx512F.IsSupported
            ? Avx512F.Min(left, right)
            : Vector512.ConditionalSelect(Vector512.LessThan(left, right), left, right);
    }

    extension(Vector256)
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static Vector256<float> MultiplyAddEstimate(Vector256<float> left, Vector256<float> right, Vector256<float> addend)
        {
            if (Fma.IsSupported)
                return Fma.MultiplyAdd(left, right, addend);
            return left * right + addend;
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static Vector256<float> MaxNative(Vector256<float> left, Vector256<float> right) => Avx.IsSupported
            ? Avx.Max(left, right)
            : Vector256.ConditionalSelect(Vector256.GreaterThan(left, right), left, right);

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static Vector256<float> MinNative(Vector256<float> left, Vector256<float> right) => Avx.IsSupported
            ? Avx.Min(left, right)
            : Vector256.ConditionalSelect(Vector256.LessThan(left, right), left, right);

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static Vector256<double> MultiplyAddEstimate(Vector256<double> left, Vector256<double> right, Vector256<double> addend)
        {
            if (Fma.IsSupported)
                return Fma.MultiplyAdd(left, right, addend);
            return left * right + addend;
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static Vector256<double> MaxNative(Vector256<double> left, Vector256<double> right) => Avx.IsSupported
            ? Avx.Max(left, right)
            : Vector256.ConditionalSelect(Vector256.GreaterThan(left, right), left, right);

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static Vector256<double> MinNative(Vector256<double> left, Vector256<double> right) => Avx.IsSupported
            ? Avx.Min(left, right)
            : Vector256.ConditionalSelect(Vector256.LessThan(left, right), left, right);
    }

    extension(Vector128)
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static Vector128<float> MultiplyAddEstimate(Vector128<float> left, Vector128<float> right, Vector128<float> addend)
        {
            if (Fma.IsSupported)
                return Fma.MultiplyAdd(left, right, addend);
            if (AdvSimd.IsSupported)
                return AdvSimd.FusedMultiplyAdd(addend, left, right);
            return left * right + addend;
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static Vector128<float> MaxNative(Vector128<float> left, Vector128<float> right) => Sse.IsSupported
            ? Sse.Max(left, right)
            : Vector128.ConditionalSelect(Vector128.GreaterThan(left, right), left, right);

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static Vector128<float> MinNative(Vector128<float> left, Vector128<float> right) => Sse.IsSupported
            ? Sse.Min(left, right)
            : Vector128.ConditionalSelect(Vector128.LessThan(left, right), left, right);

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static Vector128<double> MultiplyAddEstimate(Vector128<double> left, Vector128<double> right, Vector128<double> addend)
        {
            if (Fma.IsSupported)
                return Fma.MultiplyAdd(left, right, addend);
            if (AdvSimd.Arm64.IsSupported)
                return AdvSimd.Arm64.FusedMultiplyAdd(addend, left, right);
            return left * right + addend;
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static Vector128<double> MaxNative(Vector128<double> left, Vector128<double> right) => Sse2.IsSupported
            ? Sse2.Max(left, right)
            : Vector128.ConditionalSelect(Vector128.GreaterThan(left, right), left, right);

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static Vector128<double> MinNative(Vector128<double> left, Vector128<double> right) => Sse2.IsSupported
            ? Sse2.Min(left, right)
            : Vector128.ConditionalSelect(Vector128.LessThan(left, right), left, right);
    }
}
#endif
