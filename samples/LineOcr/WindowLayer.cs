using System.Numerics;
using System.Runtime.InteropServices;

namespace LineOcr;

/// <summary>
/// A dense layer that slides: each output frame sees a window of neighbouring input frames. Lines of a batch follow one
/// another, with margins of zeros, so a window is a piece of memory.
/// </summary>
internal sealed class WindowLayer
{
    private const float Momentum = 0.9f;
    private const float Inertia = 0.999f;

    private readonly int _step;
    private readonly int _inputs;
    private readonly int _outputs;
    private readonly bool _rectified;
    private readonly float[] _weights;
    private readonly float[] _gradient;
    private readonly float[] _first;
    private readonly float[] _second;
    private int _updates;

    /// <summary>A layer over <paramref name="window"/> frames of <paramref name="features"/>, one in <paramref name="step"/>.</summary>
    internal WindowLayer(int window, int step, int features, int outputs, bool rectified, Random random)
    {
        (Window, _step, Features, _outputs, _rectified) = (window, step, features, outputs, rectified);
        _inputs = window * features;
        _weights = new float[(_inputs + 1) * outputs];
        _gradient = new float[_weights.Length];
        _first = new float[_weights.Length];
        _second = new float[_weights.Length];
        float scale = MathF.Sqrt(6f / _inputs);
        for (int i = 0; i < _inputs * outputs; i++)
            _weights[i] = scale * (2 * random.NextSingle() - 1);
    }

    internal int Window { get; }

    internal int Features { get; }

    internal int Outputs => _outputs;

    /// <summary>The output frames that <paramref name="frames"/> input frames, margins included, have.</summary>
    internal int Frames(int frames) => (frames - Window) / _step + 1;

    /// <summary>One line: [frames, features] to [Frames(frames), outputs].</summary>
    internal void Forward(ReadOnlySpan<float> input, Span<float> output, int frames)
    {
        for (int t = 0; t < frames; t++)
        {
            ReadOnlySpan<float> window = input.Slice(t * _step * Features, _inputs);
            Span<float> frame = output.Slice(t * _outputs, _outputs);
            _weights.AsSpan(_inputs * _outputs).CopyTo(frame);
            for (int i = 0; i < window.Length; i++)
            {
                if (window[i] != 0)
                    AddScaled(frame, _weights.AsSpan(i * _outputs, _outputs), window[i]);
            }

            if (_rectified)
            {
                foreach (ref float value in frame)
                    value = Math.Max(value, 0);
            }
        }
    }

    /// <summary>
    /// Adds to the gradient of the weights, and to that of the input unless it is empty. The gradient of the output is changed.
    /// </summary>
    internal void Backward(
        ReadOnlySpan<float> input, ReadOnlySpan<float> output, Span<float> gradOutput, Span<float> gradInput, int frames)
    {
        for (int t = 0; t < frames; t++)
        {
            ReadOnlySpan<float> window = input.Slice(t * _step * Features, _inputs);
            Span<float> frame = gradOutput.Slice(t * _outputs, _outputs);
            if (_rectified)
            {
                for (int o = 0; o < frame.Length; o++)
                    frame[o] = output[t * _outputs + o] > 0 ? frame[o] : 0;
            }

            AddScaled(_gradient.AsSpan(_inputs * _outputs), frame, 1);
            for (int i = 0; i < window.Length; i++)
            {
                if (window[i] != 0)
                    AddScaled(_gradient.AsSpan(i * _outputs, _outputs), frame, window[i]);
                if (!gradInput.IsEmpty)
                    gradInput[t * _step * Features + i] += Dot(_weights.AsSpan(i * _outputs, _outputs), frame);
            }
        }
    }

    /// <summary>One step of Adam (D. Kingma and J. Ba, 2015); the gradient starts anew.</summary>
    internal void Update(float rate)
    {
        _updates++;
        float firstBias = 1 - MathF.Pow(Momentum, _updates);
        float secondBias = 1 - MathF.Pow(Inertia, _updates);
        for (int i = 0; i < _weights.Length; i++)
        {
            float g = _gradient[i];
            _first[i] += (1 - Momentum) * (g - _first[i]);
            _second[i] += (1 - Inertia) * (g * g - _second[i]);
            _weights[i] -= rate * (_first[i] / firstBias) / (MathF.Sqrt(_second[i] / secondBias) + 1e-8f);
        }

        Array.Clear(_gradient);
    }

    private static void AddScaled(Span<float> target, ReadOnlySpan<float> source, float factor)
    {
        Span<Vector<float>> targets = MemoryMarshal.Cast<float, Vector<float>>(target);
        ReadOnlySpan<Vector<float>> sources = MemoryMarshal.Cast<float, Vector<float>>(source);
        for (int i = 0; i < targets.Length; i++)
            targets[i] += sources[i] * factor;
        for (int i = targets.Length * Vector<float>.Count; i < target.Length; i++)
            target[i] += source[i] * factor;
    }

    private static float Dot(ReadOnlySpan<float> left, ReadOnlySpan<float> right)
    {
        ReadOnlySpan<Vector<float>> lefts = MemoryMarshal.Cast<float, Vector<float>>(left);
        ReadOnlySpan<Vector<float>> rights = MemoryMarshal.Cast<float, Vector<float>>(right);
        var sum = Vector<float>.Zero;
        for (int i = 0; i < lefts.Length; i++)
            sum += lefts[i] * rights[i];
        float total = Vector.Sum(sum);
        for (int i = lefts.Length * Vector<float>.Count; i < left.Length; i++)
            total += left[i] * right[i];
        return total;
    }
}
