using LossGen.Definitions.Tests.Calls;
using LossGen.Generator.Binding;
using LossGen.Parity.Tests.Rows;
using TorchSharp;
using static TorchSharp.torch;

namespace LossGen.Parity.Tests;

/// <summary>The losses, the values of the reductions, and gradients: of Σ upstream · loss under null, else of a reduction.</summary>
internal sealed record Answers(double[] Losses, Dictionary<Reduction, double> Values, List<(Reduction? Of, BoundInput Input, double[] Gradient)> Gradients)
{
    private static readonly Reduction[] s_reductions = [Reduction.Mean, Reduction.Sum];

    /// <summary>What libtorch answers, computing in this type.</summary>
    public static Answers OfLibtorch(TorchRow row, Drawn drawn, double[] upstream, double scale, ScalarType type)
    {
        using IDisposable scope = NewDisposeScope();
        var each = new TorchCase(drawn, type, row.WithoutGradient);
        Tensor losses = row.Losses(each);
        (losses * tensor(upstream, losses.shape, type)).sum().backward();
        var answers = new Answers(TorchCase.Numbers(losses), [], []);
        answers.Add(null, each.Gradients());
        foreach (Reduction reduction in s_reductions)
        {
            var reduced = new TorchCase(drawn, type, row.WithoutGradient);
            Tensor value = row.Value(reduced, reduction);
            answers.Values[reduction] = value.detach().to(float64).item<double>();
            (value * scale).backward();
            answers.Add(reduction, reduced.Gradients());
        }

        return answers;
    }

    /// <summary>What the generated members answer.</summary>
    public static Answers OfLossGen(Drawn drawn, double[] upstream, double scale, Precision precision)
    {
        using var each = new Call(drawn.Create(), drawn.Batch, precision);
        var answers = new Answers(each.ForwardEach(), [], []);
        answers.Add(null, each.BackwardEach(upstream));
        foreach (Reduction reduction in s_reductions)
        {
            using var call = new Call(drawn.Create(reduction), drawn.Batch, precision) { Upstream = scale };
            answers.Values[reduction] = call.Backward(out Dictionary<BoundInput, double[]> gradients);
            answers.Add(reduction, gradients);
        }

        return answers;
    }

    private void Add(Reduction? of, Dictionary<BoundInput, double[]> gradients)
        => Gradients.AddRange(gradients.Select(pair => (of, pair.Key, pair.Value)));
}
