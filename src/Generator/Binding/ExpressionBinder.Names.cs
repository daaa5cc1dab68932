using System.Collections.Immutable;
using LossGen.Generator.Functions;
using LossGen.Generator.Problems;
using LossGen.Generator.Syntax;

namespace LossGen.Generator.Binding;

/// <summary>Names, elements of arrays, and definitions at their uses.</summary>
internal sealed partial class ExpressionBinder
{
    private object? BindReference(ReferenceSyntax reference, Scope scope)
    {
        switch (scope.Find(reference.Name))
        {
            case InputSymbol { Input: { Kind: InputKind.Label } label }:
                return new BoundLabel(reference.Range, label);
            case InputSymbol { Input.Axes.IsEmpty: true } symbol:
                return new BoundInputElement(reference.Range, symbol.Input, ImmutableArray<BoundInteger>.Empty);
            case ParameterSymbol { Parameter.IsArray: false } symbol:
                return new BoundParameterValue(reference.Range, symbol.Parameter);
            case AxisSymbol symbol:
                return new BoundExtent(reference.Range, symbol.Axis);
            case IndexSymbol symbol:
                return new BoundIndexValue(reference.Range, symbol.Index);
            case SubscriptSymbol symbol:
                return symbol.Value is BoundIndexValue or BoundLabel ? symbol.Value with { Range = reference.Range } : BindValue(symbol.Syntax, symbol.Scope);
            case DefinitionSymbol { Axes.IsEmpty: true, Syntax: { IsFunction: false, Indices.IsEmpty: true } } symbol:
                symbol.IsUsed = true;
                return symbol.IsBroken ? null : BindValue(symbol.Syntax.Body, symbol.Scope);
            case DefinitionSymbol { Syntax.IsFunction: true } symbol:
                symbol.IsUsed = true;
                return Report(BindingProblems.WrongArguments, reference.Range, symbol.Name,
                    Count(symbol.Syntax.Parameters.Length, "argument"), CallOf(symbol));
            case ArgumentSymbol symbol when _ranges.AxesOf(symbol.Argument, symbol.Scope) is null && !IsList(symbol.Argument, symbol.Scope):
                return BindValue(symbol.Argument, symbol.Scope);
            case DefinitionSymbol { IsBroken: true } symbol:
                symbol.IsUsed = true;
                return null;
            case { } array:
                return ReportWholeArray(reference, array, scope);
        }

        if (Constants.Find(reference.Name) is { } value)
            return new BoundNumber(reference.Range, value);
        return ReportUnknown(reference, scope);
    }

    private object? ReportWholeArray(ReferenceSyntax reference, Symbol symbol, Scope scope)
    {
        if (symbol is InputSymbol { Input: { Kind: InputKind.LabelList } list })
        {
            return Report(BindingProblems.WholeArray, reference.Range, reference.Name, "a list of labels",
                $"{reference.Name}[j] in a bracket that binds j, or i in {reference.Name} where a condition stands");
        }

        ImmutableArray<BoundAxis> axes = _ranges.AxesOf(reference, scope) ?? ImmutableArray<BoundAxis>.Empty;
        if (axes.IsEmpty)
            return symbol is ParameterSymbol { Parameter: { } parameter } ? ReportAxesMissing(reference, parameter) : null;
        string over = string.Join(", ", axes.Select(axis => axis.Name));
        string indices = string.Join(", ", axes.Select((_, i) => ((char)('i' + i)).ToString()));
        return Report(BindingProblems.WholeArray, reference.Range, reference.Name, $"an array over {over}",
            $"{reference.Name}[{indices}] in a bracket that binds {(axes.Length == 1 ? "i" : "these")}, as in sum[{indices}]({reference.Name}[{indices}])");
    }

    private object? ReportAxesMissing(ReferenceSyntax reference, BoundParameter parameter) => Report(
        BindingProblems.ParameterAxes, reference.Range, parameter.Name,
        parameter.Name + "[C]" + (parameter.Type == ParameterType.NullableArray ? " = 1" : ""));

    private object? BindSubscript(SubscriptSyntax subscript, Scope scope)
    {
        if (subscript.Target is ReductionSyntax reduction && catalogue.FindReduction(reduction.Word.Text) is { Kind: ReductionKind.Softmax } row)
            return BindSoftmax(reduction, row, subscript.Subscripts, scope, scope);
        if (subscript.Target is ReferenceSyntax reference)
            return BindElement(reference, scope.Find(reference.Name), subscript, scope, scope);
        if (BindValue(subscript.Target, scope) is null)
            return null;
        return Report(BindingProblems.NotAnArray, subscript.Target.Range, $"'{Quote(subscript.Target.Range)}'", "only arrays are read by subscripts");
    }

    /// <param name="reference">The array's name where it is written.</param>
    /// <param name="scope">Of the subscripts.</param>
    /// <param name="targetScope">Of the name: that of the call, where the array is an argument.</param>
    private object? BindElement(ReferenceSyntax reference, Symbol? symbol, SubscriptSyntax subscript, Scope scope, Scope targetScope)
    {
        switch (symbol)
        {
            case InputSymbol { Input: { Axes.IsEmpty: false } input }:
                if (BindSubscripts(reference.Name, input.Axes, subscript, scope) is not { } read)
                    return null;
                return input.Kind == InputKind.LabelList
                    ? new BoundListLabel(subscript.Range, input, read[0])
                    : new BoundInputElement(subscript.Range, input, read);

            case ParameterSymbol { Parameter: { IsArray: true } parameter }:
                if (parameter.Axes.IsEmpty)
                    return ReportAxesMissing(reference, parameter);
                return BindSubscripts(reference.Name, parameter.Axes, subscript, scope) is { } elements
                    ? new BoundParameterElement(subscript.Range, parameter, elements)
                    : null;

            case DefinitionSymbol { Syntax.Indices.IsEmpty: false, Syntax.IsFunction: false } definition:
                definition.IsUsed = true;
                if (definition.IsBroken || BindSubscripts(reference.Name, definition.Axes, subscript, scope) is not { } subscripts)
                    return null;
                Scope inner = definition.Scope;
                for (int i = 0; i < subscripts.Length; i++)
                    inner = inner.With(new SubscriptSymbol(definition.Syntax.Indices[i].Name.Text, subscripts[i], subscript.Subscripts[i], scope));
                return BindValue(definition.Syntax.Body, inner);

            case ArgumentSymbol { Argument: ReferenceSyntax array } argument:
                return BindElement(array, argument.Scope.Find(array.Name), subscript with { Target = reference }, scope, argument.Scope);

            case ArgumentSymbol { Argument: ReductionSyntax softmax } argument when catalogue.FindReduction(softmax.Word.Text) is { Kind: ReductionKind.Softmax } row:
                return BindSoftmax(softmax, row, subscript.Subscripts, scope, argument.Scope);
        }

        if (symbol is null)
            return ReportUnknown(reference, targetScope, isArray: true);
        foreach (ExpressionSyntax part in subscript.Subscripts)
            if (part is not ReferenceSyntax)
                BindValue(part, scope);
        string why = symbol switch
        {
            DefinitionSymbol { Syntax.IsFunction: true } function => $"it is called, as in {CallOf(function)}",
            ArgumentSymbol => "what is handed over here is a number",
            InputSymbol { Input.Kind: InputKind.Label } => "it is one label",
            InputSymbol => $"declare {reference.Name}[C] if it is an array",
            _ => $"it is {symbol.Kind}",
        };
        return Report(BindingProblems.NotAnArray, subscript.Range, $"'{symbol.Name}'", why);
    }

    private ImmutableArray<BoundInteger>? BindSubscripts(string array, ImmutableArray<BoundAxis> axes, SubscriptSyntax subscript, Scope scope)
    {
        if (subscript.Subscripts.Length != axes.Length)
        {
            // As many as were written stay.
            string indices = string.Join(", ", axes.Select((_, i) => i < subscript.Subscripts.Length ? Quote(subscript.Subscripts[i].Range) : ((char)('i' + i)).ToString()));
            Report(BindingProblems.WrongSubscripts, subscript.Range, array,
                axes.Length == 1 ? $"one axis, {axes[0].Name}" : $"the axes {string.Join(", ", axes.Select(axis => axis.Name))}", $"{array}[{indices}]");
            return null;
        }

        var bound = ImmutableArray.CreateBuilder<BoundInteger>();
        for (int i = 0; i < axes.Length; i++)
            if (BindPosition(array, axes[i], subscript.Subscripts[i], scope) is { } position)
                bound.Add(position);
        return bound.Count == axes.Length ? bound.ToImmutable() : null;
    }

    /// <summary>A subscript where an index of the axis is needed.</summary>
    private BoundInteger? BindPosition(string array, BoundAxis axis, ExpressionSyntax subscript, Scope scope)
    {
        if (subscript is ReferenceSyntax name && scope.Find(name.Name) is null && Constants.Find(name.Name) is null)
        {
            string? near = Suggestions.NearSubscript(name.Name, scope);
            string reduction = $"write sum[{name.Name}](…) or another reduction around it";
            return Report<BoundInteger>(BindingProblems.UnboundIndex, name.Range, name.Name,
                near is not null ? $"did you mean '{near}'?"
                : _definition is { } definition ? $"{reduction}, or define {definition.Name.Text}[{string.Join(", ", definition.Indices.Select(index => index.Name.Text).Append(name.Name))}] := …"
                : $"{reduction}, or declare '{name.Name} in {axis.Name}' in Inputs if it is a label");
        }

        switch (BindValue(subscript, scope))
        {
            case null:
                return null;
            case BoundExtent extent:
                return Report<BoundInteger>(BindingProblems.BadSubscript, subscript.Range,
                    $"'{extent.Of.Name}' is the number of elements, so write a bracket around, as in sum[i]({array}[i])");
            case BoundInteger { Axis: { } actual } position when actual == axis:
                return position;
            case BoundInteger { Axis: { } actual }:
                return Report<BoundInteger>(BindingProblems.WrongAxis, subscript.Range, Quote(subscript.Range), actual.Name, array, axis.Name);
            default:
                string hint = subscript switch
                {
                    NumberSyntax => $"a fixed element is read by a condition, as in sum[i : i == {Quote(subscript.Range)}]({array}[i])",
                    BinarySyntax => HintForComputed(array),
                    ReferenceSyntax { Name: var wrong } when scope.Find(wrong) is InputSymbol => $"declare '{wrong} in {axis.Name}' in Inputs if it is a label",
                    _ => "this is a number",
                };
                return Report<BoundInteger>(BindingProblems.BadSubscript, subscript.Range, hint);
        }
    }

    private static string HintForComputed(string array) =>
        $"it is not computed, so compare two indices, as in sum[i, j : j == i + 1]({array}[i]*{array}[j])";

    // Definitions ------------------------------------------------------------------------------------------------------

    /// <summary>Binds a definition at its own place, to tell its mistakes there; its uses bind it again with what they hand over.</summary>
    public DefinitionSymbol Define(DefinitionSyntax syntax, Scope scope, Names names)
    {
        if (syntax.IsFunction)
        {
            Scope inner = scope;
            foreach (NameSyntax parameter in syntax.Parameters)
            {
                names.Check(parameter, inner);
                inner = inner.With(new ArgumentSymbol(parameter.Text, new MissingSyntax(parameter.Range), scope));
            }

            return new DefinitionSymbol(syntax, scope, ImmutableArray<BoundAxis>.Empty);
        }

        ImmutableArray<BoundIndex>? indices = BindOwnIndices(syntax.Indices, syntax.Body, scope);
        Scope body = scope;
        foreach (BoundIndex index in indices ?? ImmutableArray<BoundIndex>.Empty)
            body = body.With(new IndexSymbol(index));
        var symbol = new DefinitionSymbol(syntax, scope, indices?.Select(index => index.Axis).ToImmutableArray() ?? ImmutableArray<BoundAxis>.Empty);
        _definition = syntax;
        symbol.IsBroken = indices is null || BindValue(syntax.Body, body) is null;
        _definition = null;
        return symbol;
    }

    /// <summary>Indices left of :=, of a definition or of the result.</summary>
    public ImmutableArray<BoundIndex>? BindOwnIndices(ImmutableArray<BinderSyntax> binders, ExpressionSyntax body, Scope scope)
    {
        var indices = ImmutableArray.CreateBuilder<BoundIndex>();
        Scope inner = scope;
        foreach (BinderSyntax binder in binders)
        {
            if (!_names.Check(binder.Name, inner))
                continue;
            ImmutableArray<SyntaxNode> uses = ImmutableArray.Create<SyntaxNode>(body);
            if (AxisOf(binder, uses, IndexRange.WithPending(binders, uses, scope), scope) is not { } axis)
                continue;
            var index = new BoundIndex(binder.Name.Text, axis);
            indices.Add(index);
            inner = inner.With(new IndexSymbol(index));
        }

        return indices.Count == binders.Length ? indices.ToImmutable() : null;
    }

    private BoundReal? BindDefinitionCall(CallSyntax call, DefinitionSymbol definition, Scope scope)
    {
        definition.IsUsed = true;
        DefinitionSyntax syntax = definition.Syntax;
        if (call.Arguments.Length != syntax.Parameters.Length)
        {
            return Report<BoundReal>(BindingProblems.WrongArguments, call.Range, definition.Name,
                Count(syntax.Parameters.Length, "argument"), CallOf(definition));
        }

        Scope inner = definition.Scope;
        for (int i = 0; i < call.Arguments.Length; i++)
        {
            ExpressionSyntax argument = call.Arguments[i];
            if (argument is MissingSyntax)
                return null;
            if (argument is ReferenceSyntax reference && scope.Find(reference.Name) is null && Constants.Find(reference.Name) is null)
                return ReportUnknown(reference, scope);
            inner = inner.With(new ArgumentSymbol(syntax.Parameters[i].Text, argument, scope));
        }

        return BindReal(syntax.Body, inner);
    }

    private static string CallOf(DefinitionSymbol definition) =>
        $"{definition.Name}({string.Join(", ", definition.Syntax.Parameters.Select(parameter => parameter.Text))})";

    private static bool IsList(ExpressionSyntax expression, Scope scope) =>
        expression is ReferenceSyntax reference && scope.Find(reference.Name) is InputSymbol { Input.Kind: InputKind.LabelList };
}
