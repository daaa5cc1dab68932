using LossGen.Definitions.Tests.Calls;
using LossGen.Definitions.Tests.Golden;
using LossGen.Parity.Tests.Libtorch;
using static TorchSharp.torch;

namespace LossGen.Parity.Tests.Ctc;

/// <summary>CTC, which is no formula and has rows of its own: both precisions and both entries against libtorch in double.</summary>
public sealed class CtcParityTests(ITestOutputHelper output)
{
    private const double Float = 1e-5;
    private const double Double = 1e-10;

    public static TheoryData<int> Parts => [.. Enumerable.Range(0, CtcBatch.Parts)];

    /// <summary>5,100 samples.</summary>
    [Theory(Skip = "libtorch does not load on this machine.", SkipUnless = nameof(LibtorchLoader.IsAvailable), SkipType = typeof(LibtorchLoader))]
    [MemberData(nameof(Parts))]
    public void Value_and_gradient_are_those_of_libtorch(int part)
    {
        output.WriteLine($"seed {ParityCases.Seed} (LOSSGEN_SEED says another one)");
        foreach ((int number, CtcBatch batch) in CtcBatch.Part(part).Index())
        {
            CtcAnswers expected = CtcAnswers.OfLibtorch(batch, float64, out double[] logProbs);
            double[] logits = CtcAnswers.Wide(batch.Logits);
            Check("double, logits", Double, CtcAnswers.OfLossGen(batch, logits, true, Precision.Double));
            Check("double, logProbs", Double, CtcAnswers.OfLossGen(batch, logProbs, false, Precision.Double));
            Check("float, logits", Float, CtcAnswers.OfLossGen(batch, logits, true, Precision.Float));

            void Check(string which, double tolerance, CtcAnswers actual)
            {
                CtcComparison comparison = CtcComparison.Between(batch, logProbs, expected, actual);
                Worst worst = comparison.Value.Or(comparison.Gradient);
                Assert.True(worst.Error <= tolerance, $"{which}, batch {number} of part {part}, seed {ParityCases.Seed}: {worst.Where}");
            }
        }
    }
}
