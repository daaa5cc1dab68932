using LossGen.Definitions.Tests.Calls;
using LossGen.Definitions.Tests.Reference;
using LossGen.Generator.Binding;

namespace LossGen.Definitions.Tests.Golden;

/// <summary>The losses, the values of the reductions, and gradients: of Σ upstream · loss under null, else of a reduction.</summary>
internal sealed partial record Answers(double[] Losses, Dictionary<Reduction, double> Values, List<(Reduction? Of, BoundInput Input, double[] Gradient)> Gradients)
{
    /// <summary>Scales the gradients of the reductions, in the place of an upstream gradient.</summary>
    public const double Scale = 0.7;

    /// <summary>Batch means are sums, divided by another number.</summary>
    private static readonly Reduction[] s_reductions = [Reduction.Mean, Reduction.Sum];

    /// <summary>What the generated members answer.</summary>
    public static Answers OfLossGen(Drawn drawn, double[] upstream, Precision precision)
    {
        using var each = new Call(drawn.Create(), drawn.Batch, precision);
        var answers = new Answers(each.ForwardEach(), [], []);
        answers.Add(null, each.BackwardEach(upstream));
        foreach (Reduction reduction in s_reductions)
        {
            using var call = new Call(drawn.Create(reduction), drawn.Batch, precision) { Upstream = Scale };
            answers.Values[reduction] = call.Backward(out Dictionary<BoundInput, double[]> gradients);
            answers.Add(reduction, gradients);
        }

        return answers;
    }

    /// <summary>What the naive evaluator answers, in double.</summary>
    public static Answers OfReference(Drawn drawn, double[] upstream)
    {
        ReferenceLoss reference = drawn.Reference();
        var answers = new Answers(reference.Losses(), [], []);
        answers.Add(null, Gradients(upstream));
        foreach (Reduction reduction in s_reductions)
        {
            double divisor = reference.Divisor(reduction);
            answers.Values[reduction] = answers.Losses.Sum() / divisor;
            answers.Add(reduction, Gradients([.. upstream.Select(_ => Scale / divisor)]));
        }

        return answers;

        Dictionary<BoundInput, double[]> Gradients(double[] seeds)
            => drawn.Batch.Loss.Inputs.Where(input => input.HasGradient).ToDictionary(input => input, input => reference.Gradient(input, seeds));
    }

    private void Add(Reduction? of, Dictionary<BoundInput, double[]> gradients)
        => Gradients.AddRange(gradients.Select(pair => (of, pair.Key, pair.Value)));
}
