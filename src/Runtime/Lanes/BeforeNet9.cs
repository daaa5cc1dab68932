#if !NET9_0_OR_GREATER
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.Arm;
using System.Runtime.Intrinsics.X86;

namespace LossGen;

/// <summary>What the vector classes have of themselves from .NET 9 on, under the same name.</summary>
/// <remarks><c>MultiplyAddEstimate</c> fuses where the hardware fuses and is two operations elsewhere.</remarks>
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
        public static Vector512<double> MultiplyAddEstimate(Vector512<double> left, Vector512<double> right, Vector512<double> addend)
        {
            if (Avx512F.IsSupported)
                return Avx512F.FusedMultiplyAdd(left, right, addend);
            return left * right + addend;
        }
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
        public static Vector256<double> MultiplyAddEstimate(Vector256<double> left, Vector256<double> right, Vector256<double> addend)
        {
            if (Fma.IsSupported)
                return Fma.MultiplyAdd(left, right, addend);
            return left * right + addend;
        }
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
        public static Vector128<double> MultiplyAddEstimate(Vector128<double> left, Vector128<double> right, Vector128<double> addend)
        {
            if (Fma.IsSupported)
                return Fma.MultiplyAdd(left, right, addend);
            if (AdvSimd.Arm64.IsSupported)
                return AdvSimd.Arm64.FusedMultiplyAdd(addend, left, right);
            return left * right + addend;
        }
    }
}
#endif
