using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace LossGen.Generator.Roslyn;

/// <summary>The characters between the quotes of one string literal, and how they stand for units of its value.</summary>
internal sealed class StringSpelling
{
    private enum Kind { Regular, Verbatim, Raw }

    private readonly string _text;
    private readonly int _offset;
    private readonly Kind _kind;
    private readonly bool _isInterpolated;

    // What each line of a raw literal of several lines begins with and its value lacks.
    private readonly int _indentation;

    /// <param name="text">From the first character of the literal to its last.</param>
    /// <param name="offset">Where the literal stands in the file.</param>
    private StringSpelling(string text, int offset)
    {
        _text = text;
        _offset = offset;

        int prefix = text.IndexOf('"');
        _isInterpolated = text.IndexOf('$', 0, prefix) >= 0;
        int quotes = text.Skip(prefix).TakeWhile(static c => c == '"').Count();
        _kind = text.IndexOf('@', 0, prefix) >= 0 ? Kind.Verbatim
            : quotes >= 3 ? Kind.Raw
            : Kind.Regular;

        // "" is an empty literal of one quote on each side.
        quotes = _kind == Kind.Raw ? quotes : 1;
        int start = prefix + quotes;
        int end = text.Length - quotes;
        if (_kind == Kind.Raw && IsBlankUpToLineBreak(start))
        {
            start = AfterLineBreak(start);
            int closingLine = end;
            while (!IsLineBreak(text[closingLine - 1]))
                closingLine--;
            _indentation = end - closingLine;
            end = Math.Max(start, BeforeLineBreak(closingLine));
        }
        Start = offset + start;
        End = offset + end;
    }

    /// <summary>Where in the file the value begins.</summary>
    public int Start { get; }

    /// <summary>Where in the file the value ends.</summary>
    public int End { get; }

    public static StringSpelling Of(SyntaxToken literal) => new(literal.Text, literal.SpanStart);

    public static StringSpelling Of(InterpolatedStringExpressionSyntax interpolated) => new(interpolated.ToString(), interpolated.SpanStart);

    public void AddPlaces(ImmutableArray<TextSpan>.Builder places) => AddPlaces(places, Start, End);

    /// <summary>Adds the places of a part, which holds no hole.</summary>
    public void AddPlaces(ImmutableArray<TextSpan>.Builder places, int from, int to)
    {
        int position = from - _offset;
        int end = to - _offset;
        while (position < end)
        {
            if (_indentation > 0 && IsLineBreak(_text[position - 1]) && !IsInsideLineBreak(position))
            {
                position = Math.Min(end, AfterIndentation(position));
                if (position == end || IsLineBreak(_text[position]))
                {
                    // A blank line may be shorter than the indentation.
                    AddLineBreak(ref position);
                    continue;
                }
            }
            (int length, int units) = UnitAt(position);
            for (int i = 0; i < units; i++)
                places.Add(new TextSpan(_offset + position, length));
            position += length;
        }

        void AddLineBreak(ref int at)
        {
            if (at < end)
                places.Add(new TextSpan(_offset + at++, 1));
        }
    }

    /// <summary>How many characters spell the units at a position, and how many units they are.</summary>
    private (int Length, int Units) UnitAt(int position)
    {
        char c = _text[position];
        char next = position + 1 < _text.Length ? _text[position + 1] : '\0';
        if (_kind == Kind.Raw)
            return (1, 1);
        if (_isInterpolated && c is '{' or '}' && next == c)
            return (2, 1);
        if (_kind == Kind.Verbatim)
            return c == '"' ? (2, 1) : (1, 1);
        if (c != '\\')
            return (1, 1);

        switch (next)
        {
            case 'u':
                return (6, 1);
            case 'U':
                bool isAboveTheBasicPlane = Convert.ToInt32(_text.Substring(position + 2, 8), 16) > 0xFFFF;
                return (10, isAboveTheBasicPlane ? 2 : 1);
            case 'x':
                int digits = _text.Skip(position + 2).Take(4).TakeWhile(Uri.IsHexDigit).Count();
                return (2 + digits, 1);
            default:
                return (2, 1);
        }
    }

    private bool IsBlankUpToLineBreak(int position)
    {
        while (position < _text.Length && !IsLineBreak(_text[position]) && char.IsWhiteSpace(_text[position]))
            position++;
        return position < _text.Length && IsLineBreak(_text[position]);
    }

    private int AfterLineBreak(int position)
    {
        while (!IsLineBreak(_text[position]))
            position++;
        return IsInsideLineBreak(position + 1) ? position + 2 : position + 1;
    }

    /// <summary>From the first character of a line back over the break before it.</summary>
    private int BeforeLineBreak(int position) => IsInsideLineBreak(position - 1) ? position - 2 : position - 1;

    private int AfterIndentation(int position)
    {
        int stop = position + _indentation;
        while (position < stop && !IsLineBreak(_text[position]))
            position++;
        return position;
    }

    private bool IsInsideLineBreak(int position) => _text[position] == '\n' && _text[position - 1] == '\r';

    private static bool IsLineBreak(char c) => c is '\r' or '\n' or '\u0085' or '\u2028' or '\u2029';
}
