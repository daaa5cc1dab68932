using System.Diagnostics;
using LossGen.Bench.Contestants;
using LossGen.Bench.Measuring;
using LossGen.Bench.Rows;
using TorchSharp;
using static TorchSharp.torch;

namespace LossGen.Bench.Ctc;

/// <summary>Everybody who computes CTC on one batch: it is no formula, so it has no row among the losses.</summary>
internal sealed unsafe class CtcContest : IDisposable
{
    private readonly CtcShape _shape;
    private readonly bool _fromLogits;
    private readonly bool _gradient;
    private readonly Batch _batch;
    private readonly int[] _targets, _inputLengths, _targetLengths;
    private readonly Tensor _scores, _labels, _frames, _counts;

    public CtcContest(CtcShape shape, bool fromLogits, bool isDouble, bool gradient)
    {
        _shape = shape;
        _fromLogits = fromLogits;
        _gradient = gradient;

        // Of a frame's log-probabilities only those of the labels are needed, of its logits all.
        Operand scores = Operand.Output("x", "NC") with { AtLabels = !fromLogits };
        _batch = new([scores], new(shape.Name, shape.T * shape.N, C: shape.C), isDouble);
        var random = new Random(2);
        _targets = [.. Enumerable.Range(0, shape.N * shape.S).Select(_ => random.Next(1, shape.C))];
        _inputLengths = [.. Enumerable.Repeat(shape.T, shape.N)];
        _targetLengths = [.. Enumerable.Repeat(shape.S, shape.N)];
        using Tensor drawn = isDouble ? tensor(Numbers<double>("x").ToArray(), Extents(shape)) : tensor(Numbers<float>("x").ToArray(), Extents(shape));
        _scores = (fromLogits ? drawn.clone() : nn.functional.log_softmax(drawn, 2)).requires_grad_();
        if (isDouble)
            _scores.data<double>().CopyTo(Numbers<double>("x"));
        else
            _scores.data<float>().CopyTo(Numbers<float>("x"));
        _labels = tensor(Array.ConvertAll(_targets, label => (long)label), [shape.N, shape.S]);
        _frames = tensor(Array.ConvertAll(_inputLengths, length => (long)length));
        _counts = tensor(Array.ConvertAll(_targetLengths, length => (long)length));
    }

    /// <summary>One batch, from its first call to two threads.</summary>
    public CtcCell Hold(Pace pace)
    {
        Check();
        Func<double> one = LossGen(1), two = LossGen(2);
        Func<double>[] managed = [one, new StreamLimit(_batch, _gradient, pastCaches: false).Run, new StreamLimit(_batch, _gradient, pastCaches: true).Run];
        double[] times = Clock.Hold(pace, managed, [Libtorch], pace.Long);
        double alone = Clock.Consecutive(pace, one, pace.Long), together = Clock.Consecutive(pace, two, pace.Long);
        return new(
            _shape, _fromLogits, _batch.IsDouble, _gradient, times[0], times[3], Math.Min(times[1], times[2]), alone, together,
            Math.Max(Clock.Allocated(pace, one), Clock.Allocated(pace, two)));
    }

    public void Dispose()
    {
        _batch.Dispose();
        _scores.Dispose();
        _labels.Dispose();
        _frames.Dispose();
        _counts.Dispose();
    }

    private static long[] Extents(CtcShape shape) => [shape.T, shape.N, shape.C];

    private Span<T> Numbers<T>(string name)
        where T : unmanaged => new((void*)_batch[name].Address, _batch[name].Length);

    private Func<double> LossGen(int degree)
    {
        var loss = new CtcLoss { MaxDegreeOfParallelism = degree };
        return (_batch.IsDouble, _fromLogits, _gradient) switch
        {
            (false, false, false) => () => loss.Forward(Numbers<float>("x"), _targets, _inputLengths, _targetLengths, _shape.C),
            (false, false, true) => () => loss.Backward(Numbers<float>("x"), _targets, _inputLengths, _targetLengths, _shape.C, Numbers<float>("gradX")),
            (false, true, false) => () => loss.ForwardFromLogits(Numbers<float>("x"), _targets, _inputLengths, _targetLengths, _shape.C),
            (false, true, true) => () => loss.BackwardFromLogits(Numbers<float>("x"), _targets, _inputLengths, _targetLengths, _shape.C, Numbers<float>("gradX")),
            (true, false, false) => () => loss.Forward(Numbers<double>("x"), _targets, _inputLengths, _targetLengths, _shape.C),
            (true, false, true) => () => loss.Backward(Numbers<double>("x"), _targets, _inputLengths, _targetLengths, _shape.C, Numbers<double>("gradX")),
            (true, true, false) => () => loss.ForwardFromLogits(Numbers<double>("x"), _targets, _inputLengths, _targetLengths, _shape.C),
            (true, true, true) => () => loss.BackwardFromLogits(Numbers<double>("x"), _targets, _inputLengths, _targetLengths, _shape.C, Numbers<double>("gradX")),
        };
    }

    private double Libtorch()
    {
        using DisposeScope scope = NewDisposeScope();
        if (!_gradient)
        {
            using IDisposable ungraded = no_grad();
            _ = Value();
            return 0;
        }

        _scores.grad?.Dispose();
        _scores.grad = null;
        Value().backward();
        return 0;
    }

    private Tensor Value()
    {
        Tensor logProbs = _fromLogits ? nn.functional.log_softmax(_scores, 2) : _scores;
        return nn.functional.ctc_loss(logProbs, _labels, _frames, _counts, 0, false, nn.Reduction.Mean);
    }

    private void Check()
    {
        using IDisposable ungraded = no_grad();
        using DisposeScope scope = NewDisposeScope();
        double expected = Value().ToDouble(), value = LossGen(1)();
        if (!(Math.Abs(value - expected) <= 1e-4 * expected))
            throw new UnreachableException($"CTC, {_shape.Name}: LossGen computes {value}, libtorch {expected}.");
    }
}
