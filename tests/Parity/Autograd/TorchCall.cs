using System.Reflection;
using LossGen.Definitions.Tests.Calls;
using LossGen.Definitions.Tests.Reference;
using LossGen.Generator.Binding;
using static TorchSharp.torch;

namespace LossGen.Parity.Tests.Autograd;

/// <summary>The arrays of a batch as TorchSharp's tensors, and the extension methods of its loss called with them.</summary>
internal sealed class TorchCall
{
    private readonly LossInstance _instance;
    private readonly ReferenceBatch _batch;

    /// <param name="trailing">The dimensions that inner is the product of.</param>
    public TorchCall(LossInstance instance, ReferenceBatch batch, Precision precision, long[] trailing)
    {
        _instance = instance;
        _batch = batch;
        foreach (BoundInput input in batch.Loss.Inputs)
        {
            long[] axes = [.. input.Axes.Select(axis => (long)batch.Extents[axis])];
            long[] shape = input.IsShared ? axes : [batch.N, .. axes, .. trailing];
            Tensors[input.Name] = input.Kind == InputKind.Number
                ? tensor(batch.Numbers[input], shape, precision == Precision.Float ? float32 : float64).requires_grad_(input.HasGradient)
                : tensor(batch.Labels[input], shape, int64);
        }
    }

    public Dictionary<string, Tensor> Tensors { get; } = [];

    public Tensor Forward() => Invoke(nameof(Forward));

    public Tensor ForwardEach() => Invoke(nameof(ForwardEach));

    private Tensor Invoke(string name)
    {
        Type adapters = typeof(MseLossTorchSharp).Assembly.GetType($"{_instance.Loss.Type.FullName}TorchSharp", throwOnError: true)!;
        MethodInfo method = adapters.GetMethods().Single(method =>
            method.Name == name && method.GetParameters().Count(parameter => parameter.ParameterType == typeof(Tensor)) == _batch.Loss.Inputs.Length);
        object[] arguments = [_instance.Object, .. _batch.Loss.Inputs.Select(input => Tensors[input.Name])];
        try
        {
            return (Tensor)method.Invoke(null, arguments)!;
        }
        catch (TargetInvocationException exception)
        {
            throw exception.InnerException!;
        }
    }
}
