using System.ComponentModel;
using System.Runtime.CompilerServices;

namespace LossGen.Lanes;

/// <summary>
/// Neighbours in memory of which only the first <c>count</c> may belong to the kernel: at the end of a row or of a chunk.
/// A whole lane takes the branch that is always predicted; a ragged one is masked, never a loop.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class Edge
{
    /// <summary>The first <paramref name="count"/> elements from <paramref name="index"/> on, 0 in the rest.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static L Load<L, T>(ref readonly T source, nint index, int count)
        where L : struct, ILane<L, T>
        where T : unmanaged
        => count == L.Count ? L.Load(in source, index) : L.Load(in source, index, count);

    /// <summary>Stores the first <paramref name="count"/> elements.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store<L, T>(L value, ref T destination, nint index, int count)
        where L : struct, ILane<L, T>
        where T : unmanaged
    {
        if (count == L.Count)
            L.Store(value, ref destination, index);
        else
            L.Store(value, ref destination, index, count);
    }

    /// <summary>Adds to the first <paramref name="count"/> elements.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Add<L, T>(L value, ref T destination, nint index, int count)
        where L : struct, ILane<L, T>
        where T : unmanaged
        => Store(Load<L, T>(in destination, index, count) + value, ref destination, index, count);

    /// <summary>Adds a row of <paramref name="length"/> elements to those from <paramref name="index"/> on.</summary>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public static void AddRow<L, T>(ref readonly T row, ref T destination, nint index, nint length)
        where L : struct, ILane<L, T>
        where T : unmanaged
    {
        for (nint i = 0; i < length; i += L.Count)
        {
            int count = (int)nint.Min(L.Count, length - i);
            Add<L, T>(Load<L, T>(in row, i, count), ref destination, index + i, count);
        }
    }

    /// <summary>The first <paramref name="count"/> elements, and <paramref name="fill"/> in the rest.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static L Keep<L, T>(L value, int count, double fill)
        where L : struct, ILane<L, T>
        where T : unmanaged
        => count == L.Count ? value : L.Select(L.First(count), value, L.Constant(fill));

    /// <summary>The first <paramref name="count"/> elements of a mask, false in the rest.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static L KeepMask<L, T>(L mask, int count)
        where L : struct, ILane<L, T>
        where T : unmanaged
        => count == L.Count ? mask : mask & L.First(count);

    /// <summary>The condition in every element.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static L Mask<L, T>(bool condition)
        where L : struct, ILane<L, T>
        where T : unmanaged
        => L.First(condition ? L.Count : 0);

    /// <summary>The element in every element.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static L Broadcast<L, T>(ref readonly T source, nint index)
        where L : struct, ILane<L, T>
        where T : unmanaged
        => L.Broadcast(Unsafe.Add(ref Unsafe.AsRef(in source), index));

    /// <summary>Element 0 as a double.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double ToDouble<L, T>(L value)
        where L : struct, ILane<L, T>
        where T : unmanaged
    {
        T scalar = L.ToScalar(value);
        return typeof(T) == typeof(float) ? Unsafe.As<T, float>(ref scalar) : Unsafe.As<T, double>(ref scalar);
    }

    /// <summary>A number that is an index below <paramref name="extent"/>, or 0 where it is none.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static nint ToIndex<L, T>(L value, nint extent)
        where L : struct, ILane<L, T>
        where T : unmanaged
    {
        double index = ToDouble<L, T>(value);
        return index >= 0 && index < extent ? (nint)index : 0;
    }
}
