using LossGen.Definitions.Tests;
using LossGen.Definitions.Tests.Calls;
using LossGen.Definitions.Tests.Golden;
using LossGen.Definitions.Tests.Reference;
using LossGen.Parity.Tests.Rows;
using TorchSharp;

namespace LossGen.Parity.Tests;

/// <summary>Writes the small ones of the live cases, with libtorch's answers, for where there is no libtorch.</summary>
internal static class GoldenVectors
{
    private const int EachRow = 6;
    private const int LongestInput = 24;

    public static void Write()
    {
        var head = new GoldenFile.Head(
            torch.__version__, typeof(torch).Assembly.GetName().Version!.ToString(3), ParityCases.Seed,
            "dotnet run --project tests/Parity -c Release -- golden");
        GoldenFile.Write(head, TorchRows.All.SelectMany(Of));
    }

    // Numbers that float can't square are for double alone, and what is badly conditioned is no example of anything.
    private static IEnumerable<GoldenCase> Of(TorchRow row) => ParityCases.Of(row, ParityCases.Seed, ParityCases.Count)
        .Where(@case => @case.Numbers != Numbers.Extreme && IsSmall(@case.Drawn.Batch))
        .Where(@case => row.Conditioning is null || 8 * @case.Conditioning(Precision.Float) <= Tolerance.Float)
        .GroupBy(@case => @case.Numbers)
        .SelectMany(kind => kind.Select((@case, place) => (@case, place)))
        .OrderBy(drawn => drawn.place).Take(EachRow)
        .Select(drawn => new GoldenCase(row.ToString(), drawn.@case.Drawn, drawn.@case.Upstream, drawn.@case.Exact));

    private static bool IsSmall(ReferenceBatch batch)
        => batch.N > 0 && batch.Numbers.Values.All(array => array.Length <= LongestInput) && batch.Positions * batch.LossesPerSample <= LongestInput;
}
