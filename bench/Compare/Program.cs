using System.Globalization;
using LossGen.Bench;
using LossGen.Bench.Compiling;
using LossGen.Bench.Contestants;
using LossGen.Bench.Measuring;
using LossGen.Bench.Rows;
using LossGen.Bench.Tables;
using LossGen.Parity.Tests.Libtorch;

// compare.sh gives the repository, the library of bench/native and what is to be said of it; after them what it was asked for.
CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
if (args is [Widths.Argument])
{
    Widths.Alone();
    return 0;
}

if (args is not [string repository, string library, string flags, .. string[] rest]
    || Options.Of(rest, Path.Combine(repository, "docs", "benchmarks.md")) is not { } options)
{
    Console.Error.WriteLine("bench/compare.sh [--quick] [--out FILE] [--against FILE] [names of losses, Ctc, Generator]");
    return 1;
}

if (LibtorchLoader.Reason is { } reason)
{
    Console.Error.WriteLine(reason);
    return 1;
}

Table[]? before = options.Against is { } against ? [.. Table.Read(File.ReadAllText(against))] : null;
var session = new Session(NativeKernels.Load(library), options.IsQuick);
LossRow[] rows = [.. LossRows.All.Where(row => options.Names.Length == 0 ? !(options.IsQuick && row.Product) : options.Names.Contains(row.Name))];
session.Prepare(rows);
foreach (LossRow row in rows)
{
    session.Run(row);
    Cell main = session.Cells.Last(cell => cell.IsGoal);
    Console.Error.WriteLine($"{row.Name}, {main.Shape.Name}: {Figures.Of(main.LossGen)} µs; libtorch {Figures.Ratio(main.Libtorch, main.LossGen)}, C {Figures.Ratio(main.Native, main.LossGen)}, TensorPrimitives {Figures.Ratio(main.Chain, main.LossGen)}, stream {Figures.Ratio(main.LossGen, main.Stream)}");
}

if (options.Names.Length == 0 || options.Names.Contains("Ctc"))
    session.RunCtc();

// Last, for its thousands of methods keep the thread that compiles again from the ones that are timed.
CompileTimes? compiling = options.IsFull || options.Names.Contains("Generator") ? CompileTimes.Measure(Path.Combine(repository, "src", "Definitions")) : null;
Table[] tables =
[
    .. Report.Of(session, compiling, options.IsFull ? Widths.Measure() : null, options.IsFull ? NativeAot.Measure(repository) : null),
];
string[] head = [Machine.Line() + ".", flags];
Console.WriteLine(string.Join('\n', [.. head.Select(line => "# " + line), "", .. tables.SelectMany(table => table.TabSeparated())]));
if (before is not null)
    Console.WriteLine(string.Join('\n', Changes.Of(tables, before).TabSeparated()));
if (options.Out is null)
    return 0;

string[] markdown =
[
    "# Measurements",
    "",
    "Written by `bench/compare.sh`; how it measures is in [bench/Compare](../bench/Compare/README.md). Shorter: `--quick`, or the names of some losses.",
    "",
    .. options.IsFull ? [] : (string[])[$"This is not the full run, but that of `{string.Join(' ', options.IsQuick ? ["--quick", .. options.Names] : options.Names)}`.", ""],
    .. head.SelectMany(line => (string[])[line, ""]),
    .. tables.SelectMany(table => table.Markdown()),
];
File.WriteAllText(options.Out, string.Join('\n', markdown).TrimEnd() + "\n");
return 0;
