namespace LossGen.Definitions.Tests.Calls;

/// <summary>The arguments of a call, by the place of the member's parameters.</summary>
internal sealed class CallFrame(object loss, int parameters)
{
    public readonly object Loss = loss;

    /// <summary>Where a span begins.</summary>
    public readonly nint[] Addresses = new nint[parameters];

    /// <summary>The length of a span, or the value of an <see cref="int"/>.</summary>
    public readonly int[] Integers = new int[parameters];

    public double Upstream = 1;

    public LossTotal? Whole;
}
