using System.Numerics.Tensors;

namespace LossGen.Adapters.Tests.Tensors;

/// <summary>The arguments of a call over tensors, by the place of the method's parameters; the loss is the first.</summary>
internal sealed class TensorFrame(object loss, int parameters)
{
    public readonly object Loss = loss;

    /// <summary>The elements of a tensor, or null for one that is left out.</summary>
    public readonly Array?[] Arrays = new Array?[parameters];

    public readonly nint[][] Lengths = new nint[parameters][];

    public readonly int[] Integers = new int[parameters];

    public double Upstream = 1;

    public LossTotal? Whole;

    public static ReadOnlyTensorSpan<T> Input<T>(TensorFrame frame, int place) => new((T[])frame.Arrays[place]!, frame.Lengths[place]);

    public static TensorSpan<T> Output<T>(TensorFrame frame, int place) =>
        frame.Arrays[place] is T[] array ? new(array, frame.Lengths[place]) : default;
}
