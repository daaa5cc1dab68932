using LossGen.Definitions.Tests.Calls;
using LossGen.Definitions.Tests.Reference;
using LossGen.Generator.Binding;
using LossGen.Passes;

namespace LossGen.Definitions.Tests;

/// <summary>What losses tell a gradient check of their corners.</summary>
public sealed class CornerTests
{
    /// <summary>Each with a weak corner at 1 beside a strong curvature, which hides it from second differences.</summary>
    public static readonly TheoryData<string, ICheckedLoss, int[]> Hidden = new()
    {
        { "relu", new HiddenHinge(), [] },
        { "abs", new HiddenSize(), [] },
        { "max", new HiddenMaximum(), [] },
        { "cases", new HiddenCases(), [] },
        { "extreme", new HiddenExtreme(), [2] },
        { "norm", new HiddenNorm(), [1] },
        { "norm of power 1", new HiddenNorm(1), [1] },
        { "norm of power 1.5", new HiddenNorm(1.5), [1] },
        { "largest size", new HiddenNorm(double.PositiveInfinity), [1] },
        { "clamp", new HiddenClamp(), [] },
    };

    [Theory, MemberData(nameof(Hidden))]
    public void A_corner_that_differences_dont_show_is_found_with_the_help_of_the_loss_alone(string corner, ICheckedLoss loss, int[] extents)
    {
        var random = new Random(1);
        double[] x = [.. Enumerable.Range(0, 1500).Select(_ => 1 + 0.012 * (random.NextDouble() - 0.5))];

        // The second of two candidates doesn't move.
        for (int index = 1; extents is [2] && index < x.Length; index += 2)
            x[index] = 1;
        var options = new GradCheckOptions { MaximumElements = 1500, MaximumLeftOut = 0.9 };
        GradCheckReport without = GradCheck.Run(WithoutSides(loss, extents, x.Length / extents.Append(1).First()), [new("x", x)], options);
        Assert.False(without.Passed, $"{corner} is found by differences: {without}");

        GradCheckReport with = GradCheck.Run(loss, [new("x", x)], extents: extents, options: options);
        Assert.True(with.Passed, $"{corner}: {with}");
        Assert.True(with.LeftOut > without.LeftOut);
    }

    [Fact]
    public void Jumps_are_corners()
    {
        var options = new GradCheckOptions { MaximumLeftOut = 1 };
        foreach (double x in new[] { 2, 2 - 1e-4, 2 + 1e-4 })
            Assert.Equal(2, GradCheck.Run(new HiddenSteps(), [new("x", [x])], options: options).LeftOut);
        Assert.Equal(0, GradCheck.Run(new HiddenSteps(), [new("x", [2.2])], options: options).LeftOut);
    }

    [Fact]
    public void What_the_parameters_exclude_is_no_corner()
    {
        var options = new GradCheckOptions { MaximumLeftOut = 1 };
        Assert.Equal(2, GradCheck.Run(new Switched(hasCorner: true), [new("x", [1e-5])], options: options).LeftOut);
        Assert.Equal(0, GradCheck.Run(new Switched(hasCorner: false), [new("x", [1e-5])], options: options).LeftOut);
    }

    [Fact]
    public void Changes_that_come_together_dont_cancel()
    {
        // From one end of the range beyond the other, all four comparisons with its ends change.
        Assert.NotEqual(Sides(new HiddenClamp(), [new[] { 2.5 }], []), Sides(new HiddenClamp(), [new[] { -1.5 }], []));

        // One of two or more passes all the others, which are equal: as many comparisons begin to hold as cease.
        for (int extent = 2; extent < 40; extent++)
        {
            for (int moved = 0; moved < extent; moved++)
            {
                double[] x = [.. Enumerable.Repeat(1.0, extent)];
                x[moved] = 0.5;
                double[] before = Sides(new Order(), [x], [extent]);
                x[moved] = 1.5;
                Assert.NotEqual(before, Sides(new Order(), [x], [extent]));
            }
        }
    }

    [Theory, MemberData(nameof(EveryLoss.Overloads), MemberType = typeof(EveryLoss))]
    public void Sides_change_wherever_the_naive_evaluator_decides_another_way(string loss, int overload)
        => Drawn.ForAll(loss, overload, 8, drawn =>
        {
            ReferenceBatch batch = drawn.Batch;
            Array[] arrays = [.. batch.Loss.Inputs.Select(input => input.Kind == InputKind.Number ? (Array)batch.Numbers[input].Clone() : batch.LabelsOf(input))];
            double[] here = Sides((ICheckedLoss)drawn.Create().Object, arrays, drawn.Asked(), batch.Inner);
            foreach (BoundInput input in batch.Loss.Inputs.Where(input => input.HasGradient))
            {
                foreach (double displacement in new[] { -0.7, 0.01, 1.3 })
                {
                    double[] decided = drawn.Reference().DecidedAnotherWay(input, displacement);
                    var numbers = (double[])arrays[input.Ordinal];
                    for (int element = 0; element < numbers.Length; element++)
                    {
                        double at = numbers[element];
                        numbers[element] = at + displacement;
                        double[] there = Sides((ICheckedLoss)drawn.Create().Object, arrays, drawn.Asked(), batch.Inner);
                        numbers[element] = at;
                        if (decided[element] > 0)
                            Assert.False(here.SequenceEqual(there), $"{input.Name}[{element}] + {displacement}");
                    }
                }
            }

            Assert.Equal(here, Sides((ICheckedLoss)drawn.Create().Object, arrays, drawn.Asked(), batch.Inner));
        });

    [Fact]
    public void What_the_loss_doesnt_take_is_refused()
    {
        Assert.Throws<ArgumentException>("inputs", () => GradCheck.Run(new CrossEntropyLoss(), [new("x", [1, 2])]));
        Assert.Throws<ArgumentException>("inputs", () => GradCheck.Run(new CrossEntropyLoss(), [new("x", [1, 2]), GradCheckInput.Labels("y", [0])], extents: [2]));
        Assert.Throws<ArgumentException>("inputs", () => GradCheck.Run(new SmoothL1Loss(), [new("x", []), new("t", [])]));
        Assert.Throws<ArgumentException>("inputs", () => GradCheck.Run(new SmoothL1Loss(), [new("x", [1], hasGradient: false), new("t", [1], hasGradient: false)]));
        Assert.Throws<ArgumentOutOfRangeException>("y", () => GradCheck.Run(new CrossEntropyLoss(), [new("x", [1, 2]), GradCheckInput.Labels("y", [2])]));
        Assert.Throws<ArgumentOutOfRangeException>("inner", () => GradCheck.Run(new SmoothL1Loss(), [new("x", [1]), new("t", [1])], inner: 0));
        Assert.Throws<ArgumentException>("inputs", () => GradCheck.Run(
            new GradCheckLoss(1) { Forward = _ => 0, Backward = (_, _) => 0 }, [new("x", [1]), GradCheckInput.Labels("y", [0])]));
    }

    [Fact]
    public void A_step_out_of_the_domain_is_left_out()
    {
        var options = new GradCheckOptions { MaximumLeftOut = 1 };
        GradCheckReport report = GradCheck.Run(new GaussianNllLoss(), [new("x", [1]), new("t", [0.3]), new("var", [0])], options: options);
        Assert.True(report.Passed, report.ToString());
        Assert.True(report.LeftOut > 0);
    }

    private static double[] Sides(ICheckedLoss loss, Array[] inputs, int[] extents, int inner = 1)
    {
        var call = new CheckedCall(inputs, extents, inner) { Question = CheckedQuestion.Sides };
        loss.Answer(call);
        return call.Sides;
    }

    private static GradCheckLoss WithoutSides(ICheckedLoss loss, int[] extents, int samples) => new(samples)
    {
        ForwardEach = (inputs, losses) => loss.Answer(new CheckedCall(inputs, extents, 1) { Question = CheckedQuestion.ForwardEach, Losses = losses }),
        BackwardEach = (inputs, upstream, gradients) => loss.Answer(
            new CheckedCall(inputs, extents, 1) { Question = CheckedQuestion.BackwardEach, Upstream = upstream, Gradients = gradients }),
    };
}

[Loss("100*x^2 + relu(x - 1)/1000", Inputs = "x")]
internal sealed partial class HiddenHinge;

[Loss("100*x^2 + |x - 1|/1000", Inputs = "x")]
internal sealed partial class HiddenSize;

[Loss("100*x^2 + max(x, 2 - x)/1000", Inputs = "x")]
internal sealed partial class HiddenMaximum;

[Loss("100*x^2 + { 0 if x < 1; (x - 1)/1000 otherwise }", Inputs = "x")]
internal sealed partial class HiddenCases;

[Loss("sum[c](100*x[c]^2) + max[c](x[c])/1000", Inputs = "x[C]")]
internal sealed partial class HiddenExtreme;

[Loss("sum[c](100*x[c]^2) + norm[c](x[c] - 1, p)/1000", Inputs = "x[C]")]
internal sealed partial class HiddenNorm(double p = 2);

[Loss("100*x^2 + clamp(x, 0, 1)/1000", Inputs = "x")]
internal sealed partial class HiddenClamp;

[Loss("100*x^2 + floor(x)/1000000 + round(x - 0.5)/1000000 + sign(x - 2)/1000000", Inputs = "x")]
internal sealed partial class HiddenSteps;

[Loss("{ relu(x) + x^2 if hasCorner; x^2 otherwise }", Inputs = "x")]
internal sealed partial class Switched(bool hasCorner);

[Loss("sum[i, j](x[i]*x[j]) + count[i, j](x[i] > x[j])", Inputs = "x[C]")]
internal sealed partial class Order;
