using System.Numerics;
using System.Runtime.InteropServices;

namespace Quickstart;

/// <summary>A linear layer, out = W·in + b, that remembers its gradient and learns by Adam.</summary>
internal sealed class Layer
{
    private readonly int _inputs;
    private readonly int _outputs;
    private readonly Adam _weights;
    private readonly Adam _bias;

    internal Layer(int inputs, int outputs, Random random)
    {
        _inputs = inputs;
        _outputs = outputs;
        _weights = new(inputs * outputs);
        _bias = new(outputs);
        float scale = MathF.Sqrt(6f / inputs);
        foreach (ref float weight in _weights.Values.AsSpan())
            weight = scale * (2 * random.NextSingle() - 1);
    }

    /// <summary>[N, inputs] to [N, outputs].</summary>
    internal void Forward(ReadOnlySpan<float> source, Span<float> result)
    {
        for (int row = 0; row * _outputs < result.Length; row++)
        {
            ReadOnlySpan<float> values = source.Slice(row * _inputs, _inputs);
            for (int output = 0; output < _outputs; output++)
                result[row * _outputs + output] = _bias.Values[output] + Dot(Weights(_weights.Values, output), values);
        }
    }

    /// <summary>
    /// Adds to the gradients of weights and bias; writes that of the inputs, unless <paramref name="gradSource"/> is empty.
    /// </summary>
    internal void Backward(ReadOnlySpan<float> source, ReadOnlySpan<float> gradResult, Span<float> gradSource)
    {
        gradSource.Clear();
        for (int row = 0; row * _outputs < gradResult.Length; row++)
        {
            ReadOnlySpan<float> values = source.Slice(row * _inputs, _inputs);
            for (int output = 0; output < _outputs; output++)
            {
                float gradient = gradResult[row * _outputs + output];
                _bias.Gradient[output] += gradient;
                AddScaled(Weights(_weights.Gradient, output), gradient, values);
                if (!gradSource.IsEmpty)
                    AddScaled(gradSource.Slice(row * _inputs, _inputs), gradient, Weights(_weights.Values, output));
            }
        }
    }

    internal void Learn(float rate)
    {
        _weights.Learn(rate);
        _bias.Learn(rate);
    }

    private Span<float> Weights(float[] array, int output) => array.AsSpan(output * _inputs, _inputs);

    private static float Dot(ReadOnlySpan<float> left, ReadOnlySpan<float> right)
    {
        ReadOnlySpan<Vector<float>> lefts = MemoryMarshal.Cast<float, Vector<float>>(left);
        ReadOnlySpan<Vector<float>> rights = MemoryMarshal.Cast<float, Vector<float>>(right);
        var sums = Vector<float>.Zero;
        for (int index = 0; index < lefts.Length; index++)
            sums += lefts[index] * rights[index];

        float sum = Vector.Sum(sums);
        for (int index = lefts.Length * Vector<float>.Count; index < left.Length; index++)
            sum += left[index] * right[index];
        return sum;
    }

    private static void AddScaled(Span<float> sums, float factor, ReadOnlySpan<float> values)
    {
        Span<Vector<float>> vectors = MemoryMarshal.Cast<float, Vector<float>>(sums);
        ReadOnlySpan<Vector<float>> others = MemoryMarshal.Cast<float, Vector<float>>(values);
        for (int index = 0; index < vectors.Length; index++)
            vectors[index] += factor * others[index];
        for (int index = vectors.Length * Vector<float>.Count; index < sums.Length; index++)
            sums[index] += factor * values[index];
    }
}
