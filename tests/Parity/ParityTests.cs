using LossGen.Definitions.Tests;
using LossGen.Definitions.Tests.Calls;
using LossGen.Parity.Tests.Libtorch;
using LossGen.Parity.Tests.Rows;
using static TorchSharp.torch;

namespace LossGen.Parity.Tests;

/// <summary>Live: LossGen in both precisions against libtorch in double on the same inputs.</summary>
public sealed class ParityTests(ITestOutputHelper output)
{
    // Each case is compared in two precisions and three reductions.
    private const int CasesPerRow = 120;

    public static TheoryData<int, string> Rows
    {
        get
        {
            var rows = new TheoryData<int, string>();
            for (int index = 0; index < TorchRows.All.Length; index++)
                rows.Add(index, TorchRows.All[index].ToString());
            return rows;
        }
    }

    [Theory(Skip = "libtorch does not load on this machine.", SkipUnless = nameof(LibtorchLoader.IsAvailable), SkipType = typeof(LibtorchLoader))]
    [MemberData(nameof(Rows))]
    public void Value_and_every_gradient_are_those_of_libtorch(int index, string name)
    {
        TorchRow row = TorchRows.All[index];
        int seed = Environment.GetEnvironmentVariable("LOSSGEN_SEED") is { } given ? int.Parse(given, null) : Random.Shared.Next();
        output.WriteLine($"{name}: seed {seed} (set LOSSGEN_SEED to repeat)");
        foreach ((Drawn drawn, Numbers numbers) in ParityCases.Of(row, seed, CasesPerRow))
        {
            double[] upstream = drawn.Upstream();
            const double Scale = 0.7;
            Answers libtorch = Answers.OfLibtorch(row, drawn, upstream, Scale, float64);
            foreach (Precision precision in Enum.GetValues<Precision>())
            {
                if (precision == Precision.Float && numbers == Numbers.Extreme)
                    continue;
                Answers mine = Answers.OfLossGen(drawn, upstream, Scale, precision);
                Comparison comparison = Comparison.Between(drawn, libtorch, mine, upstream, Scale);
                Assert.True(Measured.IsAllowed(comparison, precision, () => Measured.LibtorchInFloat(row, drawn, libtorch, upstream, Scale), out Worst worst),
                    $"{precision}, {numbers}: {worst.Where}, off by {worst.Error:g3}; {drawn}; seed {seed}");
            }
        }
    }
}
