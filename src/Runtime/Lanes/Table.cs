using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace LossGen.Lanes;

/// <summary>
/// A table of up to four lanes in registers, from which a lane of elements is picked by place: one or three instructions on
/// machines that have them, against one load and one store per element.
/// </summary>
/// <remarks>Places are integers as wide as an element, whose bits lie in a lane of elements.</remarks>
internal readonly struct Table<TLane, T>
    where TLane : struct, ILane<TLane, T>
    where T : unmanaged
{
    private readonly TLane _first;
    private readonly TLane _second;
    private readonly TLane _third;
    private readonly TLane _fourth;
    private readonly bool _small;

    /// <summary>A table of <paramref name="lanes"/> lanes at <paramref name="source"/>, 1 to 4; what is missing is 0.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal Table(ref readonly T source, int lanes)
    {
        _first = TLane.Load(in source, 0);
        _second = lanes > 1 ? TLane.Load(in source, TLane.Count) : default;
        _third = lanes > 2 ? TLane.Load(in source, 2 * TLane.Count) : default;
        _fourth = lanes > 3 ? TLane.Load(in source, 3 * TLane.Count) : default;
        _small = lanes <= 2;
    }

    /// <summary>Whether this machine picks from tables in registers at this width.</summary>
    internal static bool IsSupported => Unsafe.SizeOf<TLane>() == 64 && Avx512F.IsSupported;

    /// <summary>The most elements of a table.</summary>
    internal static int Capacity => 4 * TLane.Count;

    /// <summary>Writes a place as the bits of an element.</summary>
    internal static unsafe void SetPlace(T* places, nint index, int place)
    {
        if (sizeof(T) == sizeof(int))
            ((int*)places)[index] = place;
        else
            ((long*)places)[index] = place;
    }

    /// <summary>The elements at the given places, which must lie in the table.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal TLane Pick(TLane places)
    {
        if (Unsafe.SizeOf<T>() == 4)
        {
            Vector512<int> at = Unsafe.BitCast<TLane, Vector512<int>>(places);
            Vector512<int> low = Pick(_first, at, _second);
            if (_small)
                return Unsafe.BitCast<Vector512<int>, TLane>(low);
            return Unsafe.BitCast<Vector512<int>, TLane>(Vector512.ConditionalSelect(
                Vector512.GreaterThan(at, Vector512.Create(31)), Pick(_third, at, _fourth), low));
        }
        else
        {
            Vector512<long> at = Unsafe.BitCast<TLane, Vector512<long>>(places);
            Vector512<long> low = Pick(_first, at, _second);
            if (_small)
                return Unsafe.BitCast<Vector512<long>, TLane>(low);
            return Unsafe.BitCast<Vector512<long>, TLane>(Vector512.ConditionalSelect(
                Vector512.GreaterThan(at, Vector512.Create(15L)), Pick(_third, at, _fourth), low));
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<int> Pick(TLane lower, Vector512<int> at, TLane upper) => Avx512F.PermuteVar16x32x2(
        Unsafe.BitCast<TLane, Vector512<int>>(lower), at, Unsafe.BitCast<TLane, Vector512<int>>(upper));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<long> Pick(TLane lower, Vector512<long> at, TLane upper) => Avx512F.PermuteVar8x64x2(
        Unsafe.BitCast<TLane, Vector512<long>>(lower), at, Unsafe.BitCast<TLane, Vector512<long>>(upper));
}
