using LossGen.Definitions.Tests.Calls;
using LossGen.Definitions.Tests.Reference;
using LossGen.Generator.Binding;

namespace LossGen.Definitions.Tests.Lanes;

/// <summary>One case: a batch and the arrays and numbers that its calls give.</summary>
internal sealed record LaneCase(int Length, Drawn Drawn, Precision Precision, bool AtEnd, double[] Upstream)
{
    /// <summary>The losses, then per input with a gradient that of the values and that of the sum, then value and total.</summary>
    public IEnumerable<double[]> Run()
    {
        using var call = new Call(Drawn.Create(Reduction.Sum), Drawn.Batch, Precision, LabelWidth.Int, AtEnd);
        yield return call.ForwardEach();
        foreach (double[] gradient in call.BackwardEach(Upstream).Values)
            yield return gradient;
        double value = call.Backward(out Dictionary<BoundInput, double[]> gradients);
        foreach (double[] gradient in gradients.Values)
            yield return gradient;
        yield return [value];
        yield return [call.Forward()];
    }
}

/// <summary>The cases of a loss, the same in every process: every length from 0 to 257 along every axis there is.</summary>
internal static class LaneCases
{
    private const int Longest = 257;

    /// <summary>Whether a process that runs some lengths alone runs this one.</summary>
    public static bool IsAmongSome(int length) => length is < 18 or Longest;

    public static IEnumerable<LaneCase> Of(LossUnderTest loss, BoundLoss formula, bool someLengths)
    {
        for (int length = 0; length <= Longest; length++)
        {
            if (someLengths && !IsAmongSome(length))
                continue;
            foreach (Shape shape in Shapes(formula, length))
            {
                foreach (Precision precision in Enum.GetValues<Precision>())
                {
                    Drawn drawn = Drawn.From(loss, formula, shape);
                    yield return new(length, drawn, precision, length % 2 == 0, drawn.Upstream());
                }
            }
        }
    }

    private static IEnumerable<Shape> Shapes(BoundLoss formula, int length)
    {
        ulong seed = (ulong)length;
        yield return new(length, 1, 3, 1, seed);
        if (length == 0)
            yield break;
        yield return new(2, length, 3, 1, seed);
        for (int axis = 0; axis < formula.Axes.Length; axis++)
            yield return new(2, 1, 3, 1, seed, axis, length);
    }
}
