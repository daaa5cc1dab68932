using LossGen.Definitions.Tests.Calls;
using LossGen.Generator.Binding;
using LossGen.Parity.Tests.Rows;

namespace LossGen.Parity.Tests;

/// <summary>The cases of a row: drawn options, shapes and numbers, the same ones for the same seed.</summary>
internal static class ParityCases
{
    public static IEnumerable<(Drawn Drawn, Numbers Numbers)> Of(TorchRow row, int seed, int count)
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
            yield return (Drawn.From(loss, formula, shape, (domain, source) => NumberDraw.Next(kind, domain, source)), kind);
        }
    }

    // Mostly small, sometimes a long axis or none at all; list axes as long as the classes, which libtorch wants.
    private static Shape Next(Random random, BoundLoss formula)
    {
        ulong seed = (ulong)random.NextInt64();
        int inner = random.Next(3) == 0 ? random.Next(2, 9) : 1;
        return random.Next(12) switch
        {
            0 => new(0, inner, 3, 0, seed),
            1 when formula.Axes.Length > 0 => new(random.Next(1, 4), 1, random.Next(65, 1101), 0, seed),
            2 or 3 => new(random.Next(1, 71), inner, random.Next(1, 4), 0, seed),
            _ => new(random.Next(1, 9), inner, random.Next(1, 21), 0, seed),
        };
    }
}
