namespace LossGen.Bench.Tables;

/// <summary>A table that can be printed for people and for programs.</summary>
internal sealed record Table(string Title, string Remark, string[] Columns, IReadOnlyList<string[]> Rows)
{
    private const string Heading = "## ";
    private const string Edge = "| ";

    /// <summary>The tables of a file that Markdown wrote, without their remarks.</summary>
    public static IEnumerable<Table> Read(string markdown)
    {
        foreach (string part in markdown.Split('\n' + Heading).Skip(1))
        {
            string[] lines = part.Split('\n');
            string[][] cells = [.. lines.Where(line => line.StartsWith(Edge, StringComparison.Ordinal)).Select(line => line.Trim('|').Split('|', StringSplitOptions.TrimEntries))];
            if (cells is [var columns, _, .. var rows])
                yield return new(lines[0], "", columns, rows);
        }
    }

    public IEnumerable<string> Markdown() =>
    [
        Heading + Title,
        "",
        Remark,
        "",
        Edge + string.Join(" | ", Columns) + " |",
        Edge + string.Join(" | ", Columns.Select((_, index) => index == 0 ? "---" : "--:")) + " |",
        .. Rows.Select(row => Edge + string.Join(" | ", row) + " |"),
        "",
    ];

    public IEnumerable<string> TabSeparated() => [$"# {Title}", string.Join('\t', Columns), .. Rows.Select(row => string.Join('\t', row)), ""];
}
