using System.Runtime.CompilerServices;
using LossGen.Definitions.Tests.Calls;
using LossGen.Definitions.Tests.Pages;
using LossGen.Definitions.Tests.Reference;
using LossGen.Testing;

namespace LossGen.Definitions.Tests;

/// <summary>
/// docs/losses: a page for each loss, its curve, and their index, as the code of today would write them. LOSSGEN_ACCEPT=1 writes
/// them.
/// </summary>
public sealed class LossPageTests
{
    private static readonly string s_root = FindRoot();

    private static string Folder => Path.Combine(s_root, "docs", "losses");

    public static TheoryData<string> Names => [.. EveryLoss.All.Select(loss => loss.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void A_page_says_what_its_loss_does(string name)
    {
        LossUnderTest loss = EveryLoss.Named(name);
        string? curve = CurveOf(loss);
        if (curve is not null)
            Snapshot.VerifyFile(curve, Path.Combine(Folder, name + ".svg"));
        Snapshot.VerifyFile(LossPage.Write(loss, curve is null ? null : name + ".svg", Differences(name)), Path.Combine(Folder, name + ".md"));
    }

    [Fact]
    public void The_index_names_every_loss() => Snapshot.VerifyFile(LossIndex.Write(), Path.Combine(Folder, "README.md"));

    [Fact]
    public void There_is_nothing_beside_the_pages()
    {
        string[] expected = [.. EveryLoss.All.Select(loss => loss.Name + ".md"), .. EveryLoss.All.Where(loss => CurveOf(loss) is not null).Select(loss => loss.Name + ".svg"), "README.md"];

        // What a page that isn't current leaves is for its own test to tell.
        IEnumerable<string?> found = Directory.GetFiles(Folder).Select(Path.GetFileName).Where(file => !file!.EndsWith(".received.txt", StringComparison.Ordinal));
        Assert.Equal(expected.Order(StringComparer.Ordinal), found.Order(StringComparer.Ordinal));
    }

    private static string? CurveOf(LossUnderTest loss) => Curve.Draw(loss.Overloads[0], loss.Create(new Dictionary<string, object?>()).Parameters);

    // The table names losses without their suffix.
    private static int Differences(string name) => File.ReadLines(Path.Combine(s_root, "src", "Definitions", "differences.md"))
        .Count(line => line.StartsWith($"| {name[..^"Loss".Length]} |", StringComparison.Ordinal));

    private static string FindRoot([CallerFilePath] string here = "") => Path.GetFullPath(Path.Combine(Path.GetDirectoryName(here)!, "..", ".."));
}
