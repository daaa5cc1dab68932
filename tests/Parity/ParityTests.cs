using System.Runtime.CompilerServices;
using LossGen.Definitions.Tests.Calls;
using LossGen.Definitions.Tests.Golden;
using LossGen.Parity.Tests.Libtorch;
using LossGen.Parity.Tests.Rows;

namespace LossGen.Parity.Tests;

/// <summary>Live: LossGen in both precisions against libtorch in double on the same inputs.</summary>
public sealed class ParityTests(ITestOutputHelper output)
{
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
        output.WriteLine($"{name}: {ParityCases.Count} cases, seed {ParityCases.Seed} (LOSSGEN_CASES and LOSSGEN_SEED say others)");
        foreach (ParityCase @case in ParityCases.Of(row, ParityCases.Seed, ParityCases.Count))
        {
            foreach (Precision precision in @case.Precisions)
            {
                Comparison comparison = @case.OfLossGen(precision);
                Assert.True(
                    @case.IsAllowed(comparison, precision),
                    $"{precision}: {comparison.Worst.Where}, off by {comparison.Worst.Error:g3} (libtorch in float by {@case.OfLibtorchInFloat().Worst.Error:g3}); {@case}; seed {ParityCases.Seed}");
            }
        }
    }

    /// <summary>What is held to a weaker bound is told to the reader, and nothing is told that isn't so.</summary>
    [Fact]
    public void The_losses_with_a_weaker_bound_are_those_of_the_table_of_differences()
    {
        string[] told = [.. File.ReadLines(Differences())
            .SkipWhile(line => !line.StartsWith("## Where the digits", StringComparison.Ordinal))
            .Where(line => line.EndsWith("`ParityTests` |", StringComparison.Ordinal))
            .SelectMany(line => line.Split('|')[1].Split(',', StringSplitOptions.TrimEntries))
            .Select(name => name + "Loss").Order()];
        Assert.Equal(TorchRows.All.Where(row => row.Conditioning is not null).Select(row => row.Loss).Distinct().Order(), told);
    }

    private static string Differences([CallerFilePath] string here = "")
        => Path.Combine(Path.GetDirectoryName(here)!, "..", "..", "src", "Definitions", "differences.md");
}
