using LossGen.Generator.Binding;

namespace LossGen.Definitions.Tests.Reference;

/// <summary>What the evaluator reads: one sample of a batch, with one element of one input displaced and seeded.</summary>
internal sealed class Sample(ReferenceBatch batch, int position, ParameterValues parameters)
{
    /// <summary>The input whose element <see cref="SeededOffset"/> has slope 1, or null.</summary>
    public BoundInput? Seeded { get; set; }

    public int SeededOffset { get; set; }

    /// <summary>What is added to that element.</summary>
    public double Displacement { get; set; }

    public ParameterValues Parameters { get; } = parameters;

    /// <summary>Whether a label says that the sample isn't read.</summary>
    public bool IsIgnored => batch.Loss.Inputs.Any(input =>
        input.Ignoring is { } ignoring && batch.Labels[input][position] == (long)Parameters.NumberOf(ignoring));

    /// <summary>The element at these subscripts; <paramref name="frozen"/> reads it without displacement.</summary>
    public Dual Number(BoundInput input, ReadOnlySpan<long> subscripts, bool frozen)
    {
        int element = Element(input.Axes, subscripts);
        int offset = input.IsShared ? element : batch.Offset(position, element, batch.ElementsOf(input));
        double value = batch.Numbers[input][offset];
        return input == Seeded && offset == SeededOffset && !frozen ? new Dual(value + Displacement, 1, Math.Abs(value), 0, 0) : value;
    }

    /// <summary>The label y.</summary>
    public long Label(BoundInput input) => batch.Labels[input][position];

    /// <summary>The labels of a list up to the one that ends it.</summary>
    public IEnumerable<long> List(BoundInput input)
    {
        int length = batch.ElementsOf(input);
        for (int element = 0; element < length; element++)
        {
            long label = batch.Labels[input][batch.Offset(position, element, length)];
            if (label == input.Until)
                yield break;
            yield return label;
        }
    }

    /// <summary>How far an index of the axis runs.</summary>
    public long Extent(BoundAxis axis) => axis.List is { } list ? List(list).LongCount() : batch.Extents[axis];

    /// <summary>The place of an element in a row-major array over the axes.</summary>
    public int Element(IReadOnlyList<BoundAxis> axes, ReadOnlySpan<long> subscripts)
    {
        long element = 0;
        for (int axis = 0; axis < axes.Count; axis++)
        {
            int extent = batch.Extents[axes[axis]];
            if ((ulong)subscripts[axis] >= (ulong)extent)
                throw new InvalidOperationException($"The formula reads {axes[axis].Name} at {subscripts[axis]} of {extent}.");
            element = element * extent + subscripts[axis];
        }

        return (int)element;
    }
}
