using System.Globalization;
using System.Runtime.CompilerServices;
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

    /// <summary>Writes a line of several parts, of which no string is made first.</summary>
    public void Line([InterpolatedStringHandlerArgument("")] Parts parts) => parts.End();

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

    public void Open([InterpolatedStringHandlerArgument("")] Parts head)
    {
        head.End();
        Open(null);
    }

    public void Close(string end = "")
    {
        _depth--;
        Line("}" + end);
    }

    public override string ToString() => _text.ToString();

    /// <summary>A line that is being written: not empty, and nothing else is written before its end.</summary>
    [InterpolatedStringHandler]
    public readonly ref struct Parts
    {
        private readonly StringBuilder _text;

        public Parts(int literalLength, int formattedCount, CodeWriter writer)
        {
            _text = writer._text;
            _text.Append(' ', 4 * writer._depth);
        }

        public void AppendLiteral(string text) => _text.Append(text);

        public void AppendFormatted(string? text) => _text.Append(text);

        public void AppendFormatted<T>(T value)
            where T : IFormattable => _text.Append(value.ToString(null, CultureInfo.InvariantCulture));

        public void End() => _text.Append('\n');
    }
}
