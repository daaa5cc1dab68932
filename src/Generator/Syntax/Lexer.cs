using System.Globalization;
using LossGen.Generator.Problems;

namespace LossGen.Generator.Syntax;

/// <summary>
/// Cuts a text into tokens, each with its place. What is not part of the language is reported once and then read as what
/// was meant, where that is known, and left out otherwise: the parser never sees it.
/// </summary>
internal sealed class Lexer
{
    private static readonly string[] Symbols =
        [":=", "==", "!=", "<=", ">=", "<", ">", "+", "-", "*", "/", "^", "(", ")", "[", "]", "{", "}", "|", ",", ";", ":", "=", "!", "?", "."];

    private readonly string _text;
    private readonly ProblemPart _part;
    private readonly ProblemBag _problems;
    private readonly List<Token> _tokens = [];
    private int _position;
    private bool _adjacent;

    /// <summary>Whether LaTeX was met: then the shape of the text is not ours, and only notation is worth telling.</summary>
    private bool _isLatex;

    private Lexer(string text, ProblemPart part, ProblemBag problems)
    {
        _text = text;
        _part = part;
        _problems = problems;
    }

    /// <returns>The tokens, an end of no width last; and whether the text is LaTeX.</returns>
    public static (List<Token> Tokens, bool IsLatex) Read(string text, ProblemPart part, ProblemBag problems)
    {
        var lexer = new Lexer(text, part, problems);
        while (lexer._position < text.Length)
            lexer.ReadNext();
        lexer.Add(TokenKind.End, "", text.Length);
        return (lexer._tokens, lexer._isLatex);
    }

    private void ReadNext()
    {
        char character = _text[_position];
        if (char.IsWhiteSpace(character))
        {
            _position++;
            _adjacent = false;
        }
        else if (IsDigit(character) || (character == '.' && IsDigit(Peek(1))))
        {
            ReadNumber();
        }
        else if (character < 128 && IsNameStart(character))
        {
            ReadName();
        }
        else if (!ReadComment() && !ReadForeign() && !ReadTwin() && !ReadSymbol())
        {
            if (IsNameStart(character))
                ReadName();
            else if (character == '\\')
                ReadLatex();
            else
                SkipUnknown();
        }
    }

    private void ReadNumber()
    {
        int start = _position;
        SkipDigits();
        if (Peek(0) == '.' && IsDigit(Peek(1)))
        {
            _position++;
            SkipDigits();
        }

        // e begins an exponent only before a digit or a signed digit; else it is a name, and 2e a product.
        if (Peek(0) is 'e' or 'E' && (IsDigit(Peek(1)) || (Peek(1) is '+' or '-' && IsDigit(Peek(2)))))
        {
            _position += 2;
            SkipDigits();
        }

        string digits = Slice(start);
        double value = double.Parse(digits, NumberStyles.Float, CultureInfo.InvariantCulture);
        if (Peek(0) == '.')
        {
            _position++;
            bool another = IsDigit(Peek(0));
            if (another)
                SkipDigits();
            Report(SyntaxProblems.NotANumber, start, Slice(start), another ? "a number with one point" : digits + ".0");
        }
        else if (double.IsInfinity(value))
        {
            Report(SyntaxProblems.NotANumber, start, digits, "one of at most 1.8e308, or inf");
        }

        Add(TokenKind.Number, digits, start, value);
    }

    private void ReadName()
    {
        int start = _position;
        while (IsNamePart(Peek(0)))
            _position++;
        string name = Slice(start);
        if (name[0] == 'Σ' && name.Length > 1 && name[1] == '_')
        {
            _position = start + 1;
            ReadPaperIndex(start);
            return;
        }

        if (name.Length > 1 && name[name.Length - 1] == '_' && Peek(0) == '{')
            Add(TokenKind.PaperWord, Meaning(name.Substring(0, name.Length - 1)), start);
        else
            Add(TokenKind.Name, Meaning(name), start);
    }

    /// <summary>Σ, σ and π are letters: they are twins only where they are the whole name.</summary>
    private static string Meaning(string name)
    {
        foreach ((string written, string meaning) in Notation.Twins)
            if (written == name)
                return meaning;
        return name;
    }

    /// <summary># to the end of the line, and // where an operand would stand: behind one it divides in other languages.</summary>
    private bool ReadComment()
    {
        bool isComment = StartsWith("#") || (StartsWith("//") && (_tokens.Count == 0 || _tokens[_tokens.Count - 1].Is(";")));
        if (!isComment)
            return false;
        int start = _position;
        while (_position < _text.Length && _text[_position] is not ('\n' or '\r'))
            _position++;
        Report(SyntaxProblems.ForeignNotation, start, "A comment", "it in C#, beside the formula");
        return true;
    }

    private bool ReadForeign()
    {
        foreach ((string written, string? reading, string name, string right) in Notation.Foreign)
        {
            if (!StartsWith(written))
                continue;
            int start = _position;
            _position += written.Length;
            if (IsNameStart(written[0]) && (IsNamePart(Peek(0)) || (start > 0 && IsNamePart(_text[start - 1]))))
            {
                _position = start;
                continue;
            }

            Report(SyntaxProblems.ForeignNotation, start, name, right);
            if (written == "$")
                _isLatex = true;
            if (reading == "prod" && Peek(0) == '_' && Peek(1) == '{')
            {
                _position++;
                Add(TokenKind.PaperWord, "sum", start);
                return true;
            }

            if (reading is not null)
                Add(IsNameStart(reading[0]) ? TokenKind.Name : TokenKind.Symbol, reading, start);
            return true;
        }

        return false;
    }

    private bool ReadTwin()
    {
        foreach ((string written, string meaning) in Notation.Twins)
        {
            // Those that are letters are read as names, which may be longer.
            if (IsNameStart(written[0]) || !StartsWith(written))
                continue;
            int start = _position;
            _position += written.Length;
            if (meaning == "sum" && Peek(0) == '_')
            {
                ReadPaperIndex(start);
                return true;
            }

            // ∉ is the two words of its spelling, at one place.
            foreach (string word in meaning.Split(' '))
                Add(IsNameStart(word[0]) ? TokenKind.Name : TokenKind.Symbol, word, start);
            return true;
        }

        return false;
    }

    /// <summary>What follows Σ at its underscore: a brace, or an index that wants one.</summary>
    private void ReadPaperIndex(int start)
    {
        _position++;
        if (Peek(0) == '{')
        {
            Add(TokenKind.PaperWord, "sum", start);
            return;
        }

        int index = _position;
        while (IsNamePart(Peek(0)))
            _position++;
        string name = Slice(index);
        Report(SyntaxProblems.ForeignNotation, start, $"'{Slice(start)}'", $"Σ_{{{(name.Length == 0 ? "i" : name)}}} with braces");
        _isLatex = true;
    }

    private bool ReadSymbol()
    {
        foreach (string symbol in Symbols)
        {
            if (!StartsWith(symbol))
                continue;
            int start = _position;
            _position += symbol.Length;
            Add(TokenKind.Symbol, symbol, start);
            return true;
        }

        return false;
    }

    /// <summary>\sum, \frac: reported as what it is, and read as the name behind the backslash.</summary>
    private void ReadLatex()
    {
        _isLatex = true;
        int start = _position++;
        int name = _position;
        while (char.IsLetter(Peek(0)))
            _position++;
        if (_position == name && Peek(0) is '|' or '{' or '}' or ',')
            _position++;
        string command = Slice(name);
        (string written, string? reading) = command switch
        {
            "sum" => ("sum_{i} … or sum[i](…)", "sum"),
            "frac" => ("a/b", null),
            "log" or "ln" => ("log(…)", "log"),
            "exp" => ("exp(…)", "exp"),
            "max" or "min" => (command + "(a, b) or " + command + "[i](…)", command),
            "sigma" => ("sigmoid(…) or σ(…)", "sigmoid"),
            "cdot" or "times" => ("*", "*"),
            "left" or "right" => ("the bracket alone", null),
            "lVert" or "rVert" or "Vert" or "|" => ("norm[i](…)", null),
            "lvert" or "rvert" or "vert" => ("|…|", "|"),
            "neq" or "ne" => ("!=", "!="),
            "leq" or "le" => ("<=", "<="),
            "geq" or "ge" => (">=", ">="),
            "in" => ("in", "in"),
            "pi" => ("pi", "pi"),
            "infty" => ("inf", "inf"),
            "" or "{" or "}" or "," => ("the formula without it", null),
            _ => ("a name of letters, and round brackets", command),
        };
        Report(SyntaxProblems.ForeignNotation, start, command.Length == 0 ? "A backslash" : $"LaTeX's '\\{command}'", written);
        if (command == "sum" && Peek(0) == '_' && Peek(1) == '{')
        {
            _position++;
            Add(TokenKind.PaperWord, command, start);
        }
        else if (reading is not null)
        {
            Add(IsNameStart(reading[0]) ? TokenKind.Name : TokenKind.Symbol, reading, start);
        }
    }

    private void SkipUnknown()
    {
        int start = _position++;
        if (char.IsHighSurrogate(_text[start]) && char.IsLowSurrogate(Peek(0)))
            _position++;
        string character = Slice(start);
        string shown = char.IsControl(character[0]) || char.IsSurrogate(character[0]) && character.Length == 1
            ? "The character U+" + ((int)character[0]).ToString("X4", CultureInfo.InvariantCulture)
            : "'" + character + "'";
        Report(SyntaxProblems.UnknownCharacter, start, shown, character.Length == 2 ? ": write plain letters" : "");

        // A letter of another alphabet's italics stands for a name.
        if (character.Length == 2)
            Add(TokenKind.Name, character, start);
    }

    private void Add(TokenKind kind, string text, int start, double value = 0)
    {
        _tokens.Add(new Token(kind, text, TextRange.FromTo(start, _position), value, _adjacent));
        _adjacent = true;
    }

    private void Report(ProblemKind kind, int start, params string[] arguments) =>
        _problems.Report(_part, kind, TextRange.FromTo(start, _position), arguments);

    private void SkipDigits()
    {
        while (IsDigit(Peek(0)))
            _position++;
    }

    private char Peek(int ahead) => _position + ahead < _text.Length ? _text[_position + ahead] : '\0';

    private string Slice(int start) => _text.Substring(start, _position - start);

    private bool StartsWith(string symbol) => _text[_position] == symbol[0] && string.CompareOrdinal(_text, _position, symbol, 0, symbol.Length) == 0;

    private static bool IsDigit(char character) => character is >= '0' and <= '9';

    private static bool IsNameStart(char character) => char.IsLetter(character) || character == '_';

    private static bool IsNamePart(char character) => char.IsLetter(character) || IsDigit(character) || character == '_';
}
