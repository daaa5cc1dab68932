using System.Collections.Immutable;
using LossGen.Generator.Problems;

namespace LossGen.Generator.Syntax;

/// <summary>Operators by precedence, and comparisons, which chain.</summary>
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
}
