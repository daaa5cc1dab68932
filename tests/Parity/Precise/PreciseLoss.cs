using LossGen.Definitions.Tests.Reference;
using LossGen.Generator.Binding;

namespace LossGen.Parity.Tests.Precise;

/// <summary>The answers for a whole batch; they are rounded to double where they leave.</summary>
internal sealed class PreciseLoss
{
    private readonly ReferenceBatch _batch;
    private readonly Sloped[] _each;
    private readonly BigFloat _counts = 0;

    public PreciseLoss(ReferenceBatch batch, ParameterValues parameters)
    {
        _batch = batch;
        _each = new Sloped[batch.Positions * batch.LossesPerSample];
        Array.Fill(_each, (BigFloat)0);
        for (int position = 0; position < batch.Positions; position++)
        {
            var sample = new Sample(batch, position, parameters);
            for (int result = 0; result < batch.LossesPerSample && !sample.IsIgnored; result++)
            {
                var evaluator = new PreciseEvaluator(sample);
                evaluator.SetResult(batch, result);
                _each[batch.Offset(position, result, batch.LossesPerSample)] = evaluator.Evaluate(batch.Loss.Result);
                _counts += batch.Loss.MeanBy is { } meanBy ? evaluator.Evaluate(meanBy).Value : 1;
            }
        }
    }

    /// <summary>One value per sample and result index, laid out [N, the result's axes, inner].</summary>
    public double[] Losses() => [.. _each.Select(loss => (double)loss.Value)];

    public double Value(Reduction reduction) => (double)(_each.Aggregate((BigFloat)0, (sum, loss) => sum + loss.Value) / Divisor(reduction));

    /// <summary>What divides the sum of the losses in this reduction.</summary>
    public BigFloat Divisor(Reduction reduction) => reduction switch
    {
        Reduction.Mean => _counts,
        Reduction.Sum => 1,
        _ => _batch.N,
    };

    /// <summary>The gradient of Σ upstream · loss by every element of an input.</summary>
    public double[] Gradient(BoundInput input, IReadOnlyList<BigFloat> upstream)
    {
        var gradient = new BigFloat[_batch.LengthOf(input)];
        for (int loss = 0; loss < _each.Length; loss++)
        {
            foreach (((BoundInput of, int offset), BigFloat slope) in _each[loss].Slopes)
            {
                if (of == input)
                    gradient[offset] += upstream[loss] * slope;
            }
        }

        return [.. gradient.Select(element => (double)element)];
    }
}
