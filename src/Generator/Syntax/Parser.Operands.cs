using System.Collections.Immutable;
using LossGen.Generator.Problems;

namespace LossGen.Generator.Syntax;

/// <summary>What operators stand between: numbers, signs, brackets, bars and cases.</summary>
internal sealed partial class Parser
{
    private ExpressionSyntax Operand()
    {
        Token token = Current;
        switch (token.Kind)
        {
            case TokenKind.Number:
                return Number();
            case TokenKind.PaperWord:
                return PaperSum();
            case TokenKind.Name when !IsWord(token.Text):
                return Subscripts(Named());
        }

        switch (token.Text)
        {
            case "-" or "not":
                return Prefix();
            case "(":
                return Subscripts(Parenthesised());
            case "|":
                return Absolute();
            case "{":
                return Piecewise();
            case "+" when token.Kind == TokenKind.Symbol:
                Report(SyntaxProblems.ForeignNotation, token.Range, "A sign '+'", "the operand without it");
                SkipAll("+");
                return Expression(Notation.ProductPrecedence + 1);
            case "!":
                Report(SyntaxProblems.ForeignNotation, token.Range, "'!'", "not");
                SkipAll("!");
                return Expression(Notation.ProductPrecedence + 1);
            case "where" when Ahead(1).Is("("):
                Report(SyntaxProblems.ForeignNotation, token.Range, "NumPy's where(c, a, b)", "{ a if c; b otherwise }");
                Take();
                return Leave(token);
            case "if":
                Report(SyntaxProblems.ForeignNotation, token.Range, "A leading 'if'", "{ a if condition; b otherwise }");
                while (!AtEnd && !Current.Is(";") && !Current.Is(")") && !Current.Is("]") && !Current.Is("}"))
                    Skip();
                return new MissingSyntax(Since(token.Range.Start));
            case ":":
                Report(SyntaxProblems.ForeignNotation, token.Range, "A slice ':'", "an index for the whole axis, as in sum[i](x[i])");
                Take();
                return new MissingSyntax(token.Range);
            case "[":
                Report(SyntaxProblems.ForeignNotation, token.Range, "A bracket without a name", "(…) to group, x[i] to read an array");
                Take();
                return Bracketed(token);
            default:
                return Missing("A number, a name or a bracket");
        }
    }

    private void SkipAll(string symbol)
    {
        while (TryTake(symbol))
            _lastMistake = Math.Max(_lastMistake, _position);
    }

    /// <summary>Leaves out a bracket that was read as something else.</summary>
    private MissingSyntax Leave(Token before)
    {
        Skip();
        return new MissingSyntax(Since(before.Range.Start));
    }

    private ExpressionSyntax Bracketed(Token opening)
    {
        ExpressionSyntax inner = Expression();
        Close("]", opening);
        return inner;
    }

    private ExpressionSyntax Prefix()
    {
        Token symbol = Take();
        OperatorRow row = Array.Find(Notation.Operators, row => row.Shape == OperatorShape.Prefix && row.Symbol == symbol.Text)!;
        ExpressionSyntax operand = Expression(row.RightPrecedence);
        return new UnarySyntax(symbol.Range.Through(operand.Range), symbol.Text, symbol.Range, operand);
    }

    /// <summary>A number, and with it what stands directly behind it as a name: 2x, 2x[i]^2, 2exp(x).</summary>
    private ExpressionSyntax Number()
    {
        Token token = Take();
        var number = new NumberSyntax(token.Range, token.Value);
        bool isProduct = Current is { IsAdjacent: true, Kind: TokenKind.PaperWord } || (Current.IsAdjacent && AtName);
        if (!isProduct)
        {
            if (Current.Is("{"))
            {
                Report(SyntaxProblems.ForeignNotation, token.Range.Through(Current.Range), $"'{token.Text}{{…}}'", "{ 1 if condition; 0 otherwise } for an indicator, or a '*'");
                return Leave(token);
            }

            if (Current.Is("(") || (Current.Is("|") && _openBars == 0 && !AtDoubleBar))
            {
                Report(SyntaxProblems.OperatorMissing, Current.Range, Current.Text, $"{token.Text}*{(Current.Is("(") ? "(…)" : "|…|")}");
                _lastMistake = Math.Max(_lastMistake, _position + 1);
                return new BinarySyntax(token.Range, "*", new TextRange(token.Range.End, 0), number, Expression(Notation.ProductPrecedence + 1));
            }

            return number;
        }

        ExpressionSyntax factor = Expression(Notation.ProductPrecedence + 2);
        return new BinarySyntax(token.Range.Through(factor.Range), "*", new TextRange(token.Range.End, 0), number, factor);
    }

    private ExpressionSyntax Parenthesised()
    {
        Token opening = Take();
        int bars = _openBars;
        _openBars = 0;
        ExpressionSyntax inner = Expression();
        if (Current.Is(",") && _position > _lastMistake)
            Report(SyntaxProblems.OperatorMissing, Current.Range, ",", "a function's name before the bracket, as in max(a, b)");
        Close(")", opening);
        _openBars = bars;
        return inner with { Range = Since(opening.Range.Start) };
    }

    private ExpressionSyntax Absolute()
    {
        Token opening = Take();
        _openBars++;
        ExpressionSyntax inner = Expression();
        _openBars--;
        if (!TryTake("|"))
        {
            if (!AtEnd && !IsSeparator(Current))
                ReportUnexpected();
            else if (_position > _lastMistake)
                Report(SyntaxProblems.NotClosed, opening.Range, "|", "|", AtEnd ? "" : $" before '{Current.Text}'");
            _lastMistake = Math.Max(_lastMistake, _position + 1);
        }

        return new AbsoluteSyntax(Since(opening.Range.Start), inner);
    }

    private ExpressionSyntax Piecewise()
    {
        Token opening = Take();
        int bars = _openBars;
        _openBars = 0;
        var cases = ImmutableArray.CreateBuilder<CaseSyntax>();
        ExpressionSyntax? otherwise = null;
        do
        {
            if (Current.Is("}") && cases.Count > 0)
                break;
            CheckParts(cases, "cases");
            if (otherwise is not null)
                Report(SyntaxProblems.BadCase, Here, "nothing follows the one with 'otherwise'");
            int start = Current.Range.Start;
            bool isReversed = Current.Is("otherwise");
            if (isReversed)
            {
                Report(SyntaxProblems.BadCase, Here, "'otherwise' stands behind its value");
                Take();
                _lastMistake = Math.Max(_lastMistake, _position);
            }

            ExpressionSyntax value = Expression();
            if (isReversed || TryTake("otherwise"))
            {
                otherwise = value;
            }
            else if (TryTake("if"))
            {
                ExpressionSyntax condition = Expression();
                cases.Add(new CaseSyntax(Since(start), value, condition));
            }
            else if (IsSeparator(Current) || AtEnd)
            {
                Report(SyntaxProblems.BadCase, Here, Current.Is(",") ? "',' stands where 'if' or 'otherwise' belongs" : "'if' or 'otherwise' is missing");
            }

            SkipCase();
        }
        while (TryTake(";"));

        Close("}", opening);
        _openBars = bars;
        return new PiecewiseSyntax(Since(opening.Range.Start), cases.ToImmutable(), otherwise);
    }

    /// <summary>To the end of a case; what stands there is told as a mistake of cases.</summary>
    private void SkipCase()
    {
        while (!AtEnd && !Current.Is(";") && !Current.Is("}") && !Current.Is(")") && !Current.Is("]"))
        {
            if (IsSeparator(Current))
            {
                Report(SyntaxProblems.BadCase, Here, Current.Is(",") ? "',' separates nothing here" : $"'{Current.Text}' cannot follow here");
                _lastMistake = Math.Max(_lastMistake, _position + 1);
                _position++;
            }

            Synchronise();
        }
    }
}
