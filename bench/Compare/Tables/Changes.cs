using System.Globalization;

namespace LossGen.Bench.Tables;

/// <summary>What a run says of an earlier one: whether the ratios are those of the losses or of the day.</summary>
internal static class Changes
{
    private const double Large = 1.25;

    private static readonly string[] s_keys = ["loss", "shape", "from"];

    /// <summary>A row for each column of ratios in a table that both runs have.</summary>
    public static Table Of(IEnumerable<Table> now, IReadOnlyList<Table> before) => new(
        "Against an earlier run",
        "",
        ["table", "column", "rows", "mean", "spread", "by more than 25 %"],
        [
            .. from table in now
               join old in before on table.Title equals old.Title
               where table.Columns.Any(s_keys.Contains)
               from column in Enumerable.Range(0, table.Columns.Length)
               let name = Name(table, column)
               let changes = Compare(table, column, old, name)
               where changes.Length > 0
               select Row(table.Title, name, changes),
        ]);

    // A ratio is named by the column before it, whose ratio it is.
    private static string Name(Table table, int column) => table.Columns[column] == "ratio" ? table.Columns[column - 1] + ", ratio" : table.Columns[column];

    private static (string Row, double Factor)[] Compare(Table now, int column, Table before, string name)
    {
        int other = Enumerable.Range(0, before.Columns.Length).FirstOrDefault(index => Name(before, index) == name, -1);
        if (other < 0)
            return [];
        Dictionary<string, double> olds = Ratios(before, other);
        return [.. Ratios(now, column).Where(pair => olds.ContainsKey(pair.Key)).Select(pair => (pair.Key, pair.Value / olds[pair.Key]))];
    }

    private static Dictionary<string, double> Ratios(Table table, int column) => table.Rows
        .Where(row => row[column].EndsWith('×'))
        .ToDictionary(row => string.Join(' ', row.Where((_, index) => s_keys.Contains(table.Columns[index]))), row => double.Parse(row[column][..^1], CultureInfo.InvariantCulture));

    private static string[] Row(string title, string name, (string Row, double Factor)[] changes)
    {
        double mean = Figures.GeometricMean(changes.Select(change => change.Factor));
        double spread = Math.Exp(Math.Sqrt(changes.Average(change => Math.Pow(Math.Log(change.Factor / mean), 2))));
        IEnumerable<string> large = changes.Where(change => change.Factor is > Large or < 1 / Large)
            .OrderByDescending(change => Math.Abs(Math.Log(change.Factor)))
            .Select(change => $"{change.Row} {Figures.Of(change.Factor)}");
        return [title, name, changes.Length.ToString(CultureInfo.InvariantCulture), Figures.Of(mean) + "×", "×÷ " + Figures.Of(spread), string.Join(", ", large)];
    }
}
