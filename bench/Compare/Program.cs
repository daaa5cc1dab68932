using System.Globalization;
using LossGen.Bench.Compiling;
using LossGen.Bench.Contestants;
using LossGen.Bench.Measuring;
using LossGen.Bench.Rows;
using LossGen.Bench.Tables;
using LossGen.Parity.Tests.Libtorch;

// compare.sh gives the repository, the library of bench/native and what is to be said of it; after them --quick (with --write
// where its tables are to be kept), and names of losses to which the run is to be limited.
CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
if (args is [Widths.Argument])
{
    Widths.Alone();
    return 0;
}

if (args is not [string repository, string library, string flags, .. string[] options])
{
    Console.Error.WriteLine("Run bench/compare.sh.");
    return 1;
}

if (LibtorchLoader.Reason is { } reason)
{
    Console.Error.WriteLine(reason);
    return 1;
}

bool isQuick = options.Contains("--quick");
string[] names = [.. options.Where(option => !option.StartsWith('-'))];
var session = new Session(NativeKernels.Load(library), isQuick);
foreach (LossRow row in LossRows.All.Where(row => names.Length == 0 ? !(isQuick && row.Product) : names.Contains(row.Name)))
{
    session.Run(row);
    Cell main = session.Cells.Last(cell => cell.IsGoal);
    Console.Error.WriteLine($"{row.Name}, {main.Shape.Name}: {Figures.Of(main.LossGen)} µs; libtorch {Figures.Ratio(main.Libtorch, main.LossGen)}, C {Figures.Ratio(main.Native, main.LossGen)}, TensorPrimitives {Figures.Ratio(main.Chain, main.LossGen)}, stream {Figures.Ratio(main.LossGen, main.Stream)}");
}

// Last, for its thousands of methods keep the thread that compiles again from the ones that are timed.
CompileTimes compiling = CompileTimes.Measure(Path.Combine(repository, "src", "Definitions"));
Dictionary<string, double>[]? widths = isQuick || names.Length > 0
    ? null
    : [Widths.Under(null), Widths.Under("DOTNET_EnableAVX512"), Widths.Under("DOTNET_EnableAVX2")];
Table[] tables = [.. Report.Of(session, compiling, widths)];
string[] head = [Machine.Line() + ".", flags];
Console.WriteLine(string.Join('\n', [.. head.Select(line => "# " + line), "", .. tables.SelectMany(table => table.TabSeparated())]));
if (names.Length > 0 || isQuick && !options.Contains("--write"))
    return 0;

string[] markdown =
[
    "# Measurements",
    "",
    "Written by `bench/compare.sh`; how it measures is in [bench/Compare](../bench/Compare/README.md). Shorter: `--quick`, or the names of some losses.",
    "",
    .. isQuick ? (string[])["This is the short run, `--quick --write`.", ""] : [],
    .. head.SelectMany(line => (string[])[line, ""]),
    .. tables.SelectMany(table => table.Markdown()),
];
File.WriteAllText(Path.Combine(repository, "docs", "benchmarks.md"), string.Join('\n', markdown).TrimEnd() + "\n");
return 0;
