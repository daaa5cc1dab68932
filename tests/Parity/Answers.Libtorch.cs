using LossGen.Definitions.Tests.Calls;
using LossGen.Parity.Tests.Libtorch;
using LossGen.Parity.Tests.Rows;
using TorchSharp;
using static TorchSharp.torch;

namespace LossGen.Definitions.Tests.Golden;

/// <content>What libtorch answers.</content>
internal sealed partial record Answers
{
    /// <param name="type">The type in which libtorch computes.</param>
    public static Answers OfLibtorch(TorchRow row, Drawn drawn, double[] upstream, ScalarType type)
        => NoCollections.Run(() => Compute(row, drawn, upstream, type));

    private static Answers Compute(TorchRow row, Drawn drawn, double[] upstream, ScalarType type)
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
            (value * Scale).backward();
            answers.Add(reduction, reduced.Gradients());
        }

        return answers;
    }
}
