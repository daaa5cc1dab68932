using LossGen.Definitions.Tests;
using LossGen.Definitions.Tests.Calls;
using LossGen.Parity.Tests.Rows;
using static TorchSharp.torch;

namespace LossGen.Parity.Tests;

/// <summary>Whether an error is one of ours, or of any computation in that precision.</summary>
internal static class Measured
{
    /// <summary>
    /// Within the stated bound; or, where libtorch computing in float is further off than the bound of float, within a few
    /// times as much: then the case amplifies the rounding of its inputs. In double the same, by the ratio of the precisions.
    /// </summary>
    public static bool IsAllowed(Comparison mine, Precision precision, Func<Comparison> libtorchInFloat, out Worst worst)
    {
        worst = mine.Gradients.Values.Aggregate(mine.Value, (one, other) => one.Or(other));
        if (worst.Error <= Tolerance.Of(precision))
            return true;
        Comparison libtorch = libtorchInFloat();
        double theirs = libtorch.Gradients.Values.Aggregate(libtorch.Value, (one, other) => one.Or(other)).Error;
        double ratio = precision == Precision.Float ? 1 : Math.ScaleB(1, -29);
        return double.IsFinite(worst.Error) && worst.Error <= 4 * theirs * ratio;
    }

    /// <summary>libtorch's own error when it computes the case in float.</summary>
    public static Comparison LibtorchInFloat(TorchRow row, Drawn drawn, Answers exact, double[] upstream, double scale)
        => Comparison.Between(drawn, exact, Answers.OfLibtorch(row, drawn, upstream, scale, float32), upstream, scale);
}
