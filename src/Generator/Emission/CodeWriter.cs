using System.Buffers;
using System.Globalization;
using System.Runtime.CompilerServices;

namespace LossGen.Generator.Emission;

/// <summary>Text in lines, indented by braces: \n ends every line, and the culture has no say.</summary>
internal sealed class CodeWriter : IDisposable
{
    /// <summary>Characters of a file of some length: room for them from the beginning.</summary>
    private const int Usual = 1 << 16;

    // Rented, for a file is long enough to live among large objects.
    private char[] _text = ArrayPool<char>.Shared.Rent(Usual);
    private int _length;
    private int _depth;

    /// <summary>Writes a line at the present depth; an empty one without trailing blanks.</summary>
    public void Line(string text = "")
    {
        if (text.Length > 0)
        {
            Indent();
            Append(text);
        }

        Append('\n');
    }

    /// <summary>Writes a line of several parts, of which no string is made first.</summary>
    public void Line([InterpolatedStringHandlerArgument("")] Parts parts) => parts.End();

    /// <summary>Writes a line that begins at the margin, as a directive does.</summary>
    public void Directive(string text)
    {
        Append(text);
        Append('\n');
    }

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

    /// <summary>Writes if, else if and else, with braces where a body has more than a line.</summary>
    /// <param name="hasBraces">Whether it has them in any case: a declaration may not stand alone.</param>
    public void Branches(IReadOnlyList<(string Head, Action WriteBody)> branches, bool hasBraces = false)
    {
        if (hasBraces)
        {
            foreach (var (head, writeBody) in branches)
            {
                Open(head);
                writeBody();
                Close();
            }

            return;
        }

        var bodies = new (int Start, int End)[branches.Count];
        for (int i = 0; i < bodies.Length; i++)
        {
            Line(branches[i].Head);
            int start = _length;
            _depth++;
            branches[i].WriteBody();
            _depth--;
            bodies[i] = (start, _length);
            int firstEnd = Array.IndexOf(_text, '\n', start, _length - start);
            hasBraces |= firstEnd >= 0 && firstEnd < _length - 1;
        }

        // Known only now. From the end on, so that what is still to come stays where it is.
        for (int i = bodies.Length - 1; hasBraces && i >= 0; i--)
        {
            InsertLine(bodies[i].End, '}');
            InsertLine(bodies[i].Start, '{');
        }
    }

    private void InsertLine(int place, char only)
    {
        int indent = 4 * _depth, added = indent + 2;
        Reserve(added);
        Array.Copy(_text, place, _text, place + added, _length - place);
        _text.AsSpan(place, indent).Fill(' ');
        _text[place + indent] = only;
        _text[place + indent + 1] = '\n';
        _length += added;
    }

    private void Indent()
    {
        int indent = 4 * _depth;
        Reserve(indent);
        _text.AsSpan(_length, indent).Fill(' ');
        _length += indent;
    }

    private void Append(string? text)
    {
        if (text is null)
            return;
        Reserve(text.Length);
        text.CopyTo(0, _text, _length, text.Length);
        _length += text.Length;
    }

    private void Append(char character)
    {
        Reserve(1);
        _text[_length++] = character;
    }

    private void Reserve(int added)
    {
        if (_length + added <= _text.Length)
            return;
        char[] longer = ArrayPool<char>.Shared.Rent(Math.Max(2 * _text.Length, _length + added));
        Array.Copy(_text, longer, _length);
        ArrayPool<char>.Shared.Return(_text);
        _text = longer;
    }

    public override string ToString() => new(_text, 0, _length);

    /// <summary>Gives the room back: nothing is written after that.</summary>
    public void Dispose()
    {
        ArrayPool<char>.Shared.Return(_text);
        (_text, _length) = ([], 0);
    }

    /// <summary>A line that is being written: not empty, and nothing else is written before its end.</summary>
    [InterpolatedStringHandler]
    public readonly ref struct Parts
    {
        private readonly CodeWriter _writer;

        public Parts(int literalLength, int formattedCount, CodeWriter writer)
        {
            _writer = writer;
            writer.Indent();
        }

        public void AppendLiteral(string text) => _writer.Append(text);

        public void AppendFormatted(string? text) => _writer.Append(text);

        public void AppendFormatted<T>(T value)
            where T : IFormattable => _writer.Append(value.ToString(null, CultureInfo.InvariantCulture));

        public void End() => _writer.Append('\n');
    }
}
