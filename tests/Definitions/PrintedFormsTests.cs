using LossGen.Definitions.Tests.Calls;
using LossGen.Definitions.Tests.Reference;
using LossGen.Generator.Algebra;
using LossGen.Generator.Binding;
using LossGen.Generator.Functions;

namespace LossGen.Definitions.Tests;

/// <summary>What Explain and the hover show is the language: value and gradients, read back, have the same numbers.</summary>
public sealed class PrintedFormsTests
{
    /// <summary>With its definitions in their places one gradient of the general norm with swap has more parts than a formula may have: it is parsed, and refused for that alone.</summary>
    private const string TooLarge = nameof(TripletMarginLoss);

    [Theory, MemberData(nameof(EveryLoss.Overloads), MemberType = typeof(EveryLoss))]
    public void The_value_and_the_gradients_of_every_stage_can_be_read_back(string loss, int overload)
    {
        LossTerms terms = Generator.Algebra.Passes.Run(EveryLoss.Named(loss, overload).Overload, Catalogue.Default, TestContext.Current.CancellationToken);
        Drawn.ForAll(loss, overload, 3, drawn =>
        {
            double[] upstream = drawn.Upstream();
            ReferenceLoss reference = drawn.Reference();
            Dual[] losses = reference.Each();
            var gradients = drawn.Batch.Loss.Inputs.Where(input => input.HasGradient)
                .ToDictionary(input => input, input => reference.Gradient(input, upstream));
            Dictionary<BoundInput, double[]> scales = Tolerance.Scales(drawn.Batch, gradients, upstream);
            var sensitivity = new Sensitivity(drawn, upstream, Precision.Double);
            var printed = new PrintedForms(drawn.Batch, drawn.Create().Parameters, upstream);
            foreach (Stage stage in terms.Stages)
            {
                Tolerance.Close(
                    [.. losses.Select(value => value.Value)], printed.Losses(terms, stage)!, 1, Tolerance.Roundings(losses, Precision.Double), $"{stage.Name}: losses");
                foreach (Gradient gradient in stage.Gradients)
                {
                    if (loss == TooLarge && printed.RefusalOf(terms, gradient) is { } refusal)
                    {
                        Assert.Equal("LOSS0360", refusal);
                        continue;
                    }

                    Tolerance.Close(
                        gradients[gradient.Input], printed.Gradient(terms, gradient)!, Tolerance.Double, scales[gradient.Input],
                        $"{stage.Name}: {Call.GradientName(gradient.Input)}", () => sensitivity.Gradient(gradient.Input));
                }
            }
        });
    }
}
