using System.Collections.Immutable;
using LossGen.Generator.Binding;

namespace LossGen.Definitions.Tests.Reference;

/// <summary>What the evaluator reads: one sample of a batch, with one element of one input displaced and seeded.</summary>
internal sealed class Sample(ReferenceBatch batch, int position, ParameterValues parameters)
{
    private readonly Dictionary<BoundInput, long[]> _lists = [];

    /// <summary>The input whose element <see cref="SeededOffset"/> has slope 1, or null.</summary>
    public BoundInput? Seeded { get; set; }

    public int SeededOffset { get; set; }

    /// <summary>What is added to that element.</summary>
    public double Displacement { get; set; }

    public ParameterValues Parameters { get; } = parameters;

    /// <summary>Whether a label says that the sample isn't read.</summary>
    public bool IsIgnored => batch.Loss.Inputs.Any(input =>
        input.Ignoring is { } ignoring && batch.Labels[input][position] == (long)Parameters.NumberOf(ignoring));

    /// <summary>Where the element at these subscripts stands in the input's array.</summary>
    public int Offset(BoundInput input, ReadOnlySpan<long> subscripts)
    {
        int element = Element(input.Axes, subscripts);
        return input.IsShared ? element : batch.Offset(position, element, batch.ElementsOf(input));
    }

    /// <summary>The element there, as it was drawn.</summary>
    public double Drawn(BoundInput input, int offset) => batch.Numbers[input][offset];

    /// <summary>The element there, displaced and seeded; <paramref name="frozen"/> reads it without displacement.</summary>
    public Dual Number(BoundInput input, int offset, bool frozen)
    {
        double value = Drawn(input, offset);
        if (input != Seeded || offset != SeededOffset || frozen)
            return value;
        return Displacement == 0 ? new Dual(value, 1, Math.Abs(value), 0, 0) : value + Displacement;
    }

    /// <summary>The label y.</summary>
    public long Label(BoundInput input) => batch.Labels[input][position];

    /// <summary>The labels of a list up to the one that ends it.</summary>
    public long[] List(BoundInput input)
    {
        if (!_lists.TryGetValue(input, out long[]? list))
        {
            int length = batch.ElementsOf(input);
            IEnumerable<long> labels = Enumerable.Range(0, length).Select(element => batch.Labels[input][batch.Offset(position, element, length)]);
            _lists.Add(input, list = [.. labels.TakeWhile(label => label != input.Until)]);
        }

        return list;
    }

    /// <summary>How far an index of the axis runs.</summary>
    public long Extent(BoundAxis axis) => axis.List is { } list ? List(list).Length : batch.Extents[axis];

    /// <summary>The place of an element in a row-major array over the axes.</summary>
    public int Element(ImmutableArray<BoundAxis> axes, ReadOnlySpan<long> subscripts)
    {
        long element = 0;
        for (int axis = 0; axis < axes.Length; axis++)
        {
            int extent = batch.Extents[axes[axis]];
            if ((ulong)subscripts[axis] >= (ulong)extent)
                throw new InvalidOperationException($"The formula reads {axes[axis].Name} at {subscripts[axis]} of {extent}.");
            element = element * extent + subscripts[axis];
        }

        return (int)element;
    }
}
