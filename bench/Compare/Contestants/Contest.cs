using System.Diagnostics;
using LossGen.Bench.Rows;
using TorchSharp;

namespace LossGen.Bench.Contestants;

/// <summary>Everybody who computes one loss on one batch.</summary>
internal sealed class Contest : IDisposable
{
    private readonly LossRow _row;
    private readonly Batch _batch;
    private readonly Tensors _tensors;
    private readonly bool _gradient;

    public Contest(LossRow row, Shape shape, bool isDouble, bool gradient, NativeKernels? kernels)
    {
        _row = row;
        _batch = new(row.Operands, shape, isDouble);
        _tensors = new(row, _batch);
        _gradient = gradient;
        var code = new FreshCode();
        LossGen = GeneratedCall.Of(code, row, _batch, Member, 1);
        LossGenOnTwo = GeneratedCall.Of(code, row, _batch, Member, 2);
        Libtorch = gradient ? _tensors.Backward : _tensors.Forward;
        Stream = new StreamLimit(_batch, gradient, pastCaches: false).Run;
        StreamPastCaches = new StreamLimit(_batch, gradient, pastCaches: true).Run;
        if (!gradient || shape.Inner > 1)
            return;
        Native = kernels?.Backward(row, _batch);
        if (row.Chain is { } chain)
            Chain = Chains.Call(code, chain, _batch);
    }

    public Func<double> LossGen { get; }

    public Func<double> LossGenOnTwo { get; }

    public Func<double> Libtorch { get; }

    public Func<double> Stream { get; }

    public Func<double> StreamPastCaches { get; }

    public Func<double>? Native { get; }

    public Func<double>? Chain { get; }

    public int Elements => _batch.Elements;

    /// <summary>What has to be read and written at least once.</summary>
    public long Bytes => _batch.ReadWhole.Sum(block => block.Bytes) + _batch.ReadAtLabels.Sum(_ => (long)_batch.Shape.N * Batch.Line) + (_gradient ? _batch.Gradients.Sum(block => block.Bytes) : 0);

    private string Member => _gradient ? "Backward" : "Forward";

    /// <summary>Whether all compute the same value and gradients, to the accuracy of float; a contest of different numbers is none.</summary>
    public void Check()
    {
        double expected = _tensors.Value();
        string[] wanted = [.. _row.Operands.Where(operand => _gradient && operand.Wanted).Select(operand => operand.Name)];
        if (_gradient)
            _tensors.Backward();
        double[][] gradients = [.. wanted.Select(_tensors.Gradient)];
        foreach ((string name, Func<double>? contestant) in (ReadOnlySpan<(string, Func<double>?)>)[("LossGen", LossGen), ("C", Native), ("TensorPrimitives", Chain)])
        {
            if (contestant is null)
                continue;
            _batch.Spoil();
            double value = contestant();
            if (!(Math.Abs(value - expected) <= 2e-3 * Math.Abs(expected) + 1e-5))
                throw new UnreachableException($"{_row.Name}, {_batch.Shape.Name}: {name} computes {value}, libtorch {expected}.");
            foreach ((string input, double[] gradient) in wanted.Zip(gradients))
            {
                if (!(Distance(_batch.Values(Operand.NameOfGradient(input)), gradient) <= 2e-3))
                    throw new UnreachableException($"{_row.Name}, {_batch.Shape.Name}: the gradient of {input} that {name} computes is not libtorch's.");
            }
        }
    }

    public void Dispose()
    {
        _tensors.Dispose();
        _batch.Dispose();
    }

    // Of all together: at a corner a number may fall on either side.
    private static double Distance(double[] gradient, double[] expected)
        => gradient.Zip(expected, (a, b) => Math.Abs(a - b)).Sum() / Math.Max(expected.Sum(Math.Abs), double.Epsilon);
}
