namespace LossGen.Bench.Ctc;

/// <summary>The extents of a batch of samples of full length.</summary>
/// <param name="T">The frames.</param>
/// <param name="N">The samples.</param>
/// <param name="C">The classes, the blank among them.</param>
/// <param name="S">The labels of a target.</param>
internal sealed record CtcShape(int T, int N, int C, int S)
{
    // Lines of handwriting, words of a large vocabulary, letters of speech, a page without line breaks, one line.
    public static readonly CtcShape[] All = [new(150, 32, 40, 30), new(300, 16, 5000, 30), new(150, 64, 29, 50), new(2000, 4, 29, 400), new(150, 1, 40, 30)];

    public string Name => $"T {T} N {N} C {C} S {S}";
}
