using LossGen.Definitions.Tests.Calls;

namespace LossGen.Definitions.Tests.Golden;

/// <summary>What libtorch answered when the vectors were written, in both precisions; no libtorch is needed.</summary>
public sealed class GoldenTests
{
    private static readonly Lazy<(GoldenFile.Head Head, GoldenCase[] Cases)> s_file = new(GoldenFile.Read);

    public static TheoryData<string> Rows => [.. s_file.Value.Cases.Select(@case => @case.Row).Distinct()];

    [Theory, MemberData(nameof(Rows))]
    public void Value_and_every_gradient_are_those_that_libtorch_answered(string row)
    {
        foreach (GoldenCase golden in s_file.Value.Cases.Where(@case => @case.Row == row))
        {
            foreach (Precision precision in Enum.GetValues<Precision>())
            {
                Answers mine = Answers.OfLossGen(golden.Drawn, golden.Upstream, precision);
                Worst worst = Comparison.Between(golden.Drawn, golden.Answers, mine, golden.Upstream).Worst;
                Assert.True(
                    worst.Error <= Tolerance.Of(precision),
                    $"{precision}: {worst.Where}, off by {worst.Error:g3}; {golden.Drawn}; libtorch {s_file.Value.Head.Libtorch}");
            }
        }
    }

    [Fact]
    public void There_are_vectors_for_every_loss_and_overload()
        => Assert.Equal(
            EveryLoss.All.SelectMany(loss => loss.Overloads),
            EveryLoss.All.SelectMany(loss => loss.Overloads).Intersect(s_file.Value.Cases.Select(@case => @case.Drawn.Batch.Loss)));
}
