using LossGen.Definitions.Tests.Calls;
using LossGen.Definitions.Tests.Reference;
using LossGen.Generator.Binding;

namespace LossGen.Definitions.Tests;

/// <summary>What the proof rests on: the naive evaluator itself against the printed numbers.</summary>
public sealed class ReferenceTests
{
    [Theory, MemberData(nameof(WorkedNumbersTests.Cases), MemberType = typeof(WorkedNumbersTests))]
    public void The_naive_evaluator_reproduces_the_printed_numbers(string file, string name)
    {
        using WorkedCase worked = WorkedCase.Of(file, name);
        var reference = new ReferenceLoss(worked.Batch, worked.Loss.Values(worked.Parameters));
        double[] losses = reference.Losses();
        if (worked.NaiveFormOverflows)
        {
            Assert.Contains(losses, double.IsInfinity);
            return;
        }

        if (worked.Losses is { } printed)
            Tolerance.Close(printed, losses, WorkedCase.Digits, null, "losses");
        foreach (Reduction reduction in Enum.GetValues<Reduction>())
        {
            double divisor = reference.Divisor(reduction);
            if (worked.Reduced(reduction) is { } value)
                Tolerance.Close(value, losses.Sum() / divisor, WorkedCase.Digits, reduction.ToString());
            double[] upstream = [.. losses.Select(_ => 1 / divisor)];
            foreach ((BoundInput input, double[] gradient) in worked.Gradients(reduction))
                Tolerance.Close(gradient, reference.Gradient(input, upstream), WorkedCase.Digits, null, $"{reduction} gradient of {input.Name}");
        }
    }
}
