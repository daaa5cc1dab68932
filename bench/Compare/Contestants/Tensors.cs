using LossGen.Bench.Rows;
using TorchSharp;
using static TorchSharp.torch;

namespace LossGen.Bench.Contestants;

/// <summary>A batch as tensors, labels as libtorch wants them; what is wanted requires its gradient.</summary>
internal sealed unsafe class Tensors : IDisposable
{
    private readonly Dictionary<string, Tensor> _tensors = [];
    private readonly Tensor[] _wanted;
    private readonly LossRow _row;

    public Tensors(LossRow row, Batch batch)
    {
        _row = row;
        foreach (Operand operand in _row.Operands)
        {
            Block block = batch[operand.Name];
            long[] dimensions = batch.Shape.Dimensions(operand);
            _tensors.Add(operand.Name, operand.IsLabel
                ? tensor(Array.ConvertAll(new Span<int>((void*)block.Address, block.Length).ToArray(), label => (long)label), dimensions)
                : batch.IsDouble
                    ? tensor(new Span<double>((void*)block.Address, block.Length).ToArray(), dimensions, requires_grad: operand.Wanted)
                    : tensor(new Span<float>((void*)block.Address, block.Length).ToArray(), dimensions, requires_grad: operand.Wanted));
        }

        _wanted = [.. _row.Operands.Where(operand => operand.Wanted).Select(operand => this[operand.Name])];
    }

    public Tensor this[string name] => _tensors[name];

    /// <summary>The value alone, without the graph of a gradient.</summary>
    public double Forward()
    {
        using IDisposable ungraded = no_grad();
        using DisposeScope scope = NewDisposeScope();
        _row.Libtorch(this);
        return 0;
    }

    /// <summary>Value and gradients.</summary>
    public double Backward()
    {
        using DisposeScope scope = NewDisposeScope();
        foreach (Tensor wanted in _wanted)
        {
            wanted.grad?.Dispose();
            wanted.grad = null;
        }

        _row.Libtorch(this).backward();
        return 0;
    }

    /// <summary>The value, for comparing what the contestants compute.</summary>
    public double Value()
    {
        using IDisposable ungraded = no_grad();
        using DisposeScope scope = NewDisposeScope();
        return _row.Libtorch(this).to(float64).item<double>();
    }

    /// <summary>The gradient that the last call of Backward left.</summary>
    public double[] Gradient(string name)
    {
        using DisposeScope scope = NewDisposeScope();
        return this[name].grad!.to(float64).data<double>().ToArray();
    }

    public void Dispose()
    {
        foreach (Tensor tensor in _tensors.Values)
            tensor.Dispose();
    }
}
