using System.Text;

namespace LossGen.Generator.Emission;

/// <summary>Text in lines, indented by braces: \n ends every line, and the culture has no say.</summary>
internal sealed class CodeWriter
{
    private readonly StringBuilder _text = new();
    private int _depth;

    /// <summary>Writes a line at the present depth; an empty one without trailing blanks.</summary>
    public void Line(string text = "")
    {
        if (text.Length > 0)
            _text.Append(' ', 4 * _depth).Append(text);
        _text.Append('\n');
    }

    /// <summary>Writes a line that begins at the margin, as a directive does.</summary>
    public void Directive(string text) => _text.Append(text).Append('\n');

    /// <summary>Writes the head, where there is one, and the brace; what follows is a step deeper.</summary>
    public void Open(string? head)
    {
        if (head is not null)
            Line(head);
        Line("{");
        _depth++;
    }

    public void Close(string end = "")
    {
        _depth--;
        Line("}" + end);
    }

    public override string ToString() => _text.ToString();
}
