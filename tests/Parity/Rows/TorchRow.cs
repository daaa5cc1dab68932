using static TorchSharp.torch;

namespace LossGen.Parity.Tests.Rows;

/// <summary>What libtorch computes for an overload of a loss.</summary>
/// <param name="Loss">The type's name.</param>
/// <param name="Inputs">The names of the overload's inputs.</param>
/// <param name="Losses">One value per sample, in the order of [N, the result's axes, inner].</param>
internal sealed record TorchRow(string Loss, string[] Inputs, Func<TorchCase, Tensor> Losses)
{
    /// <summary>Tells two rows of one overload apart: the operator itself, and a composition for where it is no oracle.</summary>
    public string Variant { get; init; } = "composed";

    /// <summary>The mean, where it isn't the sum of the losses over their number.</summary>
    public Func<TorchCase, Tensor>? Mean { get; init; }

    /// <summary>The numbers for which this row is an oracle.</summary>
    public Numbers Numbers { get; init; } = Numbers.All;

    /// <summary>Why it isn't for the others.</summary>
    public string Reason { get; init; } = "";

    /// <summary>Inputs that are of ordinary size in every case, for they are no scores.</summary>
    public string[] Ordinary { get; init; } = [];

    /// <summary>
    /// Why the answer moves by more than the bound when its inputs are rounded; such a loss has a row in differences.md. Null
    /// where the bound holds for every case.
    /// </summary>
    public string? Conditioning { get; init; }

    /// <summary>Inputs by which the operator can't be differentiated.</summary>
    public string[] WithoutGradient { get; init; } = [];

    public Tensor Value(TorchCase @case, Reduction reduction) => reduction switch
    {
        Reduction.Sum => Losses(@case).sum(),
        Reduction.BatchMean => Losses(@case).sum() / @case.N,
        _ => Mean?.Invoke(@case) ?? Losses(@case).mean(),
    };

    public override string ToString() => $"{Loss}({string.Join(", ", Inputs)}), {Variant}";
}
