using LossGen.Definitions.Tests.Calls;
using LossGen.Generator.Binding;
using LossGen.Parity.Tests.Precise;

namespace LossGen.Definitions.Tests.Golden;

/// <content>What the plain formula answers in 256 bits, rounded to double.</content>
internal sealed partial record Answers
{
    public static Answers OfPrecise(Drawn drawn, double[] upstream)
    {
        var loss = new PreciseLoss(drawn.Batch, drawn.Create().Parameters);
        var answers = new Answers(loss.Losses(), [], []);
        answers.Add(null, Gradients([.. upstream.Select(factor => (BigFloat)factor)]));
        foreach (Reduction reduction in s_reductions)
        {
            answers.Values[reduction] = loss.Value(reduction);
            answers.Add(reduction, Gradients([.. upstream.Select(_ => Scale / loss.Divisor(reduction))]));
        }

        return answers;

        Dictionary<BoundInput, double[]> Gradients(BigFloat[] seeds)
            => drawn.Batch.Loss.Inputs.Where(input => input.HasGradient).ToDictionary(input => input, input => loss.Gradient(input, seeds));
    }
}
