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
        string symbol = Current.Is("not") && Ahead(1).Is("in") ? "not in" : AtDoubleBar ? "or" : Current.Text;
        foreach (OperatorRow row in Notation.Operators)
            if (row.Shape != OperatorShape.Prefix && row.Symbol == symbol)
                return row;
        return null;
    }

    /// <summary>C#'s ||, where no bar is open that the first of them could close.</summary>
    private bool AtDoubleBar => _openBars == 0 && Current.Is("|") && Ahead(1).Is("|") && Ahead(1).IsAdjacent;

    private ExpressionSyntax Infix(ExpressionSyntax left, OperatorRow row)
    {
        if (AtDoubleBar)
        {
            Report(SyntaxProblems.ForeignNotation, Current.Range.Through(Ahead(1).Range), "'||'", "or");
            Take();
        }

        Token symbol = Take();
        ExpressionSyntax right = row.Symbol == "^" && AtLatexExponent ? LatexExponent() : Expression(row.RightPrecedence);
        TextRange range = left.Range.Through(right.Range);
        if (row.Symbol is "/" or "^" && ImpliedProduct(right) is { } product)
            ReportTwoReadings(left, row.Symbol, right, product);
        return new BinarySyntax(range, row.Symbol, symbol.Range, left, right);
    }

    /// <summary>The product of a number and the name behind it, perhaps behind a sign, that no bracket surrounds.</summary>
    private static BinarySyntax? ImpliedProduct(ExpressionSyntax expression)
    {
        while (expression is UnarySyntax { Operator: "-" } unary && unary.Range.Start == unary.OperatorRange.Start)
            expression = unary.Operand;
        return expression is BinarySyntax { Operator: "*", OperatorRange.Length: 0 } product && product.Range.Start == product.Left.Range.Start
            && product.Left.Range.End == product.Right.Range.Start
            ? product
            : null;
    }

    /// <summary>1/2x: papers mean two things by it.</summary>
    private void ReportTwoReadings(ExpressionSyntax left, string symbol, ExpressionSyntax right, BinarySyntax product)
    {
        if (_lastMistake >= _position)
            return;
        string before = left.Range.Length > 20 ? "…" : Slice(left.Range);
        string sign = Slice(TextRange.FromTo(right.Range.Start, product.Range.Start));
        string number = Slice(product.Left.Range);
        string name = Slice(product.Right.Range);
        string narrow = sign.Length > 0 && symbol == "^" ? $"{before}^({sign}{number})*{name}" : $"{before}{symbol}{sign}{number}*{name}";
        _problems.Report(_part, SyntaxProblems.TwoReadings, product.Range, before + symbol + Slice(right.Range), $"{before}{symbol}({sign}{number}*{name})", narrow);
    }

    private bool AtLatexExponent
    {
        get
        {
            if (!Current.Is("{") || _closing[_position] < 0)
                return false;
            for (int i = _position; i < _closing[_position]; i++)
                if (_tokens[i].Is("if") || _tokens[i].Is("otherwise"))
                    return false;
            return true;
        }
    }

    private ExpressionSyntax LatexExponent()
    {
        Token opening = Take();
        ExpressionSyntax exponent = Expression();
        Close("}", opening);
        if (_lastMistake < _position)
            _problems.Report(_part, SyntaxProblems.ForeignNotation, opening.Range, "An exponent in braces", $"^({Slice(exponent.Range)})");
        return exponent;
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

    /// <summary>torch.exp(x), x.pow(2): one name with points in it, of which the binder knows what would be right.</summary>
    private ExpressionSyntax Member(Token owner)
    {
        Token name = owner;
        while (Current.Is(".") && Ahead(1).Kind == TokenKind.Name)
        {
            Take();
            name = Take();
        }

        TextRange range = owner.Range.Through(name.Range);
        var whole = new Token(TokenKind.Name, Slice(range), range, 0, owner.IsAdjacent);
        return Current.Is("(") ? Call(whole) : new ReferenceSyntax(range, whole.Text);
    }

    /// <summary>(x - t).abs(): a function behind its argument.</summary>
    private ExpressionSyntax Method(ExpressionSyntax target)
    {
        Token point = Take();
        Token name = Take();
        Report(SyntaxProblems.ForeignNotation, point.Range.Through(name.Range), $"A member '.{name.Text}'", $"a function or reduction around it, as in abs(…) or sum[i](…)");
        _lastMistake = Math.Max(_lastMistake, _position);
        if (Current.Is("("))
            Arguments(Take());
        return target;
    }

    private ExpressionSyntax Subscripts(ExpressionSyntax target)
    {
        int depth = _depth;
        while ((Current.Is("[") || (Current.Is(".") && Ahead(1).Kind == TokenKind.Name)) && Deepen())
        {
            if (Current.Is("."))
            {
                target = Method(target);
                continue;
            }

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
            Report(SyntaxProblems.ForeignNotation, Current.Range, "An upper limit '^{…}'", "the sum without it, as an index runs over its whole axis");
            _lastMistake = Math.Max(_lastMistake, _position + 1);
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
            Report(SyntaxProblems.BadIndex, Here, word, Current.Is("]") || Current.Is("}") ? "none is named" : $"'{Current.Text}' is none");
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
            Report(SyntaxProblems.BadIndex, Current.Range, word, $"it runs over its whole axis, from 0, or over a part, as in [{first.Text} : 1 <= {first.Text} < 5]");
            _lastMistake = Math.Max(_lastMistake, _position + 1);
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
            _lastMistake = Math.Max(_lastMistake, _position + 1);
            Take();
            Expression();
        }

        return new ComparisonSyntax(name.Range.Through(right.Range),
            ImmutableArray.Create<ExpressionSyntax>(new ReferenceSyntax(name.Range, name.Text), right),
            ImmutableArray.Create(row.Symbol), ImmutableArray.Create(range));
    }
}
