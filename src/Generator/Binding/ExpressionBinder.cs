using System.Collections.Immutable;
using LossGen.Generator.Functions;
using LossGen.Generator.Problems;
using LossGen.Generator.Syntax;

namespace LossGen.Generator.Binding;

/// <summary>
/// Binds expressions. A method returns null where it, or something inside, has told a mistake; what stands beside the
/// mistake is bound all the same, so that its own mistakes are told too.
/// </summary>
internal sealed partial class ExpressionBinder(Catalogue catalogue, ProblemBag problems, FormulaSyntax formula)
{
    /// <summary>Of a formula with its definitions put in their places.</summary>
    public const int MaximalNodes = 20_000;

    /// <summary>Of the bound tree, where a definition's body stands inside what uses it.</summary>
    public const int MaximalDepth = 400;

    private readonly IndexRange _ranges = new(catalogue);
    private readonly Names _names = new(catalogue, problems);
    private int _nodes;
    private int _depth;
    private bool _isExhausted;

    /// <summary>Names that have been told as unknown: each once, however often it is written.</summary>
    private readonly HashSet<string> _unknown = [];

    /// <summary>The definition of values that is bound at its own place, if one is.</summary>
    private DefinitionSyntax? _definition;

    public BoundReal? BindReal(ExpressionSyntax expression, Scope scope) => BindValue(expression, scope) switch
    {
        BoundReal real => real,
        BoundInteger integer => new BoundConversion(integer.Range, integer),
        _ => null,
    };

    /// <summary>A <see cref="BoundReal"/>, a <see cref="BoundInteger"/>, or null after a mistake.</summary>
    private object? BindValue(ExpressionSyntax expression, Scope scope)
    {
        if (!Enter(expression))
            return null;
        object? bound = expression switch
        {
            NumberSyntax number => new BoundNumber(number.Range, number.Value),
            ReferenceSyntax reference => BindReference(reference, scope),
            SubscriptSyntax subscript => BindSubscript(subscript, scope),
            CallSyntax call => BindCall(call, scope),
            UnarySyntax { Operator: "-" } unary => Apply(unary.Range, catalogue.Function(Operator.Negate), unary.Operand, scope),
            AbsoluteSyntax absolute => Apply(absolute.Range, catalogue.Function("abs"), absolute.Operand, scope),
            BinarySyntax binary when OperatorOf(binary.Operator) is var row and not Operator.None => BindArithmetic(binary, row, scope),
            PiecewiseSyntax piecewise => BindPiecewise(piecewise, scope),
            ReductionSyntax reduction => BindReduction(reduction, scope),
            MissingSyntax => null,
            _ => Report(BindingProblems.NumberNeeded, expression.Range),
        };
        _depth--;
        return bound;
    }

    private static Operator OperatorOf(string symbol) => symbol switch
    {
        "+" => Operator.Add,
        "-" => Operator.Subtract,
        "*" => Operator.Multiply,
        "/" => Operator.Divide,
        "^" => Operator.Power,
        _ => Operator.None,
    };

    private BoundCall? BindArithmetic(BinarySyntax binary, Operator @operator, Scope scope)
    {
        if (binary is { OperatorRange.Length: 0, Right: ReferenceSyntax { Name: "f" or "F" or "d" or "D" or "m" or "L" } suffix } && scope.Find(suffix.Name) is null)
            return Report<BoundCall>(BindingProblems.UnknownName, suffix.Range, suffix.Name, "numbers have no suffix, so leave it out");
        BoundReal? left = BindReal(binary.Left, scope);
        BoundReal? right = BindReal(binary.Right, scope);
        return left is null || right is null ? null : new BoundCall(binary.Range, catalogue.Function(@operator), ImmutableArray.Create(left, right));
    }

    private BoundCall? Apply(TextRange range, Function function, ExpressionSyntax operand, Scope scope) =>
        BindReal(operand, scope) is { } bound ? new BoundCall(range, function, ImmutableArray.Create(bound)) : null;

    private BoundPiecewise? BindPiecewise(PiecewiseSyntax piecewise, Scope scope)
    {
        var cases = ImmutableArray.CreateBuilder<BoundCase>();
        foreach (CaseSyntax @case in piecewise.Cases)
        {
            BoundReal? value = BindReal(@case.Value, scope);
            BoundCondition? condition = BindCondition(@case.Condition, scope);
            if (value is not null && condition is not null)
                cases.Add(new BoundCase(condition, value));
        }

        BoundReal? otherwise = piecewise.Otherwise is null ? null : BindReal(piecewise.Otherwise, scope);
        if (cases.Count < piecewise.Cases.Length || (piecewise.Otherwise is not null && otherwise is null))
            return null;
        if (otherwise is null && new Completeness().Check(cases) is { } gap)
            Report(gap.IsProved ? BindingProblems.CasesIncomplete : BindingProblems.CasesUnproved, piecewise.Range, gap.Text);
        return new BoundPiecewise(piecewise.Range, cases.ToImmutable(), otherwise);
    }

    private BoundReal? BindCall(CallSyntax call, Scope scope)
    {
        string name = call.Function.Text;
        switch (scope.Find(name))
        {
            case DefinitionSymbol { Syntax.IsFunction: true } definition:
                return BindDefinitionCall(call, definition, scope);
            case { } symbol:
                Glance(call.Arguments, scope);
                return Report<BoundReal>(BindingProblems.UnknownFunction, call.Function.Range, name,
                    $"it is {symbol.Kind}, so write {name}*(…) for a product, or {name}[…] for an element");
        }

        Function? function = catalogue.FindFunction(name);
        if (function is not { IsPublic: true, Operator: Operator.None })
        {
            Glance(call.Arguments, scope);
            return catalogue.FindReduction(name) is null
                ? Report<BoundReal>(BindingProblems.UnknownFunction, call.Function.Range, name, Suggestions.ForFunction(name, Quote(call.Arguments), catalogue, scope))
                : Report<BoundReal>(BindingProblems.BracketsMissing, call.Function.Range, name, Suggestions.Reduction(name, Quote(call.Arguments)));
        }

        if (call.Arguments.Length != function.Arity)
        {
            Glance(call.Arguments, scope);
            if (call.Arguments.Length == 1 && catalogue.FindReduction(name) is not null)
                return Report<BoundReal>(BindingProblems.BracketsMissing, call.Function.Range, name, Suggestions.Reduction(name, Quote(call.Arguments)) + $", or {name}(a, b)");
            return Report<BoundReal>(BindingProblems.WrongArguments, call.Range, name, Count(function.Arity, "argument"), Suggestions.Call(function, call.Arguments.Length));
        }

        ImmutableArray<BoundReal>? arguments = BindAll(call.Arguments, scope);
        return arguments is { } bound ? new BoundCall(call.Range, function, bound) : null;
    }

    /// <summary>Tells the mistakes of arguments of which nobody knows what they should be: arrays and conditions are right.</summary>
    private void Glance(ImmutableArray<ExpressionSyntax> arguments, Scope scope)
    {
        foreach (ExpressionSyntax argument in arguments)
        {
            if (argument is ComparisonSyntax or BinarySyntax { Operator: "and" or "or" } or UnarySyntax { Operator: "not" })
                BindCondition(argument, scope);
            else if (argument is not ReferenceSyntax reference || (_ranges.AxesOf(reference, scope) is null && !IsList(reference, scope)))
                BindValue(argument, scope);
        }
    }

    private BoundReal? ReportUnknown(ReferenceSyntax reference, Scope scope, bool isArray = false)
    {
        if (!_unknown.Add(reference.Name))
            return null;
        if (isArray && catalogue.FindReduction(reference.Name) is not null)
        {
            return Report<BoundReal>(BindingProblems.BracketsMissing, reference.Range, reference.Name,
                $"what is taken together in round brackets, as in {Suggestions.Reduction(reference.Name)}");
        }

        bool isDefinedBelow = formula.Definitions.Any(definition => definition.Name.Text == reference.Name && definition.Range.Start >= reference.Range.Start);
        return Report<BoundReal>(BindingProblems.UnknownName, reference.Range, reference.Name,
            isDefinedBelow ? "it is defined below, so move its definition up" : Suggestions.ForName(reference.Name, catalogue, scope, isArray));
    }

    private ImmutableArray<BoundReal>? BindAll(ImmutableArray<ExpressionSyntax> expressions, Scope scope)
    {
        var bound = ImmutableArray.CreateBuilder<BoundReal>();
        foreach (ExpressionSyntax expression in expressions)
            if (BindReal(expression, scope) is { } real)
                bound.Add(real);
        return bound.Count == expressions.Length ? bound.ToImmutable() : null;
    }

    // Limits and mistakes ----------------------------------------------------------------------------------------------

    private bool Enter(SyntaxNode node)
    {
        if (_isExhausted)
            return false;
        if (++_nodes > MaximalNodes)
            Exhaust(node, $"has more than {MaximalNodes} parts");
        else if (_depth >= MaximalDepth)
            Exhaust(node, $"nests deeper than {MaximalDepth}");
        else
            _depth++;
        return !_isExhausted;
    }

    private void Exhaust(SyntaxNode node, string what)
    {
        _isExhausted = true;
        Report(BindingProblems.TooLarge, node.Range, what);
    }

    private object? Report(ProblemKind kind, TextRange range, params string[] arguments)
    {
        problems.Report(ProblemPart.Formula, kind, range, arguments);
        return null;
    }

    private T? Report<T>(ProblemKind kind, TextRange range, params string[] arguments)
        where T : class
    {
        problems.Report(ProblemPart.Formula, kind, range, arguments);
        return null;
    }

    /// <summary>A piece of the text for a message, shortened.</summary>
    private string Quote(TextRange range)
    {
        string quoted = string.Join(" ", formula.Text.Substring(range.Start, range.Length).Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        return quoted.Length is 0 or > 40 ? "…" : quoted;
    }

    private string Quote(ImmutableArray<ExpressionSyntax> expressions) =>
        expressions.IsEmpty ? "…" : Quote(expressions[0].Range.Through(expressions[expressions.Length - 1].Range));

    private static string Count(int number, string what) => number switch
    {
        0 => $"no {what}s",
        1 => $"one {what}",
        2 => $"two {what}s",
        3 => $"three {what}s",
        _ => $"{number} {what}s",
    };
}
