using LossGen.Definitions.Tests.Calls;
using LossGen.Definitions.Tests.Lanes;
using LossGen.Definitions.Tests.Reference;
using LossGen.Generator.Binding;

namespace LossGen.Definitions.Tests;

/// <summary>Every lane width against the widest, at every length from 0 to 257, on guarded memory.</summary>
public sealed class LaneTests
{
    // Minutes for all losses, so it is asked for by name.
    [Fact(Explicit = true)]
    public void Every_lane_width_gives_the_same_results()
    {
        LaneProcess[] children = [.. LaneWidth.Narrower.Select(width => new LaneProcess(width))];
        try
        {
            Assert.All(children, child => Assert.Equal(Math.Min(child.Width.Bits, LaneWidth.Here), child.Bits));
            var failures = new List<string>();
            foreach (LossUnderTest loss in EveryLoss.All)
            {
                foreach (BoundLoss formula in loss.Overloads)
                    failures.AddRange(Compare(loss, formula, children));
            }

            Assert.True(failures.Count == 0, string.Join("\n", failures));
        }
        finally
        {
            foreach (LaneProcess child in children)
                child.Dispose();
        }
    }

    // The first disagreement of each loss and width; all results are read in any case, to stay in step.
    private static List<string> Compare(LossUnderTest loss, BoundLoss formula, LaneProcess[] children)
    {
        var failures = new Dictionary<LaneProcess, string>();
        foreach (LaneCase lanes in LaneCases.Of(loss, formula, someLengths: false))
        {
            double[][] widest = [.. lanes.Run()];
            double[][] scales = Scales(lanes, widest);
            var each = new Sensitivity(lanes.Drawn, lanes.Upstream, lanes.Precision);
            var summed = new Sensitivity(lanes.Drawn, [.. lanes.Upstream.Select(_ => 1.0)], lanes.Precision);
            foreach (LaneProcess child in children.Where(child => !child.Width.RunsSomeLengths || LaneCases.IsAmongSome(lanes.Length)))
            {
                for (int array = 0; array < widest.Length; array++)
                {
                    try
                    {
                        Tolerance.Close(widest[array], child.Next(), Tolerance.Of(lanes.Precision), scales[array], $"array {array}", () => Spread(lanes, each, summed, array));
                    }
                    catch (EndOfStreamException)
                    {
                        return [$"The process with {child.Width.Name} died at {lanes.Drawn}, {lanes.Precision}: {child.Errors}"];
                    }
                    catch (Xunit.Sdk.XunitException exception)
                    {
                        failures.TryAdd(child, $"{child.Width.Name}, {lanes.Precision}: {exception.Message} ({lanes.Drawn})");
                    }
                }
            }
        }

        return [.. failures.Values];
    }

    private static double[] Spread(LaneCase lanes, Sensitivity each, Sensitivity summed, int array)
    {
        BoundInput[] inputs = [.. lanes.Drawn.Batch.Loss.Inputs.Where(input => input.HasGradient)];
        return array == 0 ? each.Losses()
            : array <= inputs.Length ? each.Gradient(inputs[array - 1])
            : array <= 2 * inputs.Length ? summed.Gradient(inputs[array - 1 - inputs.Length])
            : [each.Losses().Sum()];
    }

    private static double[][] Scales(LaneCase lanes, double[][] results)
    {
        ReferenceBatch batch = lanes.Drawn.Batch;
        BoundInput[] inputs = [.. batch.Loss.Inputs.Where(input => input.HasGradient)];
        Dictionary<BoundInput, double[]> each = inputs.Select((input, index) => (input, results[1 + index])).ToDictionary();
        Dictionary<BoundInput, double[]> summed = inputs.Select((input, index) => (input, results[1 + inputs.Length + index])).ToDictionary();
        Dictionary<BoundInput, double[]> eachScales = Tolerance.Scales(batch, each, lanes.Upstream);
        Dictionary<BoundInput, double[]> summedScales = Tolerance.Scales(batch, summed, [.. lanes.Upstream.Select(_ => 1.0)]);

        // A sample is a sum of terms of ordinary size, which may cancel.
        double terms = Math.Max(1, batch.Numbers.Keys.Max(batch.ElementsOf) / 8.0);
        double[] sum = [Math.Max(terms, results[0].Sum(Math.Abs)) * Math.Sqrt(Math.Max(1, results[0].Length))];
        return
        [
            [.. results[0].Select(loss => Math.Max(terms, Math.Abs(loss)))],
            .. inputs.Select(input => eachScales[input]),
            .. inputs.Select(input => summedScales[input]),
            sum,
            sum,
        ];
    }
}
