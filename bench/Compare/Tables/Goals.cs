using LossGen.Bench.Compiling;
using LossGen.Bench.Measuring;

namespace LossGen.Bench.Tables;

/// <summary>What was to be reached, and by how much it was or wasn't.</summary>
internal static class Goals
{
    public static Table Of(Session session, CompileTimes compiling, IReadOnlyDictionary<string, double>[]? widths)
    {
        List<string[]> rows = [];
        Cell[] judged = [.. session.Cells.Where(cell => cell.IsGoal)];
        Ratios(rows, "libtorch ÷ LossGen, losses without matrix products", "each ≥ 2×, mean ≥ 15×",
            judged.Where(cell => !cell.Row.Product).Select(cell => (cell.Row.Name, cell.Libtorch / cell.LossGen)), least: 2, mean: 15);
        Ceilings(rows, "LossGen ÷ C", "each ≤ 1.15×, mean ≤ 1.0×",
            judged.Where(cell => cell.Native is not null).Select(cell => (cell.Row.Name, cell.LossGen / cell.Native!.Value)), most: 1.15, mean: 1);
        Ceilings(rows, "LossGen ÷ stream limit, without transcendental functions", "each ≤ 1.25×",
            judged.Where(cell => !cell.Row.Transcendental && !cell.Row.Product).Select(cell => (cell.Row.Name, cell.LossGen / cell.Stream)), most: 1.25, mean: double.PositiveInfinity);
        Ratios(rows, "TensorPrimitives ÷ LossGen, with a transcendental function", "each ≥ 3×",
            judged.Where(cell => cell.Chain is not null && cell.Row.Transcendental).Select(cell => (cell.Row.Name, cell.Chain!.Value / cell.LossGen)), least: 3, mean: 0);
        Ratios(rows, "TensorPrimitives ÷ LossGen, without, 1,000,000", "each ≥ 2×",
            judged.Where(cell => cell.Chain is not null && !cell.Row.Transcendental).Select(cell => (cell.Row.Name, cell.Chain!.Value / cell.LossGen)), least: 2, mean: 0);
        IEnumerable<Cell> large = session.Cells.Where(cell => cell.Shape == Rows.Shape.Large && cell.Gradient && !cell.IsDouble && !cell.Row.Transcendental && cell.Chain is not null);
        Ratios(rows, "TensorPrimitives ÷ LossGen, without, 10,000,000", "each ≥ 1.3×", large.Select(cell => (cell.Row.Name, cell.Chain!.Value / cell.LossGen)), least: 1.3, mean: 0);
        foreach ((int elements, double nanoseconds) in (ReadOnlySpan<(int, double)>)[(15, 60), (16, 60), (17, 85), (31, 85)])
        {
            Ceilings(rows, $"ns a call at {elements} elements", $"each ≤ {nanoseconds}", session.Cells
                .Where(cell => cell.Row.ElementWise && cell.Gradient && !cell.IsDouble && cell.Elements == elements)
                .Select(cell => (cell.Row.Name, cell.LossGen * 1000)), most: nanoseconds, mean: double.PositiveInfinity);
        }

        Ratios(rows, "gain of two threads, transcendental losses", "each ≥ 1.7×",
            session.Threads.Where(row => row.Row.Transcendental).Select(row => (row.Row.Name, row.One / row.Two)), least: 1.7, mean: 0);
        Ceilings(rows, "bytes allocated by 1,000 calls, on one thread or two", "0",
            session.Footprints.Select(footprint => (footprint.Name, (double)Math.Max(footprint.Allocated, footprint.AllocatedOnTwo))), most: 0, mean: double.PositiveInfinity);
        if (widths is not null)
        {
            Ceilings(rows, "AVX2 ÷ AVX-512", "each ≤ 2.4×", widths[0].Select(pair => (pair.Key, widths[1][pair.Key] / pair.Value)), most: 2.4, mean: double.PositiveInfinity);
            Ceilings(rows, "Vector128 without FMA ÷ AVX-512", "each ≤ 6×", widths[0].Select(pair => (pair.Key, widths[2][pair.Key] / pair.Value)), most: 6, mean: double.PositiveInfinity);
        }

        Ceilings(rows, "generator, ms a loss, warm", "each ≤ 5", compiling.Losses.Select(pair => (pair.Key, pair.Value.Milliseconds)), most: 5, mean: double.PositiveInfinity);
        rows.Add(["generator, all definitions, cold, ms", "≤ 1,000", Figures.Of(compiling.Cold), "", compiling.Cold <= 1000 ? "" : "all definitions"]);
        rows.Add(["steps computed again after an unrelated edit", "0", Figures.Of(compiling.Reran), "", compiling.Reran == 0 ? "" : "all definitions"]);
        Ceilings(rows, "first call, ms", "each ≤ 40", session.Footprints.Select(footprint => (footprint.Name, footprint.FirstCall)), most: 40, mean: double.PositiveInfinity);
        return new(
            "Goals",
            "Float, value and gradient, one thread, where nothing else is said; 1,000,000 elements, 1024×1000 scores, 8192×128 embeddings or 64×16384 pixels. The worst is beside the geometric mean; what misses its goal is named.",
            ["measured", "goal", "worst", "mean", "missed by"],
            rows);
    }

    private static void Ratios(List<string[]> rows, string name, string goal, IEnumerable<(string Loss, double Ratio)> ratios, double least, double mean)
        => Add(rows, name, goal, [.. ratios.OrderBy(pair => pair.Ratio)], pair => pair < least, geometric => geometric < mean);

    private static void Ceilings(List<string[]> rows, string name, string goal, IEnumerable<(string Loss, double Ratio)> ratios, double most, double mean)
        => Add(rows, name, goal, [.. ratios.OrderByDescending(pair => pair.Ratio)], pair => pair > most, geometric => geometric > mean);

    private static void Add(List<string[]> rows, string name, string goal, (string Loss, double Ratio)[] worstFirst, Func<double, bool> misses, Func<double, bool> missesMean)
    {
        if (worstFirst.Length == 0)
            return;
        double mean = Figures.GeometricMean(worstFirst.Select(pair => pair.Ratio));
        IEnumerable<string> missed = worstFirst.Where(pair => misses(pair.Ratio)).Select(pair => $"{pair.Loss} {Figures.Of(pair.Ratio)}");
        rows.Add([name, goal, Figures.Of(worstFirst[0].Ratio), Figures.Of(mean), string.Join(", ", missesMean(mean) ? missed.Prepend("the mean") : missed)]);
    }
}
