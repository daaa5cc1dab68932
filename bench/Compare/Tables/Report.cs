using LossGen.Bench.Compiling;
using LossGen.Bench.Measuring;
using LossGen.Bench.Rows;

namespace LossGen.Bench.Tables;

/// <summary>The tables of a run.</summary>
internal static class Report
{
    public static IEnumerable<Table> Of(Session session, CompileTimes compiling, IReadOnlyDictionary<string, double>[]? widths)
    {
        yield return Goals.Of(session, compiling, widths);
        yield return Contests("Value and gradient in float", session.Cells.Where(cell => cell.Gradient && !cell.IsDouble));
        if (session.Threads.Count > 0)
            yield return Threads(session.Threads);
        yield return Footprints(session, compiling);
        if (widths is not null)
            yield return Widths(widths);
        if (session.Cells.Any(cell => cell.IsDouble))
        {
            yield return Contests("Value in float", session.Cells.Where(cell => !cell.Gradient && !cell.IsDouble));
            yield return Contests("Value and gradient in double", session.Cells.Where(cell => cell.Gradient && cell.IsDouble));
            yield return Contests("Value in double", session.Cells.Where(cell => !cell.Gradient && cell.IsDouble));
        }
    }

    private static Table Contests(string title, IEnumerable<Cell> cells) => new(
        title,
        "One thread; microseconds a call. Bytes an element are those that have to be read and written; a ratio is the other's time over that of LossGen, and for the stream limit LossGen's over the limit.",
        ["loss", "shape", "bytes/el.", "LossGen", "ns/el.", "libtorch", "ratio", "C", "ratio", "TensorPrimitives", "ratio", "stream", "LossGen/stream"],
        [.. cells.Select(cell => (string[])
        [
            cell.Row.Name, cell.Shape.Name, Figures.Of((double)cell.Bytes / cell.Elements),
            Figures.Of(cell.LossGen), Figures.Of(cell.LossGen * 1000 / cell.Elements),
            Figures.Of(cell.Libtorch), Figures.Ratio(cell.Libtorch, cell.LossGen),
            Figures.Of(cell.Native), Figures.Ratio(cell.Native, cell.LossGen),
            Figures.Of(cell.Chain), Figures.Ratio(cell.Chain, cell.LossGen),
            Figures.Of(cell.Stream), Figures.Ratio(cell.LossGen, cell.Stream),
        ])]);

    private static Table Threads(IEnumerable<Threads> threads) => new(
        "Two threads",
        "Value and gradient in float; microseconds a call, each setting in its own run of consecutive calls. Bits are compared between one thread and two.",
        ["loss", "shape", "one", "two", "gain", "libtorch, one", "libtorch, two", "libtorch/LossGen on two", "same bits"],
        [.. threads.Select(row => (string[])
        [
            row.Row.Name, row.Shape.Name, Figures.Of(row.One), Figures.Of(row.Two), Figures.Ratio(row.One, row.Two),
            Figures.Of(row.LibtorchOne), Figures.Of(row.LibtorchTwo), Figures.Ratio(row.LibtorchTwo, row.Two), row.SameBits ? "yes" : "no",
        ])]);

    private static Table Footprints(Session session, CompileTimes compiling) => new(
        "Compile time and footprint",
        $"All definitions: {Figures.Of(compiling.Cold)} ms cold, {Figures.Of(compiling.Warm)} ms warm; an unrelated edit: {Figures.Of(compiling.Edit)} ms, {compiling.Reran} steps computed again. A loss of several formulas is one row. The first call is value and gradient in float, in a process that never called the loss; allocated are bytes of 1,000 calls each of value and of value with gradient.",
        ["loss", "generator, warm, ms", "source, bytes", "IL, bytes", "first call, ms", "allocated", "allocated on two threads"],
        [.. session.Footprints.Select(footprint =>
        {
            LossRow row = LossRows.All.Single(candidate => candidate.Name == footprint.Name);
            (double milliseconds, int bytes) = compiling.Losses[row.Type.Name];
            return (string[])
            [
                row.Name, Figures.Of(milliseconds), bytes.ToString(), Sources.IntermediateBytes(row.Type).ToString(),
                Figures.Of(footprint.FirstCall), footprint.Allocated.ToString(), footprint.AllocatedOnTwo.ToString(),
            ];
        })]);

    private static Table Widths(IReadOnlyDictionary<string, double>[] widths) => new(
        "Narrower vectors",
        "Value and gradient in float at the shape by which a loss is judged; microseconds a call, in processes without AVX-512 and without AVX2.",
        ["loss", "AVX-512", "AVX2", "ratio", "Vector128, no FMA", "ratio"],
        [.. widths[0].Select(pair => (string[])
        [
            pair.Key, Figures.Of(pair.Value), Figures.Of(widths[1][pair.Key]), Figures.Ratio(widths[1][pair.Key], pair.Value),
            Figures.Of(widths[2][pair.Key]), Figures.Ratio(widths[2][pair.Key], pair.Value),
        ])]);
}
