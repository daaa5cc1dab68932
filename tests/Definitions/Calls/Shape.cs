using CsCheck;
using LossGen.Generator.Binding;

namespace LossGen.Definitions.Tests.Calls;

/// <summary>The extents of a batch and the seed of its contents.</summary>
/// <param name="Extent">Of the first axis; every further one is <paramref name="Step"/> longer, so that a mix-up of axes shows.</param>
/// <param name="LongAxis">The place of an axis that has an extent of its own, or -1.</param>
internal readonly record struct Shape(int N, int Inner, int Extent, int Step, ulong Seed, int LongAxis = -1, int LongExtent = 0)
{
    /// <summary>Small batches of every kind, the empty one not among them.</summary>
    public static readonly Gen<Shape> Small =
        from n in Gen.Int[1, 6]
        from inner in Gen.Frequency((2, Gen.Const(1)), (1, Gen.Int[2, 5]))
        from extent in Gen.Int[1, 9]
        from step in Gen.Int[0, 2]
        from seed in Gen.ULong
        select new Shape(n, inner, extent, step, seed);

    public int Of(BoundAxis axis, BoundLoss loss)
    {
        int place = loss.Axes.IndexOf(axis);
        return place == LongAxis ? LongExtent : Extent + Step * place;
    }
}
