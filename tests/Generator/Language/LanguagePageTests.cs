using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;
using LossGen.Generator.Binding;
using LossGen.Generator.Functions;
using LossGen.Generator.Problems;
using LossGen.Generator.Syntax;
using LossGen.Testing;

namespace LossGen.Generator.Language;

/// <summary>docs/language.md: its tables are those of the compiler, and its examples compile.</summary>
public sealed class LanguagePageTests
{
    private static readonly string Path = FindPage();

    [Fact]
    public void Tables_are_those_of_the_compiler()
    {
        string page = File.ReadAllText(Path).Replace("\r\n", "\n", StringComparison.Ordinal);
        foreach ((string name, string table) in Tables())
            page = Replace(page, name, table);

        Snapshot.VerifyFile(page, Path);
    }

    public static TheoryData<string> Examples => new(Blocks(File.ReadAllText(Path).Replace("\r\n", "\n", StringComparison.Ordinal)));

    [Theory]
    [MemberData(nameof(Examples))]
    public void Examples_compile(string example)
    {
        LossBuild build = LossBuild.Of("using LossGen;\n" + example);

        Assert.Empty(build.Problems);
        Assert.NotNull(build.Assembly);
    }

    [Fact]
    public void There_are_examples() => Assert.InRange(Examples.Count, 5, 50);

    private static IEnumerable<(string Name, string Table)> Tables()
    {
        Catalogue catalogue = Catalogue.Default;
        yield return ("operators", Table("| operators | |\n| --- | --- |", Notation.Operators
            .GroupBy(row => row.Precedence)
            .Select(level => $"| {string.Join(" ", level.Select(row => Code(row.Symbol)))} | {Describe(level.First())} |")));
        yield return ("twins", Table("| written | means |\n| --- | --- |", Notation.Twins
            .GroupBy(twin => twin.Meaning)
            .Select(group => $"| {string.Join(" ", group.Select(twin => Code(twin.Written)))} | {Code(group.Key)} |")));
        yield return ("reductions", Table("| word | value |\n| --- | --- |", catalogue.Reductions
            .Select(row => $"| {Code(Suggestions.Reduction(row.Word))} | {row.Documentation} |")));
        yield return ("functions", Table("| function | value | slopes | |\n| --- | --- | --- | --- |", catalogue.Functions
            .Where(row => row is { IsPublic: true, Operator: Operator.None })
            .Select(row => $"| {Code($"{row.Name}({string.Join(", ", row.Parameters)})")} | {Meaning(row)} | {Slopes(row)} | {row.Documentation} |")));
        yield return ("constants", Table("| constant | value |\n| --- | --- |", Constants.All
            .Select(row => string.Create(CultureInfo.InvariantCulture, $"| {Code(row.Name)} | {row.Value} |"))));
        yield return ("limits", Table("| | at most |\n| --- | --- |",
        [
            Limit("characters of a formula, or of `Inputs`", Notation.MaximalLength),
            Limit("levels of nesting as written, where each operator in a row counts as one", Notation.MaximalDepth),
            Limit("parts of a list: cases, arguments, indices, declarations, definitions, comparisons of a chain", Notation.MaximalParts),
            Limit("parts of a formula with its definitions put in their places", ExpressionBinder.MaximalNodes),
            Limit("levels of nesting with its definitions put in their places", ExpressionBinder.MaximalDepth),
            Limit("arrays of a call: inputs, array parameters, gradients, and one more, or two where an array is shared", FormulaBinder.MaximalArrays),
            Limit("problems that are told of one formula", ProblemBag.Limit),
        ]));
        yield return ("diagnostics", Table("| id | | |\n| --- | --- | --- |", ProblemTable.All
            .Select(kind => $"| [{kind.Id}](diagnostics/{kind.Id}.md) | {(kind.Severity == Severity.Info ? "information" : kind.Severity.ToString().ToLowerInvariant())} | {kind.Title} |")));
    }

    private static string Meaning(Function row) => row.Definition is null ? "" : Code(row.Definition);

    /// <summary>One for each argument; of a function without a row of its own they follow from its value.</summary>
    private static string Slopes(Function row) => string.Join(" ", row.Derivative.Select(slope => slope is null ? "0" : Code(slope)));

    private static string Describe(OperatorRow row) => row.Shape switch
    {
        OperatorShape.Prefix => "before its operand",
        OperatorShape.Chain => "comparisons, which chain",
        _ when row.RightPrecedence <= row.Precedence => "from the right; the exponent may have a sign",
        _ => "",
    };

    private static string Limit(string what, int most) => string.Create(CultureInfo.InvariantCulture, $"| {what} | {most:N0} |");

    private static string Code(string text) => $"`{text}`";

    private static string Table(string head, IEnumerable<string> rows) => head + "\n" + string.Join("\n", rows);

    private static string Replace(string page, string name, string table)
    {
        string begin = $"<!-- begin {name} -->\n";
        string end = $"<!-- end {name} -->";
        int start = page.IndexOf(begin, StringComparison.Ordinal) + begin.Length;
        int stop = page.IndexOf(end, StringComparison.Ordinal);
        Assert.InRange(start, begin.Length, stop);
        return new StringBuilder(page, 0, start, page.Length + table.Length).Append(table).Append('\n').Append(page, stop, page.Length - stop).ToString();
    }

    private static IEnumerable<string> Blocks(string page) => page.Split("```csharp\n").Skip(1).Select(rest => rest[..rest.IndexOf("```", StringComparison.Ordinal)]);

    private static string FindPage([CallerFilePath] string here = "") =>
        System.IO.Path.GetFullPath(System.IO.Path.Combine(System.IO.Path.GetDirectoryName(here)!, "..", "..", "..", "docs", "language.md"));
}
