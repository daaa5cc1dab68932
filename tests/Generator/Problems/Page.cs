namespace LossGen.Generator.Problems;

/// <summary>
/// A page of docs/diagnostics: a heading that the table fills in, words, then under Wrong a block of C# and what is said about it,
/// which the compiler fills in, and under Right another block of C#.
/// </summary>
internal sealed record Page(string Text)
{
    public static Page Read(string path) => new(File.ReadAllText(path).Replace("\r\n", "\n", StringComparison.Ordinal));

    public string Wrong => Block("## Wrong", "csharp", out _, out _);

    public string Right => Block("## Right", "csharp", out _, out _);

    /// <summary>The page with its first three lines and what is said replaced; a page without such a block has none to replace.</summary>
    public string With(string heading, string said)
    {
        string text = Text;
        if (said.Length > 0)
        {
            Block("## Wrong", "text", out int start, out int end);
            text = text[..start] + said + text[end..];
        }
        int rest = text.IndexOf("\n\n", text.IndexOf("\n\n", StringComparison.Ordinal) + 2, StringComparison.Ordinal);
        return heading + text[rest..];
    }

    private string Block(string heading, string language, out int start, out int end)
    {
        string opening = $"\n```{language}\n";
        int section = Text.IndexOf($"\n{heading}\n", StringComparison.Ordinal);
        Assert.True(section >= 0, $"There is no '{heading}'.");
        start = Text.IndexOf(opening, section, StringComparison.Ordinal) + opening.Length;
        Assert.True(start >= opening.Length, $"There is no block of {language} below '{heading}'.");
        end = Text.IndexOf("```", start, StringComparison.Ordinal);
        return Text[start..end];
    }
}
