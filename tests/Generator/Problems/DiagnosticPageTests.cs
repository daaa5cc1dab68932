using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;
using LossGen.Testing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace LossGen.Generator.Problems;

/// <summary>
/// Every row of the problem table has a page and a line in the release file; what the page shows as wrong earns exactly this
/// problem, at the place and in the words that the page shows, and what it shows as right compiles.
/// </summary>
public sealed class DiagnosticPageTests
{
    private static readonly string Repository = FindRepository();

    /// <summary>Limits, whose mistakes are too long for a page.</summary>
    private static readonly Dictionary<string, string> LongMistakes = new()
    {
        ["LOSS0219"] = Loss("x" + new string(' ', 10_000)),
        ["LOSS0220"] = Loss(new string('(', 300) + "x" + new string(')', 300)),
        ["LOSS0221"] = Loss("max(" + string.Join(", ", Enumerable.Repeat("x", 100)) + ")"),
        ["LOSS0360"] = Loss(
            string.Concat(Enumerable.Range(1, 40).Select(i => string.Create(CultureInfo.InvariantCulture, $"d{i} := d{i - 1}*d{i - 1}; ")))
                .Replace("d0", "x", StringComparison.Ordinal) + "d40"),
    };

    public static TheoryData<string> Ids => new(ProblemTable.All.Select(kind => kind.Id).Where(id => !IsInternal(id)));

    [Theory]
    [MemberData(nameof(Ids))]
    public void A_page_shows_the_problem_as_it_is(string id)
    {
        ProblemKind kind = ProblemTable.All.Single(k => k.Id == id);
        Page page = Page.Read(PathOf(id));
        string wrong = LongMistakes.GetValueOrDefault(id) ?? page.Wrong;
        Diagnostic[] problems = [.. LossBuild.Of("using LossGen;\n" + wrong).Problems];

        string shown = LongMistakes.ContainsKey(id) ? "" : string.Concat(problems.Select(Show));
        Snapshot.VerifyFile(page.With(Heading(kind), shown), PathOf(id));
        Assert.Equal(id, Assert.Single(problems).Id);
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public void What_a_page_shows_as_right_compiles(string id)
    {
        LossBuild build = LossBuild.Of("using LossGen;\n" + Page.Read(PathOf(id)).Right);

        Assert.Empty(build.Problems);
        Assert.NotNull(build.Assembly);
    }

    /// <summary>Nobody knows a formula on which this compiler fails: it would have been mended.</summary>
    [Fact]
    public void The_page_of_our_own_mistakes_has_no_example()
    {
        string path = PathOf(InternalProblems.Exception.Id);
        Snapshot.VerifyFile(Page.Read(path).With(Heading(InternalProblems.Exception), said: ""), path);
    }

    [Fact]
    public void Every_id_is_listed_among_the_pages()
    {
        StringBuilder text = new();
        text.Append("# Diagnostics\n\nWhat LossGen says about a declaration or a formula, with a page for each: why, wrong, right.\n\n");
        text.Append("| id | | |\n| --- | --- | --- |\n");
        foreach (ProblemKind kind in ProblemTable.All)
            text.Append(CultureInfo.InvariantCulture, $"| [{kind.Id}]({kind.Id}.md) | {Word(kind.Severity)} | {kind.Title} |\n");

        Snapshot.VerifyFile(text.ToString(), PathOf("README"));
        Assert.Equal(
            ProblemTable.All.Select(kind => kind.Id + ".md").Append("README.md").Order(StringComparer.Ordinal),
            Directory.GetFiles(Path.GetDirectoryName(PathOf("README"))!).Select(Path.GetFileName).Order(StringComparer.Ordinal));
    }

    /// <summary>The release files are what tells users of a new version which ids are new.</summary>
    [Fact]
    public void Every_id_is_tracked()
    {
        string folder = Path.Combine(Repository, "src", "Generator");
        string shipped = File.ReadAllText(Path.Combine(folder, "AnalyzerReleases.Shipped.md"));
        StringBuilder text = new();
        text.Append("; Unshipped analyzer release\n\n### New Rules\n\nRule ID | Category | Severity | Notes\n--------|----------|----------|-------\n");
        foreach (ProblemKind kind in ProblemTable.All.Where(kind => !shipped.Contains(kind.Id, StringComparison.Ordinal)))
            text.Append(CultureInfo.InvariantCulture, $"{kind.Id} | LossGen | {kind.Severity} | {kind.Title}\n");

        Snapshot.VerifyFile(text.ToString(), Path.Combine(folder, "AnalyzerReleases.Unshipped.md"));
    }

    [Fact]
    public void The_table_holds_every_row_once_in_order()
    {
        string[] ids = [.. ProblemTable.All.Select(kind => kind.Id)];
        IEnumerable<ProblemKind> rows = typeof(ProblemKind).Assembly.GetTypes()
            .SelectMany(type => type.GetFields(System.Reflection.BindingFlags.Static | System.Reflection.BindingFlags.Public | System.Reflection.BindingFlags.NonPublic))
            .Where(field => field.FieldType == typeof(ProblemKind))
            .Select(field => (ProblemKind)field.GetValue(null)!);

        Assert.Equal(ids.Distinct().Order(StringComparer.Ordinal), ids);
        Assert.Equal(ids, rows.Select(kind => kind.Id).Order(StringComparer.Ordinal));
        Assert.All(ids, id => Assert.Matches("^LOSS0[1-49][0-9][0-9]$", id));
    }

    private static bool IsInternal(string id) => id.StartsWith("LOSS09", StringComparison.Ordinal);

    private static string Heading(ProblemKind kind) => $"# {kind.Id}: {kind.Title}\n\n{Word(kind.Severity)}.";

    private static string Word(Severity severity) => severity switch
    {
        Severity.Error => "Error",
        Severity.Warning => "Warning",
        _ => "Information",
    };

    /// <summary>The message, and the line with carets below what it is about.</summary>
    private static string Show(Diagnostic diagnostic)
    {
        SourceText text = diagnostic.Location.SourceTree!.GetText();
        TextSpan span = diagnostic.Location.SourceSpan;
        TextLine line = text.Lines.GetLineFromPosition(span.Start);
        int length = Math.Max(1, Math.Min(span.End, line.End) - span.Start);
        return $"{diagnostic.Id}: {diagnostic.GetMessage(CultureInfo.InvariantCulture)}\n{line}\n"
            + $"{new string(' ', span.Start - line.Start)}{new string('^', length)}\n";
    }

    private static string Loss(string formula) => $"[Loss(\"{formula}\", Inputs = \"x\")] public sealed partial class MyLoss;";

    private static string PathOf(string page) => Path.Combine(Repository, "docs", "diagnostics", page + ".md");

    private static string FindRepository([CallerFilePath] string here = "") =>
        Path.GetFullPath(Path.Combine(Path.GetDirectoryName(here)!, "..", "..", ".."));
}
