using System.ComponentModel;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.InteropServices;

namespace LossGen.Lanes;

/// <summary>
/// Labels, and what stands at a label: where each element of a lane goes to a place of its own. Indices in lanes are numbers
/// of <c>T</c>, exact as far as an axis may be long. Labels have been checked.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class Labelled
{
    // As many as the widest lane has. Always loaded and stored whole: the JIT of .NET 10 compiles a masked load from a local,
    // inlined, to one from address 0.
    private const int Widest = 16;

    /// <summary>A label as an index.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static nint At<TLabel>(ref readonly TLabel labels, nint index)
        where TLabel : unmanaged, IBinaryInteger<TLabel>
        => nint.CreateTruncating(Unsafe.Add(ref Unsafe.AsRef(in labels), index));

    /// <summary>The first <paramref name="count"/> labels as numbers, 0 in the rest.</summary>
    public static L Load<L, T, TLabel>(ref readonly TLabel labels, nint index, int count)
        where L : struct, ILane<L, T>
        where T : unmanaged, INumberBase<T>
        where TLabel : unmanaged, IBinaryInteger<TLabel>
    {
        // A lane of elements that were just written one by one is slow to read: whole lanes are converted in registers.
        if (Unsafe.SizeOf<TLabel>() == 4 && typeof(T) == typeof(float) && count == L.Count && L.Count > 1)
        {
            ref int first = ref Unsafe.As<TLabel, int>(ref Unsafe.Add(ref Unsafe.AsRef(in labels), index));
            return Unsafe.SizeOf<L>() switch
            {
                64 => Unsafe.BitCast<Vector512<float>, L>(Vector512.ConvertToSingle(Vector512.LoadUnsafe(ref first))),
                32 => Unsafe.BitCast<Vector256<float>, L>(Vector256.ConvertToSingle(Vector256.LoadUnsafe(ref first))),
                _ => Unsafe.BitCast<Vector128<float>, L>(Vector128.ConvertToSingle(Vector128.LoadUnsafe(ref first))),
            };
        }

        Elements<T> elements = default;
        Span<T> span = elements;
        for (int element = 0; element < count; element++)
            span[element] = T.CreateTruncating(Unsafe.Add(ref Unsafe.AsRef(in labels), index + element));
        return L.Load(in span[0], 0);
    }

    /// <summary>For each of the first elements, what stands at start + index · stride + element · step.</summary>
    public static L Gather<L, T>(ref readonly T source, nint start, L indices, nint stride, nint step, int count)
        where L : struct, ILane<L, T>
        where T : unmanaged, INumberBase<T>
    {
        Elements<T> elements = default;
        Span<T> span = elements;
        L.Store(indices, ref span[0], 0);
        for (int element = 0; element < count; element++)
            span[element] = Unsafe.Add(ref Unsafe.AsRef(in source), start + nint.CreateTruncating(span[element]) * stride + element * step);
        span[count..].Clear();
        return L.Load(in span[0], 0);
    }

    /// <summary>
    /// For each of the first elements, the label at start + index · stride + element · step as a number, 0 where the index is
    /// not below the length; 0 in the rest.
    /// </summary>
    public static L GatherLabels<L, T, TLabel>(ref readonly TLabel labels, nint start, L indices, L lengths, nint stride, nint step, int count)
        where L : struct, ILane<L, T>
        where T : unmanaged, INumberBase<T>
        where TLabel : unmanaged, IBinaryInteger<TLabel>
    {
        Elements<T> elements = default;
        Elements<T> ends = default;
        Span<T> span = elements, end = ends;
        L.Store(indices, ref span[0], 0);
        L.Store(lengths, ref end[0], 0);
        for (int element = 0; element < count; element++)
        {
            nint index = nint.CreateTruncating(span[element]);
            span[element] = index < nint.CreateTruncating(end[element])
                ? T.CreateTruncating(Unsafe.Add(ref Unsafe.AsRef(in labels), start + index * stride + element * step))
                : T.Zero;
        }

        span[count..].Clear();
        return L.Load(in span[0], 0);
    }

    /// <summary>For each of the first elements, adds to what stands at start + index · stride + element · step.</summary>
    public static void ScatterAdd<L, T>(L values, ref T destination, nint start, L indices, nint stride, nint step, int count)
        where L : struct, ILane<L, T>
        where T : unmanaged, INumberBase<T>
    {
        Unsafe.SkipInit(out Elements<T> elements);
        Unsafe.SkipInit(out Elements<T> places);
        Span<T> span = elements, place = places;
        L.Store(values, ref span[0], 0);
        L.Store(indices, ref place[0], 0);
        for (int element = 0; element < count; element++)
            Unsafe.Add(ref destination, start + nint.CreateTruncating(place[element]) * stride + element * step) += span[element];
    }

    /// <summary>For each of the first elements, writes at start + index · stride + element · step.</summary>
    public static void Scatter<L, T>(L values, ref T destination, nint start, L indices, nint stride, nint step, int count)
        where L : struct, ILane<L, T>
        where T : unmanaged, INumberBase<T>
    {
        Unsafe.SkipInit(out Elements<T> elements);
        Unsafe.SkipInit(out Elements<T> places);
        Span<T> span = elements, place = places;
        L.Store(values, ref span[0], 0);
        L.Store(indices, ref place[0], 0);
        for (int element = 0; element < count; element++)
            Unsafe.Add(ref destination, start + nint.CreateTruncating(place[element]) * stride + element * step) = span[element];
    }

    /// <summary>The number of labels before the first <paramref name="until"/> in a list of labels that lie <paramref name="stride"/> apart.</summary>
    public static nint Length<TLabel>(ref readonly TLabel labels, nint start, nint extent, nint stride, long until)
        where TLabel : unmanaged, IBinaryInteger<TLabel>
    {
        for (nint position = 0; position < extent; position++)
            if (long.CreateTruncating(Unsafe.Add(ref Unsafe.AsRef(in labels), start + position * stride)) == until)
                return position;
        return extent;
    }

    /// <summary>The lengths of the lists of neighbouring samples, as numbers.</summary>
    public static L Lengths<L, T, TLabel>(ref readonly TLabel labels, nint start, nint extent, nint stride, long until, int count)
        where L : struct, ILane<L, T>
        where T : unmanaged, INumberBase<T>
        where TLabel : unmanaged, IBinaryInteger<TLabel>
    {
        Elements<T> elements = default;
        Span<T> span = elements;
        for (int element = 0; element < count; element++)
            span[element] = T.CreateTruncating(Length(in labels, start + element, extent, stride, until));
        return L.Load(in span[0], 0);
    }

    /// <summary>Marks the classes of a list in an array over the classes, or takes the marks back.</summary>
    public static void Mark<T, TLabel>(ref T members, ref readonly TLabel labels, nint start, nint length, bool on)
        where T : unmanaged, INumberBase<T>
        where TLabel : unmanaged, IBinaryInteger<TLabel>
    {
        for (nint position = 0; position < length; position++)
            Unsafe.Add(ref members, At(in labels, start + position)) = on ? T.One : T.Zero;
    }

    /// <summary>Sets a run of elements to 0.</summary>
    public static void Clear<T>(ref T destination, nint start, nint length)
        where T : unmanaged
    {
        Span<byte> run = MemoryMarshal.AsBytes(MemoryMarshal.CreateSpan(ref Unsafe.Add(ref destination, start), (int)length));

        // The instruction that clears memory takes a while to begin: a row of a thousand scores is written sooner.
        if (!Vector512.IsHardwareAccelerated || run.Length is < 64 or > 8192)
        {
            run.Clear();
            return;
        }

        ref byte first = ref MemoryMarshal.GetReference(run);
        nuint last = (nuint)run.Length - 64;
        for (nuint at = 0; at < last; at += 64)
            Vector512<byte>.Zero.StoreUnsafe(ref first, at);
        Vector512<byte>.Zero.StoreUnsafe(ref first, last);
    }

    [InlineArray(Widest)]
    private struct Elements<T>
    {
        private T _element;
    }
}
