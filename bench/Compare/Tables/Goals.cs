using LossGen.Bench.Compiling;
using LossGen.Bench.Measuring;

namespace LossGen.Bench.Tables;

/// <summary>What was to be reached, by how much it was or wasn't, and what the memory would have allowed.</summary>
internal static class Goals
{
    private static readonly (int Elements, double Nanoseconds)[] s_short = [(15, 60), (16, 60), (17, 85), (31, 85)];

    public static Table Of(Session session, CompileTimes? compiling, Widths? widths, NativeAot? aot) => new(
        "Goals",
        """
        Float, value and gradient, one thread, where nothing else is said; 1,000,000 elements, 1024×1000 scores, 8192×128 embeddings or 64×16384 pixels. The worst is beside the geometric mean; what misses its goal is named.
        In brackets is what the figure would be if LossGen took no longer than the memory takes to read and write the bytes: what would miss the goal even so is beyond the memory. On the line of the stream limit itself they say what C by hand reaches.
        """.ReplaceLineEndings(" "),
        Goal.Columns,
        [
            .. Rivals(session), .. Ctc(session), .. Short(session), .. Threads(session), .. Allocations(session),
            .. widths is null ? [] : Narrower(widths), .. aot is null ? [] : Aot(aot), .. compiling is null ? [] : Compiling(compiling), .. FirstCalls(session),
        ]);

    private static IEnumerable<string[]> Rivals(Session session)
    {
        Cell[] judged = [.. session.Cells.Where(cell => cell.IsGoal)];
        Cell[] large = [.. session.Cells.Where(cell => cell.Shape == Rows.Shape.Large && cell.Gradient && !cell.IsDouble)];
        return
        [
            .. Goal.Least("libtorch ÷ LossGen, losses without matrix products", "each ≥ 2×, mean ≥ 15×", 2, 15)
                .Rows(judged.Where(cell => !cell.Row.Product).Select(Libtorch)),
            .. Goal.Most("LossGen ÷ C", "each ≤ 1.15×, mean ≤ 1.0×", 1.15, 1).Rows(judged.Where(cell => cell.Native is not null).Select(C)),
            .. Goal.Most("LossGen ÷ stream limit, without transcendental functions", "each ≤ 1.25×", 1.25)
                .Rows(judged.Where(cell => !cell.Row.Transcendental && !cell.Row.Product).Select(Stream)),
            .. Goal.Least("TensorPrimitives ÷ LossGen, with a transcendental function", "each ≥ 3×", 3).Rows(Chains(judged, transcendental: true)),
            .. Goal.Least("TensorPrimitives ÷ LossGen, without, 1,000,000", "each ≥ 2×", 2).Rows(Chains(judged, transcendental: false)),
            .. Goal.Least("TensorPrimitives ÷ LossGen, without, 10,000,000", "each ≥ 1.3×", 1.3).Rows(Chains(large, transcendental: false)),
        ];
    }

    private static Measured Libtorch(Cell cell) => new(cell.Row.Name, cell.Libtorch / cell.LossGen, cell.Libtorch / cell.Stream);

    private static Measured C(Cell cell) => new(cell.Row.Name, cell.LossGen / cell.Native!.Value, cell.Stream / cell.Native.Value);

    private static Measured Stream(Cell cell) => new(cell.Row.Name, cell.LossGen / cell.Stream, Remark: cell.Native is { } native ? "C " + Figures.Of(native / cell.Stream) : "");

    private static IEnumerable<Measured> Chains(IEnumerable<Cell> cells, bool transcendental) => cells
        .Where(cell => cell.Chain is not null && cell.Row.Transcendental == transcendental)
        .Select(cell => new Measured(cell.Row.Name, cell.Chain!.Value / cell.LossGen, cell.Chain.Value / cell.Stream));

    private static IEnumerable<string[]> Ctc(Session session) => Goal.Least("libtorch ÷ LossGen, CTC", "each ≥ 20×", 20)
        .Rows(session.Ctc.Where(cell => cell.IsGoal).Select(cell => new Measured(cell.Name, cell.Libtorch / cell.LossGen, cell.Libtorch / cell.Stream)));

    private static IEnumerable<string[]> Short(Session session) => s_short.SelectMany(size =>
        Goal.Most($"ns a call at {size.Elements} elements", $"each ≤ {size.Nanoseconds}", size.Nanoseconds).Rows(session.Cells
            .Where(cell => cell.Row.ElementWise && cell.Gradient && !cell.IsDouble && cell.Elements == size.Elements)
            .Select(cell => new Measured(cell.Row.Name, cell.LossGen * 1000))));

    private static IEnumerable<string[]> Threads(Session session) =>
    [
        .. Goal.Least("gain of two threads, transcendental losses", "each ≥ 1.7×", 1.7)
            .Rows(session.Threads.Where(row => row.Row.Transcendental).Select(row => new Measured(row.Row.Name, row.One / row.Two))),
        .. Goal.Least("gain of two threads, CTC of several samples", "each ≥ 1.7×", 1.7)
            .Rows(session.Ctc.Where(cell => cell.IsGoal && cell.Shape.N > 1).Select(cell => new Measured(cell.Name, cell.One / cell.Two))),
    ];

    private static IEnumerable<string[]> Allocations(Session session) => Goal.Most("bytes allocated by 1,000 calls, on one thread or two", "0", 0).Rows(
    [
        .. session.Footprints.Select(footprint => new Measured(footprint.Name, Math.Max(footprint.Allocated, footprint.AllocatedOnTwo))),
        .. session.Ctc.Select(cell => new Measured("CTC, " + cell.Name, cell.Allocated)),
    ]);

    private static IEnumerable<string[]> Narrower(Widths widths)
    {
        var avx2 = Goal.Most("AVX2 ÷ AVX-512", "each ≤ 2.4×", 2.4);
        var vector128 = Goal.Most("Vector128 without FMA ÷ AVX-512", "each ≤ 6×", 6);
        return widths.Avx512 is { } avx512
            ? [.. avx2.Rows(avx512.Select(pair => new Measured(pair.Key, widths.Avx2[pair.Key] / pair.Value))),
                .. vector128.Rows(avx512.Select(pair => new Measured(pair.Key, widths.Vector128[pair.Key] / pair.Value)))]
            : [avx2.Unmeasured(Widths.NoAvx512), vector128.Unmeasured(Widths.NoAvx512)];
    }

    private static IEnumerable<string[]> Aot(NativeAot aot)
    {
        var wide = Goal.Most($"NativeAOT ÷ JIT, {NativeAot.WideTarget} and {NativeAot.WideName}", "each ≤ 1.1×", 1.1);
        var plain = Goal.Most("NativeAOT ÷ JIT, the default target and no AVX", "each ≤ 1.1×", 1.1);
        return aot.Reason is { } reason
            ? [wide.Unmeasured(reason), plain.Unmeasured(reason)]
            : [.. wide.Rows(aot.Losses.Select(loss => new Measured(loss.Name, loss.Wide / loss.JitWide))),
                .. plain.Rows(aot.Losses.Select(loss => new Measured(loss.Name, loss.Plain / loss.JitPlain)))];
    }

    private static IEnumerable<string[]> Compiling(CompileTimes compiling) =>
    [
        .. Goal.Most("generator, ms a loss, warm", "each ≤ 5", 5).Rows(compiling.Losses.Select(pair => new Measured(pair.Key, pair.Value.Milliseconds))),
        .. Goal.Most("generator, all definitions, cold, ms", "≤ 1,000", 1000).Rows([new("all", compiling.Cold)]),
        .. Goal.Most("steps computed again after an unrelated edit", "0", 0).Rows([new("all", compiling.Reran)]),
    ];

    private static IEnumerable<string[]> FirstCalls(Session session)
        => Goal.Most("first call, ms", "each ≤ 40", 40).Rows(session.Footprints.Select(footprint => new Measured(footprint.Name, footprint.FirstCall)));
}
