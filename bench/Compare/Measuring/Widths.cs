using System.Runtime.Intrinsics;
using LossGen.Bench.Contestants;
using LossGen.Bench.Rows;

namespace LossGen.Bench.Measuring;

/// <summary>Microseconds of value and gradient in float by loss, of LossGen alone in processes of narrower and narrower vectors.</summary>
/// <param name="Avx512">Null where the machine has no 512 bits.</param>
/// <param name="Avx2">256 bits.</param>
/// <param name="Vector128">128 bits without fused multiplication and addition.</param>
internal sealed record Widths(IReadOnlyDictionary<string, double>? Avx512, IReadOnlyDictionary<string, double> Avx2, IReadOnlyDictionary<string, double> Vector128)
{
    /// <summary>The argument by which a child knows what it is for.</summary>
    public const string Argument = "--alone";

    public const string NoAvx512 = "this machine has no 512 bits";

    public static Widths Measure() => new(
        Vector512.IsHardwareAccelerated ? Child.Managed(typeof(Widths).Assembly.Location, Argument, without: null) : null,
        Child.Managed(typeof(Widths).Assembly.Location, Argument, without: "AVX512"),
        Child.Managed(typeof(Widths).Assembly.Location, Argument, without: "AVX2"));

    /// <summary>The child's part.</summary>
    public static void Alone()
    {
        GeneratedCall.Compile(LossRows.All.Select(row => GeneratedCall.Method(row, "Backward", isDouble: false)));
        foreach (LossRow row in LossRows.All)
        {
            using var batch = new Batch(row.Operands, row.Main, isDouble: false);
            Child.Tell(row.Name, Clock.Consecutive(Pace.Full, GeneratedCall.Of(new FreshCode(), row, batch, "Backward", 1), 0.1));
        }
    }
}
