using Microsoft.CodeAnalysis.Text;

namespace LossGen.Generator.Roslyn;

/// <summary>C# in which « and », which neither C# nor the formula language owns, mark the expected places.</summary>
internal sealed record MarkedSource(string Text, IReadOnlyList<TextSpan> Spans)
{
    public static MarkedSource Parse(string marked)
    {
        List<TextSpan> spans = [];
        System.Text.StringBuilder text = new();
        int start = 0;
        foreach (char c in marked)
        {
            if (c == '«')
                start = text.Length;
            else if (c == '»')
                spans.Add(TextSpan.FromBounds(start, text.Length));
            else
                text.Append(c);
        }
        return new MarkedSource(text.ToString(), spans);
    }

    public TextSpan Span => Spans.Single();

    /// <summary>The text with the marks around other places: what a failed comparison shows.</summary>
    public string WithMarks(IEnumerable<TextSpan> spans)
    {
        string text = Text;
        foreach (TextSpan span in spans.OrderByDescending(s => s.Start))
            text = text.Insert(span.End, "»").Insert(span.Start, "«");
        return text;
    }
}
