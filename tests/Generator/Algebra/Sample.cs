using LossGen.Generator.Binding;

namespace LossGen.Generator.Algebra;

/// <summary>The numbers of one sample, and of the parameters, for evaluation.</summary>
internal sealed class Sample
{
    public Dictionary<BoundInput, double[]> Numbers { get; } = [];

    public Dictionary<BoundInput, int[]> Labels { get; } = [];

    public Dictionary<BoundParameter, double[]> Parameters { get; } = [];

    public Dictionary<BoundAxis, int> Extents { get; } = [];

    /// <summary>What the wildcards of a rule stand for.</summary>
    public Dictionary<string, double[]> Wildcards { get; } = [];

    public Dictionary<string, int> WildcardIntegers { get; } = [];

    /// <summary>Row-major.</summary>
    public int Offset(IReadOnlyList<BoundAxis> axes, IEnumerable<int> subscripts)
    {
        int offset = 0, i = 0;
        foreach (int subscript in subscripts)
        {
            int extent = Extents[axes[i++]];
            Assert.InRange(subscript, 0, extent - 1);
            offset = offset * extent + subscript;
        }

        return offset;
    }

    public int Length(IReadOnlyList<BoundAxis> axes) => axes.Aggregate(1, (length, axis) => length * Extents[axis]);
}
