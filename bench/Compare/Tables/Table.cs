namespace LossGen.Bench.Tables;

/// <summary>A table that can be printed for people and for programs.</summary>
internal sealed record Table(string Title, string Remark, string[] Columns, IReadOnlyList<string[]> Rows)
{
    public IEnumerable<string> Markdown() =>
    [
        $"## {Title}",
        "",
        Remark,
        "",
        "| " + string.Join(" | ", Columns) + " |",
        "| " + string.Join(" | ", Columns.Select((_, index) => index == 0 ? "---" : "--:")) + " |",
        .. Rows.Select(row => "| " + string.Join(" | ", row) + " |"),
        "",
    ];

    public IEnumerable<string> TabSeparated() => [$"# {Title}", string.Join('\t', Columns), .. Rows.Select(row => string.Join('\t', row)), ""];
}
