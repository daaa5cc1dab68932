using System.Collections.Immutable;
using LossGen.Generator.Problems;

namespace LossGen.Generator.Syntax;

/// <summary>
/// Reads a formula, declarations, or one expression. There is always a tree: what is missing is <see cref="MissingSyntax"/>
/// and has been reported. After a mistake the parser goes on at the next separator of the list that it is in, so that each
/// mistake is told once.
/// </summary>
internal sealed partial class Parser
{
    private readonly string _text;
    private readonly ProblemPart _part;
    private readonly ProblemBag _problems;
    private readonly List<Token> _tokens;

    /// <summary>For each opening bracket the place of the one that closes it; for every other token -1.</summary>
    private readonly int[] _closing;
    private int _position;
    private int _depth;
    private int _openBars;

    /// <summary>The token at which the last mistake was told: a second one at the same token is a consequence of it.</summary>
    private int _lastMistake = -1;

    private Parser(string text, ProblemPart part, ProblemBag problems)
    {
        _text = text;
        _part = part;
        _problems = problems;
        if (text.Length > Notation.MaximalLength)
        {
            problems.Report(part, SyntaxProblems.TooLong, new TextRange(Notation.MaximalLength, text.Length - Notation.MaximalLength),
                Format(text.Length), Format(Notation.MaximalLength));
            text = "";
        }

        (_tokens, bool isLatex) = Lexer.Read(text, part, problems);
        _closing = MatchBrackets(_tokens);
        if (isLatex || text.Length != _text.Length)
            _lastMistake = int.MaxValue;
    }

    public static FormulaSyntax ParseFormula(string text, ProblemBag problems) =>
        new Parser(text, ProblemPart.Formula, problems).Formula();

    public static InputsSyntax ParseInputs(string text, ProblemBag problems) =>
        new Parser(text, ProblemPart.Inputs, problems).Inputs();

    /// <summary>One expression or condition and nothing else: a row of a table, where any name may stand.</summary>
    public static ExpressionSyntax ParseExpression(string text, ProblemBag problems)
    {
        var parser = new Parser(text, ProblemPart.Formula, problems);
        ExpressionSyntax expression = parser.Expression();
        parser.Synchronise(atTop: true);
        return expression;
    }

    // Tokens -----------------------------------------------------------------------------------------------------------

    private Token Current => _tokens[_position];

    private bool AtEnd => Current.Kind == TokenKind.End;

    private Token Ahead(int count) => _tokens[Math.Min(_position + count, _tokens.Count - 1)];

    private Token Take()
    {
        Token token = Current;
        if (!AtEnd)
            _position++;
        return token;
    }

    private bool TryTake(string symbolOrWord)
    {
        if (!Current.Is(symbolOrWord))
            return false;
        _position++;
        return true;
    }

    /// <summary>From a place to the end of what has been read.</summary>
    private TextRange Since(int start) => TextRange.FromTo(start, Math.Max(start, _position == 0 ? 0 : _tokens[_position - 1].Range.End));

    private string Slice(TextRange range) => _text.Substring(range.Start, range.Length);

    private static string Format(int number) => number.ToString(System.Globalization.CultureInfo.InvariantCulture);

    private static bool IsWord(string text) => Array.IndexOf(Notation.Words, text) >= 0;

    private bool AtName => Current.Kind == TokenKind.Name && !IsWord(Current.Text);

    // Mistakes ---------------------------------------------------------------------------------------------------------

    private void Report(ProblemKind kind, TextRange range, params string[] arguments)
    {
        if (_position > _lastMistake)
            _problems.Report(_part, kind, range, arguments);
        _lastMistake = Math.Max(_lastMistake, _position);
    }

    /// <summary>The place of what is missing before the current token: the token, or the last character at the end.</summary>
    private TextRange Here => !AtEnd ? Current.Range : new TextRange(Current.Range.Start, 0);

    /// <summary>
    /// Afterwards a separator or closing bracket of the enclosing list is next, or the end; whatever comes before is a
    /// mistake, told unless it follows from one. On the top level only ; and where separate.
    /// </summary>
    private void Synchronise(bool atTop = false)
    {
        while (!AtEnd && !(atTop ? Current.Is(";") || Current.Is("where") : IsSeparator(Current)))
        {
            ReportUnexpected();
            Skip();
        }
    }

    /// <summary>Leaves out a token, or a whole bracket; what stands behind it is judged anew.</summary>
    private void Skip()
    {
        int closing = _closing[_position];
        _position = closing > _position ? closing + 1 : _position + 1;
        _lastMistake = Math.Max(_lastMistake, _position);
    }

    private static bool IsSeparator(Token token) =>
        token.Is(";") || token.Is(",") || token.Is(")") || token.Is("]") || token.Is("}") ||
        token.Is("if") || token.Is("otherwise") || token.Is("where");

    /// <summary>The current token cannot stand after a complete operand.</summary>
    private void ReportUnexpected()
    {
        Token token = Current;
        Token before = _position == 0 ? default : _tokens[_position - 1];
        if (ForeignWord(before) is { } rightOfWord)
            Report(SyntaxProblems.ForeignNotation, before.Range, $"'{before.Text}'", rightOfWord);
        else if (ForeignWord(token) is { } right)
            Report(SyntaxProblems.ForeignNotation, token.Range, $"'{token.Text}'", right);
        else if (token.Is("mean") && Ahead(1).Is("by"))
            Report(SyntaxProblems.AfterResult, token.Range, "write ';' before 'mean by'");
        else if (token.Is(")") || token.Is("]") || token.Is("}"))
            Report(SyntaxProblems.NotOpened, token.Range, token.Text);
        else if (token.Is("="))
            Report(SyntaxProblems.SingleEquals, token.Range, "== to compare, or 'name := …;' to define");
        else if (token.Is(":="))
            Report(SyntaxProblems.BadDefinition, token.Range, "what stands there is more than that");
        else if (token.Is("?"))
            Report(SyntaxProblems.ForeignNotation, token.Range, "C#'s '? :'", "{ a if condition; b otherwise }");
        else if (token.Is("."))
            Report(SyntaxProblems.ForeignNotation, token.Range, "A member with '.'", "the function alone, as in exp(x), and sum[i](x[i]) for x.sum()");
        else if (token.Is("!"))
            Report(SyntaxProblems.ForeignNotation, token.Range, "'!' as a factorial", "exp(lgamma(n + 1))");
        else if (token.Is("if") || token.Is("otherwise"))
            Report(SyntaxProblems.ForeignNotation, token.Range, $"'{token.Text}' outside braces", "{ a if condition; b otherwise }");
        else if (token.Is("by"))
            Report(SyntaxProblems.AfterResult, token.Range, "'mean by' follows a ';'");
        else if (token.Is(",") || token.Is(":"))
            Report(SyntaxProblems.OperatorMissing, token.Range, token.Text, "';' between definitions, and brackets around arguments");
        else if (token.Kind is TokenKind.Name && IsWord(token.Text))
            Report(SyntaxProblems.OperatorMissing, token.Range, token.Text, "an operator, or put the word where it belongs");
        else if (before.Kind == TokenKind.Name && before.Text.StartsWith("sum_", StringComparison.Ordinal))
            Report(SyntaxProblems.ForeignNotation, before.Range, $"'{before.Text}'", $"sum_{{{before.Text.Substring(4)}}} with braces");
        else if (before.Kind == TokenKind.Name && token.Kind is TokenKind.Name or TokenKind.Number)
            Report(SyntaxProblems.OperatorMissing, token.Range, Describe(token), $"{before.Text}*{token.Text} for a product, or {before.Text}({token.Text}{(Ahead(1).Is("[") || Ahead(1).Is("(") ? "…" : "")}) for a function");
        else if (before.Kind == TokenKind.Number && token.Kind == TokenKind.Name)
            Report(SyntaxProblems.OperatorMissing, token.Range, Describe(token), $"{before.Text}*{token.Text}");
        else if (before.Is("]"))
            Report(SyntaxProblems.OperatorMissing, token.Range, Describe(token), "'*' for a product, or round brackets around what an index runs over, as in sum[i](x[i])");
        else
            Report(SyntaxProblems.OperatorMissing, token.Range, Describe(token), "'*' for a product");
    }

    private static string? ForeignWord(Token token)
    {
        if (token.Kind == TokenKind.Name)
            foreach ((string word, string right) in Notation.ForeignWords)
                if (word == token.Text)
                    return right;
        return null;
    }

    private static string Describe(Token token) => token.Kind == TokenKind.PaperWord ? token.Text + "_" : token.Text;

    private ExpressionSyntax Missing(string what)
    {
        Report(SyntaxProblems.OperandMissing, Here, what);
        return new MissingSyntax(new TextRange(Current.Range.Start, 0));
    }

    /// <summary>Takes the bracket that closes the one at <paramref name="opening"/>, or tells that it is missing.</summary>
    private void Close(string closing, Token opening)
    {
        Synchronise();
        while (!AtEnd && !Current.Is(closing) && !IsClosingOfOuter())
        {
            ReportSeparator(opening);
            Skip();
            Synchronise();
        }

        if (!TryTake(closing))
        {
            if (_lastMistake < int.MaxValue)
                _problems.Report(_part, SyntaxProblems.NotClosed, opening.Range, opening.Text, closing, AtEnd ? "" : $" before '{Current.Text}'");
            // What follows was written for another nesting: its mistakes would be guesses.
            _position = _tokens.Count - 1;
            _lastMistake = int.MaxValue;
        }

        bool IsClosingOfOuter() => Current.Is(")") || Current.Is("]") || Current.Is("}");
    }

    private void ReportSeparator(Token opening)
    {
        Token token = Current;
        if (token.Is("where"))
            Report(SyntaxProblems.WhereMisplaced, token.Range, "in a bracket write the condition there, as in sum[i != y](…), and cases as { a if c; b otherwise }");
        else if (token.Is("if") || token.Is("otherwise"))
            ReportUnexpected();
        else
            Report(SyntaxProblems.OperatorMissing, token.Range, token.Text, $"'{(opening.Text == "(" ? ")" : opening.Text == "[" ? "]" : "}")}' before it, or ',' between arguments");
    }

    private static int[] MatchBrackets(List<Token> tokens)
    {
        int[] closing = new int[tokens.Count];
        var open = new Stack<int>();
        for (int i = 0; i < tokens.Count; i++)
        {
            closing[i] = -1;
            if (tokens[i].Kind != TokenKind.Symbol)
                continue;
            switch (tokens[i].Text)
            {
                case "(" or "[" or "{":
                    open.Push(i);
                    break;
                case ")" or "]" or "}" when open.Count > 0 && IsPair(tokens[open.Peek()].Text, tokens[i].Text):
                    closing[open.Pop()] = i;
                    break;
            }
        }

        return closing;

        static bool IsPair(string left, string right) => (left, right) is ("(", ")") or ("[", "]") or ("{", "}");
    }

    // Depth ------------------------------------------------------------------------------------------------------------

    /// <summary>Whether one more level is allowed; if not, the rest of the text is given up.</summary>
    private bool Deepen()
    {
        if (_depth < Notation.MaximalDepth)
        {
            _depth++;
            return true;
        }

        Report(SyntaxProblems.TooDeep, Here, Format(Notation.MaximalDepth));
        _position = _tokens.Count - 1;
        _lastMistake = int.MaxValue;
        return false;
    }

    private void CheckParts<T>(ImmutableArray<T>.Builder parts, string what)
    {
        if (parts.Count != Notation.MaximalParts + 1)
            return;
        Report(SyntaxProblems.TooMany, Here, Format(Notation.MaximalParts), what);
        _position = _tokens.Count - 1;
        _lastMistake = int.MaxValue;
    }
}
