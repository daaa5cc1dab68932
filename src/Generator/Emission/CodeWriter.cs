using System.Buffers;
using System.Globalization;
using System.Runtime.CompilerServices;

namespace LossGen.Generator.Emission;

/// <summary>Text in lines, indented by braces: \n ends every line, and the culture has no say.</summary>
internal sealed partial class CodeWriter : IDisposable
{
    /// <summary>Characters of a file of some length: room for them from the beginning.</summary>
    private const int Usual = 1 << 18;

    // Rented, for a file is long enough to live among large objects.
    private char[] _text = ArrayPool<char>.Shared.Rent(Usual);
    private int _length;
    private int _depth;

    /// <summary>Writes a line at the present depth; an empty one without trailing blanks.</summary>
    public void Line(string text = "")
    {
        if (text.Length > 0)
            Begin().Append(text);
        End();
    }

    /// <summary>Writes a line of several parts, of which no string is made first.</summary>
    public void Line([InterpolatedStringHandlerArgument("")] Parts parts) => parts.End();

    /// <summary>Writes a line that begins at the margin, as a directive does.</summary>
    public void Directive(string text) => Append(text).End();

    /// <summary>Begins a line at the present depth, for parts that are appended to it: it is not empty, and ends before another begins.</summary>
    public CodeWriter Begin()
    {
        int indent = 4 * _depth;
        Reserve(indent);
        _text.AsSpan(_length, indent).Fill(' ');
        _length += indent;
        return this;
    }

    public CodeWriter Append(string? text)
    {
        if (text is null)
            return this;
        Reserve(text.Length);
        text.CopyTo(0, _text, _length, text.Length);
        _length += text.Length;
        return this;
    }

    public CodeWriter Append(ReadOnlySpan<char> text)
    {
        Reserve(text.Length);
        text.CopyTo(_text.AsSpan(_length));
        _length += text.Length;
        return this;
    }

    public CodeWriter Append(char character)
    {
        Reserve(1);
        _text[_length++] = character;
        return this;
    }

    /// <summary>Ends the line.</summary>
    public void End() => Append('\n');

    /// <summary>Where the text ends now.</summary>
    public int Length => _length;

    /// <summary>What was appended from there on, which is taken back.</summary>
    public string Take(int start)
    {
        string text = new(_text, start, _length - start);
        _length = start;
        return text;
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

    /// <summary>The text in strings of that length, and a last one that may be shorter.</summary>
    public string[] ToPieces(int length)
    {
        string[] pieces = new string[Math.Max(1, (_length + length - 1) / length)];
        for (int i = 0; i < pieces.Length; i++)
            pieces[i] = new(_text, i * length, Math.Min(length, _length - i * length));
        return pieces;
    }

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
            writer.Begin();
        }

        public void AppendLiteral(string text) => _writer.Append(text);

        public void AppendFormatted(string? text) => _writer.Append(text);

        public void AppendFormatted<T>(T value)
            where T : IFormattable => _writer.Append(value.ToString(null, CultureInfo.InvariantCulture));

        public void End() => _writer.End();
    }
}
