using System.ComponentModel;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Runtime.CompilerServices;

namespace LossGen.Passes;

/// <summary>
/// The shape of a batch of tensors, told by one of its inputs: N samples, that input's axes, and any number of trailing
/// dimensions, which every input and output of samples has too. A tensor that has its axes alone is one sample.
/// </summary>
/// <remarks>Works on lengths, whoever's tensors they are of. A tensor of one element stands for a number.</remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly ref struct TensorShape
{
    private readonly ReadOnlySpan<nint> _lengths;
    private readonly int _axes;
    private readonly string _name;

    /// <param name="lengths">Of the input that tells.</param>
    /// <param name="axes">How many axes it has in the formula.</param>
    /// <param name="name">The argument.</param>
    /// <param name="layout">Its layout, like <c>[N, C, inner...]</c>.</param>
    /// <exception cref="ArgumentException">It has fewer dimensions than axes.</exception>
    public TensorShape(ReadOnlySpan<nint> lengths, int axes, string name, string layout)
    {
        if (lengths.Length < axes)
            ThrowRank(lengths, name, layout);
        _lengths = lengths;
        _axes = axes;
        _name = name;
    }

    /// <summary>Whether there are samples, of which this may be the only one.</summary>
    private bool IsBatch => _lengths.Length > _axes;

    private ReadOnlySpan<nint> Trailing => IsBatch ? _lengths[(_axes + 1)..] : default;

    /// <summary>The number of positions in a sample: the product of the trailing dimensions, and 1 where there is no position at all.</summary>
    public int Inner => InnerOf(1);

    /// <summary>The number of positions in a sample whose elements are positions.</summary>
    /// <param name="elements">The number of elements of a sample at each position.</param>
    public int InnerOf(int elements)
    {
        nint product = elements;
        foreach (nint length in Trailing)
            product *= length;
        return product is > 0 and <= int.MaxValue ? (int)product : 1;
    }

    /// <summary>The extent of an axis of the input that tells.</summary>
    public int Extent(int axis) => (int)_lengths[IsBatch ? axis + 1 : axis];

    /// <summary>The extent of an axis of another input of samples.</summary>
    /// <param name="lengths">Of that input.</param>
    /// <param name="axis">The place of the axis among those of the input.</param>
    /// <param name="axes">How many axes it has.</param>
    /// <param name="name">The argument.</param>
    /// <param name="layout">Its layout.</param>
    /// <exception cref="ArgumentException">It has another number of dimensions.</exception>
    public int Extent(ReadOnlySpan<nint> lengths, int axis, int axes, string name, string layout)
    {
        int rank = axes + _lengths.Length - _axes;
        if (lengths.Length != rank)
            ThrowShape(lengths, name, layout, _lengths, _name);
        return (int)lengths[IsBatch ? axis + 1 : axis];
    }

    /// <summary>The extent of an axis of an input that the batch shares.</summary>
    /// <inheritdoc cref="Extent(ReadOnlySpan{nint}, int, int, string, string)"/>
    public static int SharedExtent(ReadOnlySpan<nint> lengths, int axis, int axes, string name, string layout)
    {
        if (lengths.Length != axes)
            ThrowRank(lengths, name, layout);
        return (int)lengths[axis];
    }

    /// <summary>Checks the shape of an input or output of samples.</summary>
    /// <param name="lengths">Its shape.</param>
    /// <param name="extents">Those of its axes.</param>
    /// <param name="name">The argument.</param>
    /// <param name="layout">Its layout.</param>
    /// <exception cref="ArgumentException">It has another one.</exception>
    public void Check(ReadOnlySpan<nint> lengths, ReadOnlySpan<int> extents, string name, string layout)
    {
        bool fits = IsBatch
            ? lengths.Length > extents.Length && lengths[0] == _lengths[0] && Are(lengths.Slice(1, extents.Length), extents)
                && lengths[(extents.Length + 1)..].SequenceEqual(Trailing)
            : Are(lengths, extents) || IsNumber(lengths, extents.Length);
        if (!fits)
            ThrowShape(lengths, name, layout, _lengths, _name);
    }

    /// <summary>Checks the shape of an array that the batch shares.</summary>
    /// <inheritdoc cref="Check"/>
    public static void CheckShared(ReadOnlySpan<nint> lengths, ReadOnlySpan<int> extents, string name, string layout)
    {
        if (!Are(lengths, extents) && !IsNumber(lengths, extents.Length))
            ThrowShared(lengths, extents, name, layout);
    }

    /// <summary>Checks that a gradient has the shape of its input.</summary>
    /// <exception cref="ArgumentException">It has another one.</exception>
    public static void CheckSame(ReadOnlySpan<nint> lengths, string name, ReadOnlySpan<nint> input, string inputName)
    {
        if (!lengths.SequenceEqual(input))
            ThrowSame(lengths, name, input, inputName);
    }

    /// <summary>The same of a gradient that may be left out: <c>default</c>, which has no dimensions.</summary>
    /// <inheritdoc cref="CheckSame"/>
    public static void CheckWanted(ReadOnlySpan<nint> lengths, string name, ReadOnlySpan<nint> input, string inputName)
    {
        if (!lengths.IsEmpty)
            CheckSame(lengths, name, input, inputName);
    }

    /// <summary>The shape of an array of samples with these axes.</summary>
    public nint[] Of(ReadOnlySpan<int> extents)
    {
        var lengths = new nint[extents.Length + _lengths.Length - _axes];
        int first = 0;
        if (IsBatch)
            lengths[first++] = _lengths[0];
        foreach (int extent in extents)
            lengths[first++] = extent;
        Trailing.CopyTo(lengths.AsSpan(first));
        return lengths;
    }

    /// <summary>The length of the span over a tensor's elements.</summary>
    /// <exception cref="ArgumentException">They don't lie one after another, or there are more than a span holds.</exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int SpanLength(bool isDense, nint length, string name)
    {
        if ((!isDense && length != 0) || length > int.MaxValue)
            ThrowSpan(length, name);
        return (int)length;
    }

    private static bool Are(ReadOnlySpan<nint> lengths, ReadOnlySpan<int> extents)
    {
        if (lengths.Length != extents.Length)
            return false;
        for (int i = 0; i < extents.Length; i++)
        {
            if (lengths[i] != extents[i])
                return false;
        }

        return true;
    }

    private static bool IsNumber(ReadOnlySpan<nint> lengths, int axes) => axes == 0 && lengths.Length == 1 && lengths[0] == 1;

    private static string Text(ReadOnlySpan<nint> lengths)
    {
        var parts = new string[lengths.Length];
        for (int i = 0; i < parts.Length; i++)
            parts[i] = lengths[i].ToString(CultureInfo.InvariantCulture);
        return $"[{string.Join(", ", parts)}]";
    }

    [DoesNotReturn]
    private static void ThrowRank(ReadOnlySpan<nint> lengths, string name, string layout)
        => throw new ArgumentException($"{name} has the shape {Text(lengths)}, which isn't of its layout {layout}.", name);

    [DoesNotReturn]
    private static void ThrowShape(ReadOnlySpan<nint> lengths, string name, string layout, ReadOnlySpan<nint> teller, string tellerName)
        => throw new ArgumentException(
            $"{name} has the shape {Text(lengths)}, which isn't of its layout {layout} where {tellerName} has the shape {Text(teller)}.", name);

    [DoesNotReturn]
    private static void ThrowShared(ReadOnlySpan<nint> lengths, ReadOnlySpan<int> extents, string name, string layout)
    {
        var expected = new nint[extents.Length];
        for (int i = 0; i < expected.Length; i++)
            expected[i] = extents[i];
        throw new ArgumentException($"{name} has the shape {Text(lengths)}, but its layout {layout} asks for {Text(expected)}.", name);
    }

    [DoesNotReturn]
    private static void ThrowSame(ReadOnlySpan<nint> lengths, string name, ReadOnlySpan<nint> input, string inputName)
        => throw new ArgumentException($"{name} has the shape {Text(lengths)}, but that of {inputName} is {Text(input)}.", name);

    [DoesNotReturn]
    private static void ThrowSpan(nint length, string name)
        => throw new ArgumentException(
            length > int.MaxValue
                ? string.Create(CultureInfo.InvariantCulture, $"{name} has {length} elements, more than a span holds.")
                : $"{name} isn't dense: its elements have to lie one after another, as in the tensor that ToDenseTensor returns.",
            name);
}
