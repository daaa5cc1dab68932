namespace LossGen.Generator;

/// <summary>A part of a formula's text, in UTF-16 units.</summary>
internal readonly record struct TextRange(int Start, int Length)
{
    public int End => Start + Length;

    public static TextRange FromTo(int start, int end) => new(start, end - start);

    /// <summary>The smallest range that holds both.</summary>
    public TextRange Through(TextRange other) => FromTo(Math.Min(Start, other.Start), Math.Max(End, other.End));
}
