using System.Collections.Immutable;
using LossGen.Generator.Problems;

namespace LossGen.Generator.Syntax;

/// <summary>Operators by precedence, and what operands are made of.</summary>
internal sealed partial class Parser
{
    private ExpressionSyntax Expression(int precedence = Notation.LoosestPrecedence)
    {
        int depth = _depth;
        if (!Deepen())
            return new MissingSyntax(Here);
        ExpressionSyntax left = Operand();
        while (InfixAt() is { } row && row.Precedence >= precedence)
        {
            // A row of operators leans to the left: each one makes the tree a level higher.
            if (!Deepen())
                break;
            left = row.Shape == OperatorShape.Chain ? Comparison(left, row.Precedence) : Infix(left, row);
        }

        _depth = depth;
        return left;
    }

    private OperatorRow? InfixAt()
    {
        if (Current.Kind is not (TokenKind.Symbol or TokenKind.Name))
            return null;
        string symbol = Current.Is("not") && Ahead(1).Is("in") ? "not in" : Current.Text;
        foreach (OperatorRow row in Notation.Operators)
            if (row.Shape != OperatorShape.Prefix && row.Symbol == symbol)
                return row;
        return null;
    }

    private ExpressionSyntax Infix(ExpressionSyntax left, OperatorRow row)
    {
        Token symbol = Take();
        ExpressionSyntax right = Expression(row.RightPrecedence);
        return new BinarySyntax(left.Range.Through(right.Range), row.Symbol, symbol.Range, left, right);
    }

    private ExpressionSyntax Comparison(ExpressionSyntax first, int precedence)
    {
        var operands = ImmutableArray.CreateBuilder<ExpressionSyntax>();
        var symbols = ImmutableArray.CreateBuilder<string>();
        var ranges = ImmutableArray.CreateBuilder<TextRange>();
        operands.Add(first);
        while (InfixAt() is { Shape: OperatorShape.Chain } row)
        {
            TextRange range = Take().Range;
            if (row.Symbol == "not in")
                range = range.Through(Take().Range);
            symbols.Add(row.Symbol);
            ranges.Add(range);
            operands.Add(Expression(precedence + 1));
            CheckParts(operands, "comparisons");
        }

        return new ComparisonSyntax(first.Range.Through(operands[operands.Count - 1].Range),
            operands.ToImmutable(), symbols.ToImmutable(), ranges.ToImmutable());
    }

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
                Take();
                return Expression(Notation.ProductPrecedence + 1);
            case "!":
                Report(SyntaxProblems.ForeignNotation, token.Range, "'!'", "not");
                Take();
                return Operand();
            case "where" when Ahead(1).Is("("):
                Report(SyntaxProblems.ForeignNotation, token.Range, "NumPy's where(c, a, b)", "{ a if c; b otherwise }");
                Take();
                return Operand();
            case "if":
                Report(SyntaxProblems.ForeignNotation, token.Range, "A leading 'if'", "{ a if condition; b otherwise }");
                Take();
                return Operand();
            case "[":
                Report(SyntaxProblems.ForeignNotation, token.Range, "A bracket without a name", "(…) to group, x[i] to read an array");
                Take();
                return Bracketed(token);
            default:
                return Missing("A number, a name or a bracket");
        }
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

    /// <summary>A number, and with it the name that stands directly behind it: 2x, 2x[i]^2, 2exp(x).</summary>
    private ExpressionSyntax Number()
    {
        int before = _position - 1;
        Token token = Take();
        var number = new NumberSyntax(token.Range, token.Value);
        bool isProduct = Current is { IsAdjacent: true, Kind: TokenKind.PaperWord } || (Current.IsAdjacent && AtName);
        if (!isProduct)
        {
            if (Current.Is("(") || (Current.Is("|") && _openBars == 0) || Current.Kind == TokenKind.Number || AtName)
            {
                string right = Current.Is("(") ? "(…)" : Current.Is("|") ? "|…|" : Current.Text;
                Report(SyntaxProblems.OperatorMissing, Current.Range, Current.Text, $"{token.Text}*{right}");
                _lastMistake = _position + 1;
                return new BinarySyntax(token.Range, "*", new TextRange(token.Range.End, 0), number, Expression(Notation.ProductPrecedence + 1));
            }

            return number;
        }

        // Behind / or ^ (and a sign behind these) papers mean two things by it.
        int sign = before;
        while (sign > 0 && _tokens[sign].Is("-"))
            sign--;
        string? previous = sign >= 0 && _tokens[sign].Kind == TokenKind.Symbol ? _tokens[sign].Text : null;
        int productAt = _position;
        ExpressionSyntax factor = Expression(Notation.ProductPrecedence + 2);
        TextRange range = token.Range.Through(factor.Range);
        if (previous is "/" or "^" && productAt > _lastMistake)
        {
            string signs = string.Concat(_tokens.Skip(sign + 1).Take(before - sign).Select(minus => minus.Text));
            string name = Slice(factor.Range);
            _problems.Report(_part, SyntaxProblems.TwoReadings, range, _tokens[sign].Text + signs + Slice(range),
                $"{previous}({signs}{token.Text}*{name})", $"{previous}{(signs.Length > 0 && previous == "^" ? $"({signs}{token.Text})" : signs + token.Text)}*{name}");
        }

        return new BinarySyntax(range, "*", new TextRange(token.Range.End, 0), number, factor);
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
                Report(SyntaxProblems.NotClosed, opening.Range, "|", "|");
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
            ExpressionSyntax value = Expression();
            if (TryTake("otherwise"))
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

    // Names ------------------------------------------------------------------------------------------------------------

    private ExpressionSyntax Named()
    {
        Token name = Take();
        if (Current.Is("("))
            return Call(name);
        if (Current.Is("[") && _closing[_position] is var closing and >= 0 && _tokens[closing + 1].Is("("))
            return Reduction(name);
        if (Current.Is(".") && Ahead(1).Kind == TokenKind.Name)
            return Member(name);
        return new ReferenceSyntax(name.Range, name.Text);
    }

    /// <summary>torch.exp(x), Math.Max(a, b), x.sum(): told once, and read as the function.</summary>
    private ExpressionSyntax Member(Token owner)
    {
        int start = _position;
        Token name = owner;
        while (Current.Is(".") && Ahead(1).Kind == TokenKind.Name)
        {
            Take();
            name = Take();
        }

        TextRange range = owner.Range.Through(name.Range);
        if (start > _lastMistake)
        {
            bool isMethod = Current.Is("(") && Ahead(1).Is(")");
            string right = isMethod ? $"a function or reduction of {owner.Text}, as in exp(x) or {name.Text}[i](x[i])" : $"{name.Text.ToLowerInvariant()} alone, if the language has it";
            _problems.Report(_part, SyntaxProblems.ForeignNotation, range, $"'{Slice(range)}'", right);
        }

        _lastMistake = Math.Max(_lastMistake, _position);
        if (!Current.Is("("))
            return new MissingSyntax(range);
        Token opening = Take();
        Arguments(opening);
        return new MissingSyntax(Since(owner.Range.Start));
    }

    private ExpressionSyntax Subscripts(ExpressionSyntax target)
    {
        int depth = _depth;
        while (Current.Is("[") && Deepen())
        {
            Token opening = Take();
            ImmutableArray<ExpressionSyntax> subscripts = Parts("]", opening, "subscripts");
            target = new SubscriptSyntax(Since(target.Range.Start), target, subscripts);
        }

        _depth = depth;
        return target;
    }

    private CallSyntax Call(Token name)
    {
        Token opening = Take();
        ImmutableArray<ExpressionSyntax> arguments = Arguments(opening);
        return new CallSyntax(Since(name.Range.Start), new NameSyntax(name.Range, name.Text), arguments);
    }

    private ImmutableArray<ExpressionSyntax> Arguments(Token opening)
    {
        if (!Current.Is(")"))
            return Parts(")", opening, "arguments");
        Take();
        return ImmutableArray<ExpressionSyntax>.Empty;
    }

    private ImmutableArray<ExpressionSyntax> Parts(string closing, Token opening, string what)
    {
        int bars = _openBars;
        _openBars = 0;
        var parts = ImmutableArray.CreateBuilder<ExpressionSyntax>();
        do
        {
            parts.Add(Expression());
            CheckParts(parts, what);
            if (Current.Is("=") && _position > _lastMistake)
            {
                Report(SyntaxProblems.SingleEquals, Current.Range, "arguments in their order, without names");
                _lastMistake++;
            }

            Synchronise();
        }
        while (TryTake(","));

        Close(closing, opening);
        _openBars = bars;
        return parts.ToImmutable();
    }

    // Reductions -------------------------------------------------------------------------------------------------------

    private ReductionSyntax Reduction(Token word)
    {
        Token opening = Take();
        (ImmutableArray<BinderSyntax> binders, ExpressionSyntax? condition) = Binders("]", opening, word.Text);
        Token bracket = Current;
        ImmutableArray<ExpressionSyntax> arguments = TryTake("(") ? Arguments(bracket) : ImmutableArray<ExpressionSyntax>.Empty;
        return new ReductionSyntax(Since(word.Range.Start), new NameSyntax(word.Range, word.Text), binders, condition, arguments);
    }

    /// <summary>sum_{i ≠ y} a*b: takes the factors that follow, up to + - / or a comparison.</summary>
    private ExpressionSyntax PaperSum()
    {
        Token word = Take();
        Token opening = Take();
        if (word.Text != "sum")
            Report(SyntaxProblems.SumsOnly, word.Range, word.Text, Ahead(0).Kind == TokenKind.Name ? Current.Text : "i");
        (ImmutableArray<BinderSyntax> binders, ExpressionSyntax? condition) = Binders("}", opening, "sum");
        if (Current.Is("^") && Ahead(1).Is("{"))
        {
            Report(SyntaxProblems.ForeignNotation, Current.Range, "An upper limit '^{…}'", "the sum without it, as an index runs over its whole axis; a condition narrows it, as in sum[i : i < 3](…)");
            _lastMistake = _position + 1;
            int closing = _closing[_position + 1];
            _position = closing < 0 ? _tokens.Count - 1 : closing + 1;
        }

        ExpressionSyntax body = Factors();
        return new ReductionSyntax(Since(word.Range.Start), new NameSyntax(word.Range, word.Text), binders, condition, ImmutableArray.Create(body));
    }

    private ExpressionSyntax Factors()
    {
        int depth = _depth;
        ExpressionSyntax left = Expression(Notation.ProductPrecedence + 1);
        while (Current.Is("*") && Deepen())
        {
            TextRange symbol = Take().Range;
            ExpressionSyntax right = Expression(Notation.ProductPrecedence + 1);
            left = new BinarySyntax(left.Range.Through(right.Range), "*", symbol, left, right);
        }

        _depth = depth;
        return left;
    }

    private (ImmutableArray<BinderSyntax> Binders, ExpressionSyntax? Condition) Binders(string closing, Token opening, string word)
    {
        int bars = _openBars;
        _openBars = 0;
        var binders = ImmutableArray.CreateBuilder<BinderSyntax>();
        ExpressionSyntax? condition = null;
        do
        {
            if (Binder(word) is { } binder)
                binders.Add(binder);
            CheckParts(binders, "indices");
            if (!Current.Is(":"))
                Synchronise();
        }
        while (TryTake(","));

        if (TryTake(":"))
            condition = Expression();
        Close(closing, opening);
        _openBars = bars;
        return (binders.ToImmutable(), condition);
    }

    private BinderSyntax? Binder(string word)
    {
        if (!AtName)
        {
            Report(SyntaxProblems.BadIndex, Here, word, Current.Is("]") || Current.Is("}") ? "none is named" : $"'{Current.Text}' is not one");
            return null;
        }

        Token first = Take();
        var name = new NameSyntax(first.Range, first.Text);
        NameSyntax? axis = null;
        if (Current.Is("in") && Ahead(1).Kind == TokenKind.Name)
        {
            Take();
            Token axisName = Take();
            axis = new NameSyntax(axisName.Range, axisName.Text);
        }

        ExpressionSyntax? constraint = null;
        if (Current.Is("="))
        {
            Report(SyntaxProblems.BadIndex, Current.Range, word, $"an index runs over its whole axis, counted from 0, as in {word}[{first.Text}] or {word}[{first.Text} : 1 <= {first.Text} < 5]");
            _lastMistake = _position + 1;
            Take();
            Expression(Notation.AdditivePrecedence);
        }
        else if (InfixAt() is { Shape: OperatorShape.Chain } row)
        {
            constraint = Constraint(name, row);
        }

        return new BinderSyntax(Since(first.Range.Start), name, axis, constraint);
    }

    private ComparisonSyntax Constraint(NameSyntax name, OperatorRow row)
    {
        TextRange range = Take().Range;
        if (row.Symbol == "not in")
            range = range.Through(Take().Range);
        ExpressionSyntax right = Expression(row.RightPrecedence);
        if (InfixAt() is not null)
        {
            Report(SyntaxProblems.SecondConstraint, Current.Range, name.Text);
            _lastMistake = _position + 1;
            Take();
            Expression();
        }

        return new ComparisonSyntax(name.Range.Through(right.Range),
            ImmutableArray.Create<ExpressionSyntax>(new ReferenceSyntax(name.Range, name.Text), right),
            ImmutableArray.Create(row.Symbol), ImmutableArray.Create(range));
    }
}
