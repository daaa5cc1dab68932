using LossGen.Generator.Binding;

namespace LossGen.Definitions.Tests.Reference;

/// <summary>The arrays of a call: inputs laid out [N, axes, inner], shared ones by their axes alone.</summary>
/// <param name="N">The leading extent.</param>
/// <param name="Inner">The trailing extent.</param>
/// <param name="Extents">Of every axis; of a list's axis the length of the row that holds a list.</param>
/// <param name="Numbers">By input of numbers.</param>
/// <param name="Labels">By label or label list.</param>
internal sealed record ReferenceBatch(
    BoundLoss Loss,
    int N,
    int Inner,
    IReadOnlyDictionary<BoundAxis, int> Extents,
    IReadOnlyDictionary<BoundInput, double[]> Numbers,
    IReadOnlyDictionary<BoundInput, long[]> Labels)
{
    /// <summary>The number of samples.</summary>
    public int Positions => N * Inner;

    /// <summary>The number of losses of one sample.</summary>
    public int LossesPerSample => Loss.ResultIndices.Aggregate(1, (product, index) => product * Extents[index.Axis]);

    /// <summary>The number of elements of an input that belong to one sample, or to the batch if it is shared.</summary>
    public int ElementsOf(BoundInput input)
    {
        int product = 1;
        foreach (BoundAxis axis in input.Axes)
            product *= Extents[axis];
        return product;
    }

    /// <summary>The length of an input's array.</summary>
    public int LengthOf(BoundInput input) => ElementsOf(input) * (input.IsShared ? 1 : Positions);

    /// <summary>The labels of an input as an int each.</summary>
    public int[] LabelsOf(BoundInput input) => [.. Labels[input].Select(label => (int)label)];

    /// <summary>Where an element of one sample stands: [n, element, q].</summary>
    public int Offset(int position, int element, int elements)
        => (position / Inner * elements + element) * Inner + position % Inner;
}
