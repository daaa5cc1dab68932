using LossGen.Definitions.Tests.Calls;
using LossGen.Definitions.Tests.Reference;
using LossGen.Generator.Binding;
using TorchSharp;
using static TorchSharp.torch;

namespace LossGen.Parity.Tests.Rows;

/// <summary>A drawn loss and batch as tensors: inputs of the shape [N, axes, inner], shared arrays of their axes.</summary>
internal sealed class TorchCase
{
    private readonly Drawn _drawn;
    private readonly ParameterValues _parameters;
    private readonly ScalarType _type;
    private readonly Dictionary<string, Tensor> _tensors = [];

    public TorchCase(Drawn drawn, ScalarType type, IReadOnlyCollection<string> withoutGradient)
    {
        _drawn = drawn;
        _type = type;
        _parameters = drawn.Create().Parameters;
        foreach (BoundInput input in drawn.Batch.Loss.Inputs)
        {
            long[] axes = [.. input.Axes.Select(axis => (long)drawn.Batch.Extents[axis])];
            long[] shape = input.IsShared ? axes : [drawn.Batch.N, .. axes, drawn.Batch.Inner];
            if (input.Kind != InputKind.Number)
            {
                _tensors[input.Name] = tensor(drawn.Batch.Labels[input], shape, int64);
                continue;
            }

            bool differentiable = input.HasGradient && !withoutGradient.Contains(input.Name);
            _tensors[input.Name] = tensor(drawn.Batch.Numbers[input], shape, type).requires_grad_(differentiable);
        }
    }

    /// <summary>The reduction of the loss as libtorch names it.</summary>
    public nn.Reduction Reduction { get; init; }

    /// <summary>The leading extent.</summary>
    public int N => _drawn.Batch.N;

    public Tensor this[string input] => _tensors[input];

    /// <summary>The same samples as rows, [N·inner, axes].</summary>
    public Tensor Rows(string input) => this[input].movedim([-1], [1]).flatten(0, 1);

    public double Number(string parameter) => _parameters.Number(_drawn.Batch.Loss.Parameters.Single(p => p.Name == parameter));

    public bool Flag(string parameter) => Number(parameter) != 0;

    /// <summary>The array parameter, or null.</summary>
    public Tensor? Array(string parameter)
        => _parameters.Array(_drawn.Batch.Loss.Parameters.Single(p => p.Name == parameter)) is { } array ? tensor(array, _type) : null;

    /// <summary>The array parameter, or ones in its place, to be multiplied with [N, C, inner].</summary>
    public Tensor PerClass(string parameter) => Array(parameter)?.unsqueeze(-1) ?? tensor(1.0, _type);

    /// <summary>1 where the label [N, inner] is read, 0 where it is ignored.</summary>
    public Tensor Read(string labels) => (this[labels] != (long)Number("ignoreIndex")).to_type(_type);

    /// <summary>The weight of each label's class, [N, inner]; of class 0 where the label is ignored.</summary>
    public Tensor WeightOf(string labels) => Array("weight") is { } weight
        ? weight.index_select(0, Safe(labels).flatten()).view(this[labels].shape)
        : Constant(1);

    /// <summary>What stands at each label, of [N, C, inner].</summary>
    public Tensor AtLabel(Tensor values, string labels) => values.gather(1, Safe(labels).unsqueeze(1)).squeeze(1);

    // Ignored labels may be no index.
    private Tensor Safe(string labels) => this[labels].clamp(0);

    /// <summary>A number in the type of the case.</summary>
    public Tensor Constant(double value) => tensor(value, _type);

    /// <summary>The elements, in double; none of an empty tensor, whose data can't be asked for.</summary>
    public static double[] Numbers(Tensor tensor)
        => tensor.numel() == 0 ? [] : tensor.detach().to(float64).contiguous().data<double>().ToArray();

    /// <summary>The gradients that the last backward left, by input.</summary>
    public Dictionary<BoundInput, double[]> Gradients() => _drawn.Batch.Loss.Inputs
        .Where(input => input.HasGradient && _tensors[input.Name].requires_grad)
        .ToDictionary(input => input, input => _tensors[input.Name].grad is { } gradient
            ? Numbers(gradient)
            : new double[_tensors[input.Name].numel()]);
}
