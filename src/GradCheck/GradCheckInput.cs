namespace LossGen;

/// <summary>An input of numbers, at the point where its gradient is checked, or of the labels there.</summary>
public sealed class GradCheckInput
{
    /// <param name="name">What the report calls it.</param>
    /// <param name="values">Laid out [N, its axes, inner], or by its axes alone if <paramref name="isShared"/>; copied.</param>
    /// <param name="isShared">Whether it belongs to the batch, and not to one sample each.</param>
    /// <param name="hasGradient">Whether the loss has a gradient for it; where not, it is passed on and nothing is checked.</param>
    public GradCheckInput(string name, double[] values, bool isShared = false, bool hasGradient = true)
    {
        ArgumentNullException.ThrowIfNull(name);
        ArgumentNullException.ThrowIfNull(values);
        Name = name;
        Values = (double[])values.Clone();
        IsShared = isShared;
        HasGradient = hasGradient;
    }

    private GradCheckInput(string name, int[] labels)
        : this(name, [], hasGradient: false) => LabelValues = (int[])labels.Clone();

    /// <summary>An input of labels, for a generated loss; the members of another bring their labels themselves.</summary>
    /// <param name="name">What the report calls it.</param>
    /// <param name="labels">Laid out [N, their axis, inner]; copied.</param>
    public static GradCheckInput Labels(string name, int[] labels)
    {
        ArgumentNullException.ThrowIfNull(name);
        ArgumentNullException.ThrowIfNull(labels);
        return new(name, labels);
    }

    /// <summary>What the report calls it.</summary>
    public string Name { get; }

    /// <summary>Whether it belongs to the batch, and not to one sample each.</summary>
    public bool IsShared { get; }

    /// <summary>Whether the loss has a gradient for it.</summary>
    public bool HasGradient { get; }

    internal double[] Values { get; }

    /// <summary>Null for numbers.</summary>
    internal int[]? LabelValues { get; }
}
