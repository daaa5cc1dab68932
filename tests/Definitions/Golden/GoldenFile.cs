using System.Runtime.CompilerServices;
using System.Text.Json;

namespace LossGen.Definitions.Tests.Golden;

/// <summary>The vectors that libtorch answered: a head that says who wrote them, and one case a line.</summary>
internal static class GoldenFile
{
    /// <summary>What the head says: the version that answered, and how the cases were drawn.</summary>
    public sealed record Head(string Libtorch, string TorchSharp, int Seed, string WrittenBy);

    public static void Write(Head head, IEnumerable<GoldenCase> cases)
        => File.WriteAllText(Place(), $$"""
            {
            "head": {{JsonSerializer.Serialize(head)}},
            "cases": [
            {{string.Join(",\n", cases.Select(@case => @case.ToJson()))}}
            ]
            }

            """.ReplaceLineEndings("\n"));

    public static (Head Head, GoldenCase[] Cases) Read()
    {
        using var document = JsonDocument.Parse(File.ReadAllText(Place()));
        return (
            document.RootElement.GetProperty("head").Deserialize<Head>()!,
            [.. document.RootElement.GetProperty("cases").EnumerateArray().Select(GoldenCase.Of)]);
    }

    private static string Place([CallerFilePath] string here = "") => Path.Combine(Path.GetDirectoryName(here)!, "vectors.json");
}
