using System.Collections.Immutable;
using LossGen.Generator.Problems;

namespace LossGen.Generator.Syntax;

/// <summary>Names, and what stands behind them: arguments and subscripts.</summary>
internal sealed partial class Parser
{
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
                Report(SyntaxProblems.SingleEquals, Current.Range, ForeignArgument(parts[parts.Count - 1]) ?? "arguments in their order, without names");
                _lastMistake++;
            }

            Synchronise();
        }
        while (TryTake(","));

        Close(closing, opening);
        _openBars = bars;
        return parts.ToImmutable();
    }

    private static string? ForeignArgument(ExpressionSyntax name)
    {
        foreach ((string foreign, string right) in Notation.ForeignArguments)
            if (name is ReferenceSyntax reference && reference.Name == foreign)
                return right;
        return null;
    }
}
