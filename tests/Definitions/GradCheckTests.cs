using LossGen.Definitions.Tests.Calls;
using LossGen.Definitions.Tests.Reference;
using LossGen.Generator.Binding;
using LossGen.Passes;

namespace LossGen.Definitions.Tests;

/// <summary>The library for users, on every loss and on losses that are wrong on purpose.</summary>
public sealed class GradCheckTests
{
    [Theory, MemberData(nameof(EveryLoss.Overloads), MemberType = typeof(EveryLoss))]
    public void Every_loss_passes(string loss, int overload)
    {
        // A batch may lie on corners altogether, or have no value; most elements of all batches that have one are compared.
        int compared = 0, leftOut = 0;
        Drawn.ForAll(loss, overload, 8, drawn =>
        {
            ReferenceBatch batch = drawn.Batch;
            GradCheckReport report = GradCheck.Run(
                (ICheckedLoss)drawn.Create().Object,
                [.. batch.Loss.Inputs.Select(input => input.Kind == InputKind.Number
                    ? new GradCheckInput(input.Name, batch.Numbers[input])
                    : GradCheckInput.Labels(input.Name, batch.LabelsOf(input)))],
                batch.Inner,
                drawn.Asked(),
                new GradCheckOptions { MaximumElements = 40, MaximumLeftOut = 1 });
            Assert.True(report.Passed, report.ToString());
            if (!double.IsFinite(drawn.Reference().Losses().Sum()))
                return;
            Interlocked.Add(ref compared, report.Compared);
            Interlocked.Add(ref leftOut, report.LeftOut);
        });
        Assert.True(compared > leftOut, $"{leftOut} elements were left out near corners, and {compared} compared");
    }

    [Fact]
    public void A_wrong_element_is_named_with_its_input_index_and_sample()
    {
        GradCheckReport report = GradCheck.Run(
            new GradCheckLoss(samples: 4, inner: 2) { ForwardEach = Squares, BackwardEach = (x, g, d) => Slopes(x, g, d, wrongAt: 5) },
            [new("x", [1, 2, 3, 4, 5, 6, 7, 8])]);
        Assert.False(report.Passed);
        GradCheckFailure failure = Assert.Single(report.Failures);

        // [N, D, inner] = [2, 2, 2]: element 5 is row 1, d 0, place 1.
        Assert.Equal(("x", 5, 3), (failure.Input, failure.Index, failure.Sample));
        Assert.StartsWith("1 of 8 compared elements disagree (0 left out near a corner)\n  BackwardEach: x[5] of sample 3 is ", report.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_gradient_that_forgets_its_upstream_fails()
        => Assert.Equal(8, GradCheck.Run(
            new GradCheckLoss(samples: 4, inner: 2) { ForwardEach = Squares, BackwardEach = (x, g, d) => Slopes(x, [1, 1, 1, 1], d, wrongAt: -1) },
            [new("x", [1, 2, 3, 4, 5, 6, 7, 8])]).Failures.Count);

    [Fact]
    public void A_gradient_that_isnt_written_fails()
        => Assert.Equal(2, GradCheck.Run(
            new GradCheckLoss(samples: 2) { ForwardEach = (x, losses) => x[0].CopyTo(losses, 0), BackwardEach = (_, _, _) => { } },
            [new("x", [1, 2])]).Failures.Count);

    [Theory]
    [InlineData(0, 1)]
    [InlineData(1e-5, 1)]
    [InlineData(-1e-4, 1)]
    [InlineData(0.3, 0)]
    public void What_is_near_a_corner_is_left_out(double x, int leftOut)
    {
        GradCheckReport report = GradCheck.Run(Hinge(null), [new("x", [x])], new GradCheckOptions { MaximumLeftOut = 1 });
        Assert.True(report.Passed, report.ToString());
        Assert.Equal(leftOut, report.LeftOut);
    }

    [Fact]
    public void The_loss_may_say_where_its_corners_are()
    {
        // A corner that no second difference sees, for the slope is the same on both sides.
        var options = new GradCheckOptions { MaximumLeftOut = 1 };
        Assert.Equal(1, GradCheck.Run(Hinge(x => x[0][0] > 5 ? 1 : 0), [new("x", [5])], options).LeftOut);
        Assert.Equal(0, GradCheck.Run(Hinge(x => x[0][0] > 5 ? 1 : 0), [new("x", [4])], options).LeftOut);
    }

    [Fact]
    public void Too_few_compared_elements_are_no_success()
    {
        GradCheckReport report = GradCheck.Run(Hinge(null), [new("x", [0])]);
        Assert.False(report.Passed);
        Assert.Contains("1 elements were left out near corners, and only 0 compared", report.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_value_of_Backward_that_isnt_that_of_Forward_is_told()
    {
        GradCheckReport report = GradCheck.Run(
            new GradCheckLoss(samples: 1)
            {
                Forward = x => x[0][0] * x[0][0],
                Backward = (x, gradients) =>
                {
                    gradients[0][0] = 2 * x[0][0];
                    return 2 * x[0][0] * x[0][0];
                },
            },
            [new("x", [1.5])]);
        Assert.False(report.Passed);
        Assert.Contains("Backward returns 4.5, and Forward 2.25", report.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void What_cant_be_checked_is_refused()
    {
        Assert.Throws<ArgumentException>("loss", () => GradCheck.Run(new GradCheckLoss(1), [new("x", [1])]));
        Assert.Throws<ArgumentException>("inputs", () => GradCheck.Run(Hinge(null), [new("x", [1], hasGradient: false)]));
        Assert.Throws<ArgumentException>("inputs", () => GradCheck.Run(new GradCheckLoss(2) { ForwardEach = Squares, BackwardEach = (_, _, _) => { } }, [new("x", [1, 2, 3])]));
        Assert.Throws<ArgumentOutOfRangeException>("inner", () => new GradCheckLoss(samples: 4, inner: 3));
    }

    // Σ x² over two elements a sample, laid out [2, 2, 2].
    private static void Squares(double[][] inputs, double[] losses)
    {
        for (int sample = 0; sample < losses.Length; sample++)
        {
            (double first, double second) = (inputs[0][sample / 2 * 4 + sample % 2], inputs[0][sample / 2 * 4 + 2 + sample % 2]);
            losses[sample] = first * first + second * second;
        }
    }

    private static void Slopes(double[][] inputs, double[] upstream, double[][] gradients, int wrongAt)
    {
        for (int index = 0; index < inputs[0].Length; index++)
            gradients[0][index] = 2 * inputs[0][index] * upstream[index / 4 * 2 + index % 2] * (index == wrongAt ? 1.001 : 1);
    }

    private static GradCheckLoss Hinge(Func<double[][], long>? sides) => new(samples: 1)
    {
        ForwardEach = (x, losses) => losses[0] = Math.Max(0, x[0][0]),
        BackwardEach = (x, upstream, gradients) => gradients[0][0] = x[0][0] > 0 ? upstream[0] : 0,
        Sides = sides,
    };
}
