using System.Collections.Immutable;
using LossGen.Generator.Problems;

namespace LossGen.Generator.Syntax;

/// <summary>Words with a bracket of indices, and the sums of papers.</summary>
internal sealed partial class Parser
{
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
