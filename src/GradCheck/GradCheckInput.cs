namespace LossGen;

/// <summary>An input of numbers, at the point where its gradient is checked.</summary>
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

    /// <summary>What the report calls it.</summary>
    public string Name { get; }

    /// <summary>Whether it belongs to the batch, and not to one sample each.</summary>
    public bool IsShared { get; }

    /// <summary>Whether the loss has a gradient for it.</summary>
    public bool HasGradient { get; }

    internal double[] Values { get; }
}
