using LossGen.Bench.Contestants;
using TorchSharp;

namespace LossGen.Bench.Rows;

/// <summary>A loss, and how its rivals compute it.</summary>
/// <param name="Type">The loss, with the parameters it has by default.</param>
/// <param name="Operands">The inputs of the overload that is measured.</param>
/// <param name="Shapes">The batches.</param>
/// <param name="Libtorch">The mean in libtorch: its operator, or the best composition.</param>
internal sealed record LossRow(Type Type, Operand[] Operands, Shape[] Shapes, Func<Tensors, torch.Tensor> Libtorch)
{
    /// <summary>Tells overloads apart.</summary>
    public string Suffix { get; init; } = "";

    /// <summary>The function of bench/native, without its type.</summary>
    public string? Native { get; init; }

    /// <summary>The name in <see cref="Chains"/> of value and gradient by TensorPrimitives.</summary>
    public string? Chain { get; init; }

    /// <summary>Whether exponentials, logarithms and the like are its work.</summary>
    public bool Transcendental { get; init; }

    /// <summary>Whether matrix products are its work, for which there is no goal.</summary>
    public bool Product { get; init; }

    /// <summary>Whether it is measured at ten million elements too.</summary>
    public bool Large { get; init; }

    public string Name => Type.Name[..^4] + Suffix;

    public bool ElementWise => Shapes == Shape.Elements;

    /// <summary>The batch by which it is judged.</summary>
    public Shape Main => ElementWise ? Shape.Million : Shapes.Contains(Shape.Rows) ? Shape.Rows : Shapes[0];
}
