using LossGen.Definitions.Tests.Calls;
using LossGen.Generator.Binding;

namespace LossGen.Parity.Tests.Rows;

/// <summary>What numbers a case is made of.</summary>
[Flags]
public enum Numbers
{
    /// <summary>Of ordinary size.</summary>
    Ordinary = 1,

    /// <summary>Multiples of a half, so that everything ties and corners are hit; ±0 among them.</summary>
    Ties = 2,

    /// <summary>Logits of a model that is very sure, rightly or wrongly.</summary>
    Saturated = 4,

    /// <summary>10^±30; in double alone, for float has no squares of them.</summary>
    Extreme = 8,

    /// <summary>A few infinities.</summary>
    Infinite = 16,

    /// <summary>A few NaN.</summary>
    NaN = 32,

    Finite = Ordinary | Ties | Saturated | Extreme,
    All = Finite | Infinite | NaN,
}

internal static class NumberDraw
{
    private static readonly double[] s_ties = [-2, -1.5, -1, -0.5, -0.0, 0, 0.5, 1, 1.5, 2];
    private static readonly double[] s_extremes = [(float)-1e30, (float)-1e-30, -0.0, 0, (float)1e-30, (float)1e30, -1, 1];

    public static double Next(Numbers kind, BoundDomain domain, Random random)
    {
        if (domain.IsFinite)
            return Draw.Ordinary(domain, random);
        double? special = kind switch
        {
            Numbers.Ties => s_ties[random.Next(s_ties.Length)],
            Numbers.Saturated => random.Next(2) == 0 ? null : (float)((random.Next(2) * 2 - 1) * (20 + 180 * random.NextDouble())),
            Numbers.Extreme => s_extremes[random.Next(s_extremes.Length)],
            Numbers.Infinite => random.Next(6) == 0 ? (random.Next(2) == 0 ? double.PositiveInfinity : double.NegativeInfinity) : null,
            Numbers.NaN => random.Next(6) == 0 ? double.NaN : null,
            _ => null,
        };
        return special is { } value && (double.IsNaN(value) || Contains(domain, value)) ? value : Draw.Ordinary(domain, random);
    }

    private static bool Contains(BoundDomain domain, double value)
        => (domain.LowerIsStrict ? value > domain.Lower : value >= domain.Lower)
            && (domain.UpperIsStrict ? value < domain.Upper : value <= domain.Upper);
}
