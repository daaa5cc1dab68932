using System.Collections.Immutable;

namespace LossGen.Generator.Syntax;

/// <summary>Texts in which «» mark places.</summary>
internal static class Marks
{
    public static (string Text, ImmutableArray<TextRange> Ranges) Read(string marked)
    {
        var ranges = ImmutableArray.CreateBuilder<TextRange>();
        var text = new System.Text.StringBuilder();
        int start = 0;
        foreach (char character in marked)
        {
            if (character == '«')
                start = text.Length;
            else if (character == '»')
                ranges.Add(TextRange.FromTo(start, text.Length));
            else
                text.Append(character);
        }

        return (text.ToString(), ranges.ToImmutable());
    }

    public static (string Text, TextRange Range) Single(string marked)
    {
        (string text, ImmutableArray<TextRange> ranges) = Read(marked);
        return (text, ranges.Single());
    }
}
