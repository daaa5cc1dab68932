using System.Collections.Immutable;
using LossGen.Generator.Problems;

namespace LossGen.Generator.Syntax;

/// <summary>Definitions, the result, and mean by.</summary>
internal sealed partial class Parser
{
    private FormulaSyntax Formula()
    {
        var definitions = ImmutableArray.CreateBuilder<DefinitionSyntax>();
        while (AtDefinition())
        {
            DefinitionSyntax definition = Definition();
            bool isLast = AtEnd || AtMeanBy() || Current.Is("where");
            if (isLast && !definition.Indices.IsEmpty && !definition.IsFunction)
                return Result(definitions, definition.Name, definition.Indices, definition.Body, definition.Range.Start);
            definitions.Add(definition);
            CheckParts(definitions, "definitions");
            if (isLast)
                return WithoutResult(definitions, definition);
            Take();
            if (AtEnd)
                return WithoutResult(definitions, definition);
        }

        int start = Current.Range.Start;
        if (Current.Is("mean") && Ahead(1).Is("by"))
        {
            Report(SyntaxProblems.ResultMissing, Current.Range.Through(Ahead(1).Range), "write it, and ';', before 'mean by'");
            _position = _tokens.Count - 1;
            return Finish(definitions, null, ImmutableArray<BinderSyntax>.Empty, new MissingSyntax(Here), null);
        }

        if (AtEnd)
        {
            Report(SyntaxProblems.ResultMissing, Here, "write what one sample costs, as in (x - t)^2");
            return Finish(definitions, null, ImmutableArray<BinderSyntax>.Empty, new MissingSyntax(Here), null);
        }

        return Result(definitions, null, ImmutableArray<BinderSyntax>.Empty, Expression(), start);
    }

    private FormulaSyntax WithoutResult(ImmutableArray<DefinitionSyntax>.Builder definitions, DefinitionSyntax last)
    {
        TextRange left = TextRange.FromTo(last.Range.Start, last.Body.Range.Start);
        if (_tokens[_position - 1].Is(";"))
            Report(SyntaxProblems.ResultMissing, Here, $"behind the definition of {last.Name.Text} write what one sample costs");
        else
            Report(SyntaxProblems.ResultMissing, left, $"this defines {last.Name.Text}, and the result has no name, so leave out '{Slice(left).Trim()}'");
        _position = _tokens.Count - 1;
        return Finish(definitions, null, ImmutableArray<BinderSyntax>.Empty, new MissingSyntax(Here), null);
    }

    private FormulaSyntax Result(
        ImmutableArray<DefinitionSyntax>.Builder definitions, NameSyntax? name, ImmutableArray<BinderSyntax> indices, ExpressionSyntax result, int start)
    {
        Synchronise(atTop: true);
        ExpressionSyntax? where = null;
        while (Current.Is("where"))
        {
            if (where is not null)
                Report(SyntaxProblems.WhereMisplaced, Current.Range, "join its conditions by 'and'");
            Take();
            where = Expression();
            if (Current.Is(","))
            {
                Report(SyntaxProblems.WhereMisplaced, Current.Range, "join its conditions by 'and'");
                Skip();
            }

            Synchronise(atTop: true);
        }

        return Finish(definitions, name, indices, result, where);
    }

    private FormulaSyntax Finish(
        ImmutableArray<DefinitionSyntax>.Builder definitions,
        NameSyntax? name,
        ImmutableArray<BinderSyntax> indices,
        ExpressionSyntax result,
        ExpressionSyntax? where)
    {
        ExpressionSyntax? meanBy = null;
        if (AtMeanBy())
        {
            _position += 3;
            meanBy = Expression();
            Synchronise(atTop: true);
        }

        if (Current.Is("where"))
            Report(SyntaxProblems.WhereMisplaced, Current.Range, "put it before '; mean by'");
        else if (Current.Is(";"))
            Report(SyntaxProblems.AfterResult, Current.Range, Ahead(1).Kind == TokenKind.End ? "leave out this ';'" : "name a part that is needed before it, as in z := …;");
        return new FormulaSyntax(new TextRange(0, _text.Length), definitions.ToImmutable(), name, indices, result, where, meanBy) { Text = _text };
    }

    private bool AtMeanBy() => Current.Is(";") && Ahead(1).Is("mean") && Ahead(2).Is("by");

    /// <summary>A name, perhaps with brackets, before := or what was meant as one.</summary>
    private bool AtDefinition()
    {
        if (Current.Kind != TokenKind.Name)
            return false;
        int next = _position + 1;
        if (_tokens[next].Is("[") || _tokens[next].Is("("))
            next = _closing[next] < 0 ? next : _closing[next] + 1;
        return _tokens[next].Is(":=") || _tokens[next].Is("=") || (_tokens[next].Is(":") && _tokens[next + 1].Is("="));
    }

    private DefinitionSyntax Definition()
    {
        Token first = Take();
        var name = new NameSyntax(first.Range, first.Text);
        if (IsWord(first.Text))
            Report(SyntaxProblems.BadDefinition, first.Range, $"'{first.Text}' is a word of the language");
        var indices = ImmutableArray<BinderSyntax>.Empty;
        var parameters = ImmutableArray<NameSyntax>.Empty;
        Token opening = Current;
        bool isFunction = TryTake("(");
        if (isFunction)
        {
            parameters = Parameters(opening);
        }
        else if (TryTake("["))
        {
            (indices, ExpressionSyntax? condition) = Binders("]", opening, first.Text);
            if (condition is not null)
                _problems.Report(_part, SyntaxProblems.BadDefinition, condition.Range, "an index of a definition takes no condition");
            foreach (BinderSyntax binder in indices)
                if (binder.Constraint is not null)
                    _problems.Report(_part, SyntaxProblems.BadDefinition, binder.Constraint.Range, "an index of a definition takes no constraint");
        }

        // Of l = e at the end it is told that the result has no name.
        bool isNamedResult = IsLastStatement() && (isFunction || indices.IsEmpty);
        if (!TryTake(":="))
        {
            bool isSplit = Current.Is(":");
            TextRange range = isSplit ? Current.Range.Through(Ahead(1).Range) : Current.Range;
            if (!isNamedResult)
                Report(SyntaxProblems.SingleEquals, range, "':=' to define, or '==' to compare");
            Take();
            if (isSplit)
                Take();
        }

        ExpressionSyntax body = Expression();
        Synchronise(atTop: true);
        // l[c] := e where …, and nothing but mean by behind it, is the result.
        bool isResult = !indices.IsEmpty && IsLastStatement();
        if (Current.Is("where") && !isResult)
        {
            Report(SyntaxProblems.WhereMisplaced, Current.Range, "in a definition write sum[i != y](…)");
            while (!AtEnd && !Current.Is(";"))
                Skip();
        }

        return new DefinitionSyntax(Since(first.Range.Start), name, indices, parameters, isFunction, body);
    }

    /// <summary>Whether no other statement than mean by follows.</summary>
    private bool IsLastStatement()
    {
        int next = _position;
        while (_tokens[next].Kind != TokenKind.End && !_tokens[next].Is(";"))
            next = _closing[next] > next ? _closing[next] + 1 : next + 1;
        return _tokens[next].Kind == TokenKind.End || (_tokens[next + 1].Is("mean") && _tokens[next + 2].Is("by"));
    }

    private ImmutableArray<NameSyntax> Parameters(Token opening)
    {
        var names = ImmutableArray.CreateBuilder<NameSyntax>();
        do
        {
            if (AtName)
            {
                Token name = Take();
                names.Add(new NameSyntax(name.Range, name.Text));
            }
            else
            {
                Report(SyntaxProblems.BadDefinition, Here, "in its brackets stand names, separated by commas");
            }

            CheckParts(names, "parameters");
            if (!AtEnd && !IsSeparator(Current))
                Report(SyntaxProblems.BadDefinition, Here, "in its brackets stand names, separated by commas");
            while (!AtEnd && !IsSeparator(Current))
                Skip();
        }
        while (TryTake(","));

        Close(")", opening);
        return names.ToImmutable();
    }
}
