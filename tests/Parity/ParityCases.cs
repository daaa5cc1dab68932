using LossGen.Definitions.Tests.Calls;
using LossGen.Generator.Binding;
using LossGen.Parity.Tests.Rows;

namespace LossGen.Parity.Tests;

/// <summary>The cases of a row: drawn options, shapes and numbers, the same ones for the same seed.</summary>
internal static class ParityCases
{
    /// <summary>Each is compared in two precisions and three reductions: 84 make 21,000 comparisons of all rows.</summary>
    private const int EachRow = 84;

    /// <summary>How many each row has; LOSSGEN_CASES says another number.</summary>
    public static int Count => Environment.GetEnvironmentVariable("LOSSGEN_CASES") is { } given ? int.Parse(given, null) : EachRow;

    /// <summary>The same in every run, so that a build doesn't hang on luck; LOSSGEN_SEED says another one.</summary>
    public static int Seed => Environment.GetEnvironmentVariable("LOSSGEN_SEED") is { } given ? int.Parse(given, null) : 20260;

    public static IEnumerable<ParityCase> Of(TorchRow row, int seed, int count)
    {
        LossUnderTest loss = EveryLoss.Named(row.Loss);
        BoundLoss formula = loss.Overloads.Single(overload => overload.Inputs.Select(input => input.Name).SequenceEqual(row.Inputs));
        Numbers[] kinds = [.. Enum.GetValues<Numbers>().Where(kind => int.IsPow2((int)kind) && row.Numbers.HasFlag(kind))];
        var random = new Random(seed);
        for (int index = 0; index < count; index++)
        {
            // Every second case is ordinary; the others take turns.
            Numbers kind = index % 2 == 0 ? Numbers.Ordinary : kinds[index / 2 % kinds.Length];
            Shape shape = Next(random, formula);
            yield return new(row, Drawn.From(loss, formula, shape, (input, source) => NumberDraw.Next(row.Ordinary.Contains(input.Name) ? Numbers.Ordinary : kind, input.Domain, source)), kind);
        }
    }

    // Mostly small, sometimes no sample at all or a long axis; lists as long as there are classes, which libtorch wants.
    private static Shape Next(Random random, BoundLoss formula)
    {
        ulong seed = (ulong)random.NextInt64();
        int inner = random.Next(3) == 0 ? random.Next(2, 9) : 1;
        return random.Next(12) switch
        {
            0 => new(0, inner, 3, 0, seed),
            1 when formula.Axes.Any(axis => axis.List is not null) => new(random.Next(1, 4), 1, random.Next(65, 1101), 0, seed),
            1 when formula.Axes.Length > 0 => new(random.Next(1, 4), 1, random.Next(1, 9), 0, seed, random.Next(formula.Axes.Length), random.Next(65, 1101)),
            2 or 3 => new(random.Next(1, 71), inner, random.Next(1, 4), 0, seed),
            _ => new(random.Next(1, 9), inner, random.Next(1, 21), 0, seed),
        };
    }
}
