using LossGen.Bench.Compiling;
using LossGen.Bench.Ctc;
using LossGen.Bench.Measuring;
using LossGen.Bench.Rows;

namespace LossGen.Bench.Tables;

/// <summary>The tables of a run.</summary>
internal static class Report
{
    public static IEnumerable<Table> Of(Session session, CompileTimes? compiling, Widths? widths, NativeAot? aot)
    {
        yield return Goals.Of(session, compiling, widths, aot);
        if (session.Cells.Count > 0)
            yield return Contests("Value and gradient in float", session.Cells.Where(cell => cell.Gradient && !cell.IsDouble));
        if (session.Ctc.Count > 0)
            yield return Ctc("CTC", "Value and gradient in float", session.Ctc.Where(cell => cell.IsGoal));
        if (session.Threads.Count > 0)
            yield return Threads(session.Threads);
        if (session.Footprints.Count > 0)
            yield return Footprints(session);
        if (compiling is not null)
            yield return Generator(compiling);
        if (aot is { Reason: null })
            yield return Aot(aot);
        if (widths is not null)
            yield return Narrower(widths);
        if (session.Cells.Any(cell => cell.IsDouble))
        {
            yield return Contests("Value in float", session.Cells.Where(cell => !cell.Gradient && !cell.IsDouble));
            yield return Contests("Value and gradient in double", session.Cells.Where(cell => cell.Gradient && cell.IsDouble));
            yield return Contests("Value in double", session.Cells.Where(cell => !cell.Gradient && cell.IsDouble));
        }

        if (session.Ctc.Any(cell => cell.IsDouble))
        {
            yield return Ctc("CTC, value in float", "Value in float", session.Ctc.Where(cell => !cell.Gradient && !cell.IsDouble));
            yield return Ctc("CTC, value and gradient in double", "Value and gradient in double", session.Ctc.Where(cell => cell.Gradient && cell.IsDouble));
            yield return Ctc("CTC, value in double", "Value in double", session.Ctc.Where(cell => !cell.Gradient && cell.IsDouble));
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

    private static Table Ctc(string title, string what, IEnumerable<CtcCell> cells) => new(
        title,
        what + ", samples of full length; microseconds a call. From logits libtorch runs log_softmax too. The stream limit reads logits, or the lines of log-probabilities that labels need, and writes the gradient, if there is one. One thread and two each in their own run of consecutive calls; allocated are bytes of 1,000 calls, the more of one thread and two.",
        ["shape", "from", "LossGen", "libtorch", "ratio", "stream", "LossGen/stream", "one", "two", "gain", "allocated"],
        [.. cells.Select(cell => (string[])
        [
            cell.Shape.Name, cell.Entry, Figures.Of(cell.LossGen), Figures.Of(cell.Libtorch), Figures.Ratio(cell.Libtorch, cell.LossGen),
            Figures.Of(cell.Stream), Figures.Ratio(cell.LossGen, cell.Stream),
            Figures.Of(cell.One), Figures.Of(cell.Two), Figures.Ratio(cell.One, cell.Two), cell.Allocated.ToString(),
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

    private static Table Footprints(Session session) => new(
        "Footprint",
        "A loss of several formulas is one row. The first call is value and gradient in float, in a process that never called the loss; allocated are bytes of 1,000 calls each of value and of value with gradient.",
        ["loss", "IL, bytes", "first call, ms", "allocated", "allocated on two threads"],
        [.. session.Footprints.Select(footprint => (string[])
        [
            footprint.Name, Sources.IntermediateBytes(LossRows.All.Single(row => row.Name == footprint.Name).Type).ToString(),
            Figures.Of(footprint.FirstCall), footprint.Allocated.ToString(), footprint.AllocatedOnTwo.ToString(),
        ])]);

    private static Table Generator(CompileTimes compiling) => new(
        "The generator",
        $"All definitions: {Figures.Of(compiling.Cold)} ms cold, {Figures.Of(compiling.Warm)} ms warm; an unrelated edit: {Figures.Of(compiling.Edit)} ms, {compiling.Reran} steps computed again. "
        + "A loss of several formulas is one row. Warm is a driver's run over a compilation that has the loss alone, from its declaration to the text of its file, nothing cached.",
        ["loss", "warm, ms", "characters", "allocated, KB"],
        [.. compiling.Losses.Select(loss => (string[])
        [
            loss.Key, Figures.Of(loss.Value.Milliseconds), loss.Value.Characters.ToString(), (loss.Value.Allocated / 1024).ToString(),
        ])]);

    private static Table Aot(NativeAot aot) => new(
        "NativeAOT",
        $"Value and gradient in float at the shape by which a loss is judged; microseconds a call of one program under the JIT and published, by turns: with `<IlcInstructionSet>{NativeAot.WideTarget}</IlcInstructionSet>` beside {NativeAot.WideName}, and for the default target beside the JIT without AVX. It was published without warnings.",
        ["loss", "JIT", NativeAot.WideTarget, "ratio", "JIT, no AVX", "default target", "ratio", "default target/" + NativeAot.WideTarget],
        [.. aot.Losses.Select(loss => (string[])
        [
            loss.Name, Figures.Of(loss.JitWide), Figures.Of(loss.Wide), Figures.Ratio(loss.Wide, loss.JitWide),
            Figures.Of(loss.JitPlain), Figures.Of(loss.Plain), Figures.Ratio(loss.Plain, loss.JitPlain), Figures.Ratio(loss.Plain, loss.Wide),
        ])]);

    private static Table Narrower(Widths widths) => new(
        "Narrower vectors",
        "Value and gradient in float at the shape by which a loss is judged; microseconds a call, in processes without AVX-512 and without AVX2. Ratios are to the widest vectors that the machine has.",
        ["loss", "AVX-512", "AVX2", "ratio", "Vector128, no FMA", "ratio"],
        [.. widths.Avx2.Keys.Select(loss => (string[])
        [
            loss, Figures.Of(widths.Avx512?[loss]),
            Figures.Of(widths.Avx2[loss]), Figures.Ratio(widths.Avx2[loss], widths.Avx512?[loss]),
            Figures.Of(widths.Vector128[loss]), Figures.Ratio(widths.Vector128[loss], (widths.Avx512 ?? widths.Avx2)[loss]),
        ])]);
}
