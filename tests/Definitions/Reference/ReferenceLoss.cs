using LossGen.Generator.Binding;

namespace LossGen.Definitions.Tests.Reference;

/// <summary>The naive answers for a whole batch.</summary>
internal sealed class ReferenceLoss(ReferenceBatch batch, ParameterValues parameters)
{
    private BoundLoss Loss => batch.Loss;

    /// <summary>One value per sample and result index, laid out [N, the result's axes, inner].</summary>
    public double[] Losses() => [.. Each().Select(loss => loss.Value)];

    /// <summary>The same with what rounding may amount to.</summary>
    public Dual[] Each()
    {
        var losses = new Dual[batch.Positions * batch.LossesPerSample];
        for (int position = 0; position < batch.Positions; position++)
        {
            for (int result = 0; result < batch.LossesPerSample; result++)
                losses[batch.Offset(position, result, batch.LossesPerSample)] = Value(SampleAt(position), result, out _);
        }

        return losses;
    }

    /// <summary>Whether rounding decides which case a loss takes.</summary>
    public bool IsDecidedByRounding()
    {
        for (int position = 0; position < batch.Positions; position++)
        {
            for (int result = 0; result < batch.LossesPerSample; result++)
            {
                _ = Value(SampleAt(position), result, out Evaluator evaluator);
                if (evaluator.IsDecidedByRounding)
                    return true;
            }
        }

        return false;
    }

    /// <summary>What divides the sum of the losses in this reduction.</summary>
    public double Divisor(Reduction reduction)
    {
        if (reduction != Reduction.Mean)
            return reduction == Reduction.Sum ? 1 : batch.N;
        return Counts().Sum();
    }

    /// <summary>What each loss counts in the mean; those of ignored samples aren't among them.</summary>
    public IEnumerable<double> Counts()
    {
        for (int position = 0; position < batch.Positions; position++)
        {
            Sample sample = SampleAt(position);
            for (int result = 0; result < batch.LossesPerSample && !sample.IsIgnored; result++)
                yield return Loss.MeanBy is { } meanBy ? Prepare(sample, result).Evaluate(meanBy).Value : 1;
        }
    }

    /// <summary>The gradient of Σ upstream · loss by every element of an input, from dual numbers.</summary>
    public double[] Gradient(BoundInput input, double[] upstream)
        => ForEveryElement(input, upstream, (sample, result) => Value(sample, result, out _).Slope);

    /// <summary>What the rounding of that gradient may amount to, in units of the precision.</summary>
    public double[] GradientUncertainty(BoundInput input, double[] upstream)
        => ForEveryElement(input, [.. upstream.Select(Math.Abs)], (sample, result) => Value(sample, result, out _).SlopeUncertainty);

    /// <summary>What that gradient may be off besides because this evaluator computes plainly, in units of double.</summary>
    public double[] GradientError(BoundInput input, double[] upstream)
        => ForEveryElement(input, [.. upstream.Select(Math.Abs)], (sample, result) => Value(sample, result, out _).SlopeError);

    /// <summary>
    /// The gradient from central differences: NaN where a corner of the formula is within reach of the step or the loss turns many
    /// times within it, and where a maximum of nothing, which is infinite, meets a slope of 0: the product has no number.
    /// </summary>
    /// <param name="errors">What the differences may be off.</param>
    public double[] GradientByDifferences(BoundInput input, double[] upstream, out double[] errors)
    {
        var off = new double[batch.LengthOf(input)];
        double[] gradient = ForEveryElement(input, upstream, (sample, result) =>
        {
            sample.Displacement = 0;
            Dual here = Value(sample, result, out Evaluator evaluator);
            long decisions = evaluator.Decisions;
            double farthest = 0;
            bool hasNoSlope = evaluator.IsOfNothing && !double.IsFinite(here.Slope);
            double at = batch.Numbers[input][sample.SeededOffset];
            (double slope, double error) = Differences.SlopeAndError(
                displacement =>
                {
                    sample.Displacement = displacement;
                    double value = Value(sample, result, out Evaluator displaced).Value;
                    hasNoSlope |= displaced.Decisions != decisions;
                    farthest = Math.Max(farthest, Math.Abs(value - here.Value));
                    return value;
                },
                at);

            // A loss that turns many times within the step, as a sine of thousands does, has no slope over it.
            hasNoSlope |= Math.Abs(here.Slope) * Differences.Step(at) > 8 * (farthest + Math.ScaleB(here.Uncertainty, -53));
            error += Differences.Rounding(Math.ScaleB(here.Uncertainty, -53), at);
            off[sample.SeededOffset] += error * upstream.Max(Math.Abs);
            return hasNoSlope ? double.NaN : slope;
        });
        errors = off;
        return gradient;
    }

    /// <summary>For every element of an input, for how many losses something is decided another way where it is displaced.</summary>
    public double[] DecidedAnotherWay(BoundInput input, double displacement)
    {
        double[] ones = [.. Enumerable.Repeat(1.0, batch.Positions * batch.LossesPerSample)];
        return ForEveryElement(input, ones, (sample, result) =>
        {
            sample.Displacement = 0;
            _ = Value(sample, result, out Evaluator here);
            sample.Displacement = displacement;
            _ = Value(sample, result, out Evaluator there);
            return here.Decisions == there.Decisions ? 0 : 1;
        });
    }

    private double[] ForEveryElement(BoundInput input, double[] upstream, Func<Sample, int, double> slope)
    {
        int elements = batch.ElementsOf(input);
        var gradient = new double[batch.LengthOf(input)];
        for (int position = 0; position < batch.Positions; position++)
        {
            bool isIgnored = SampleAt(position).IsIgnored;
            for (int element = 0; element < elements && !isIgnored; element++)
            {
                Sample sample = SampleAt(position);
                sample.Seeded = input;
                sample.SeededOffset = input.IsShared ? element : batch.Offset(position, element, elements);
                for (int result = 0; result < batch.LossesPerSample; result++)
                {
                    double factor = upstream[batch.Offset(position, result, batch.LossesPerSample)];
                    gradient[sample.SeededOffset] += factor * slope(sample, result);
                }
            }
        }

        return gradient;
    }

    private Sample SampleAt(int position) => new(batch, position, parameters);

    private Dual Value(Sample sample, int result, out Evaluator evaluator)
    {
        evaluator = Prepare(sample, result);
        return sample.IsIgnored ? 0 : evaluator.Evaluate(Loss.Result);
    }

    private Evaluator Prepare(Sample sample, int result)
    {
        var evaluator = new Evaluator(sample);
        evaluator.SetResult(batch, result);
        return evaluator;
    }
}
