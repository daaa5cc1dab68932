using System.Collections.Immutable;
using LossGen.Generator.Functions;
using LossGen.Generator.Problems;
using LossGen.Generator.Syntax;

namespace LossGen.Generator.Binding;

/// <summary>Conditions.</summary>
internal sealed partial class ExpressionBinder
{
    public BoundCondition? BindCondition(ExpressionSyntax expression, Scope scope)
    {
        if (!Enter(expression))
            return null;
        BoundCondition? bound = expression switch
        {
            ComparisonSyntax comparison => BindComparison(comparison, scope),
            BinarySyntax { Operator: "and" } binary => BindPair(binary, scope) is { } pair ? new BoundAnd(binary.Range, pair.Left, pair.Right) : null,
            BinarySyntax { Operator: "or" } binary => BindPair(binary, scope) is { } pair ? new BoundOr(binary.Range, pair.Left, pair.Right) : null,
            UnarySyntax { Operator: "not" } unary => BindCondition(unary.Operand, scope) is { } operand ? new BoundNot(unary.Range, operand) : null,
            ReductionSyntax reduction when catalogue.FindReduction(reduction.Word.Text) is { Kind: ReductionKind.Any or ReductionKind.All } row =>
                BindQuantifier(reduction, row, scope),
            ReferenceSyntax reference => BindSwitch(reference, scope),
            MissingSyntax => null,
            _ => ReportNoCondition(expression, scope),
        };
        _depth--;
        return bound;
    }

    private (BoundCondition Left, BoundCondition Right)? BindPair(BinarySyntax binary, Scope scope)
    {
        BoundCondition? left = BindCondition(binary.Left, scope);
        BoundCondition? right = BindCondition(binary.Right, scope);
        return left is null || right is null ? null : (left, right);
    }

    private BoundCondition? BindSwitch(ReferenceSyntax reference, Scope scope) => scope.Find(reference.Name) switch
    {
        ParameterSymbol { Parameter: { Type: ParameterType.Bool } parameter } => new BoundSwitch(reference.Range, parameter),
        ArgumentSymbol { Argument: not MissingSyntax } symbol => BindCondition(symbol.Argument, symbol.Scope),
        _ => ReportNoCondition(reference, scope),
    };

    private BoundCondition? ReportNoCondition(ExpressionSyntax expression, Scope scope)
    {
        object? value = BindValue(expression, scope);
        return value is null
            ? null
            : Report<BoundCondition>(BindingProblems.ConditionNeeded, expression.Range, $"write {Quote(expression.Range)} != 0, or another comparison");
    }

    /// <summary>
    /// a &lt; b &lt; c is a &lt; b and b &lt; c. The b in the middle is bound for either side by itself, so that no bracket
    /// stands in two places.
    /// </summary>
    private BoundCondition? BindComparison(ComparisonSyntax comparison, Scope scope)
    {
        BoundCondition? joined = null;
        bool isBroken = false;
        for (int i = 0; i < comparison.Operators.Length; i++)
        {
            ExpressionSyntax left = comparison.Operands[i];
            ExpressionSyntax right = comparison.Operands[i + 1];
            if (Compare(left.Range.Through(right.Range), comparison.Operators[i], left, right, scope) is not { } part)
                isBroken = true;
            else
                joined = joined is null ? part : new BoundAnd(comparison.Operands[0].Range.Through(right.Range), joined, part);
        }

        return isBroken ? null : joined;
    }

    private BoundCondition? Compare(TextRange range, string symbol, ExpressionSyntax leftSyntax, ExpressionSyntax rightSyntax, Scope scope)
    {
        object? left = BindValue(leftSyntax, scope);
        object? right = symbol is "in" or "not in" ? BindList(rightSyntax, scope) : BindValue(rightSyntax, scope);
        if (left is null || right is null)
            return null;
        if (right is BoundInput list)
        {
            if (left is not BoundInteger item || item is BoundExtent)
                return Report<BoundCondition>(BindingProblems.BadMembership, leftSyntax.Range, "this is a number");
            if (item.Axis != list.LabelAxis)
                return Report<BoundCondition>(BindingProblems.WrongAxis, leftSyntax.Range, Quote(leftSyntax.Range), item.Axis?.Name ?? "nothing", list.Name, list.LabelAxis!.Name);
            var membership = new BoundMembership(range, item, list);
            return symbol == "in" ? membership : new BoundNot(range, membership);
        }

        if (left is BoundInteger leftInteger && right is BoundInteger rightInteger)
            return new BoundIntegerComparison(range, symbol, leftInteger, rightInteger);
        BoundReal leftReal = AsReal(left);
        BoundReal rightReal = AsReal(right);

        // A comparison with NaN is false, this one too: different is smaller or larger.
        if (symbol != "!=")
            return new BoundComparison(range, symbol, leftReal, rightReal);
        BoundReal? leftAgain = BindReal(leftSyntax, scope);
        BoundReal? rightAgain = BindReal(rightSyntax, scope);
        return leftAgain is null || rightAgain is null
            ? null
            : new BoundOr(range, new BoundComparison(range, "<", leftReal, rightReal), new BoundComparison(range, ">", leftAgain, rightAgain)) { IsInequality = true };
    }

    private static BoundReal AsReal(object value) => value as BoundReal ?? new BoundConversion(((BoundInteger)value).Range, (BoundInteger)value);

    /// <summary>The list right of in.</summary>
    private BoundInput? BindList(ExpressionSyntax expression, Scope scope)
    {
        if (expression is ReferenceSyntax reference)
        {
            switch (scope.Find(reference.Name))
            {
                case InputSymbol { Input: { Kind: InputKind.LabelList } list }:
                    return list;
                case ArgumentSymbol { Argument: not MissingSyntax } argument:
                    return BindList(argument.Argument, argument.Scope);
                case InputSymbol { Input.Kind: InputKind.Label }:
                    return Report<BoundInput>(BindingProblems.BadMembership, reference.Range, $"'{reference.Name}' is one label, so write == or !=");
                case null:
                    ReportUnknown(reference, scope);
                    return null;
                case AxisSymbol:
                    return Report<BoundInput>(BindingProblems.BadMembership, reference.Range, $"'{reference.Name}' is an axis, which is named where an index is bound, as in sum[i in {reference.Name}](…)");
            }
        }

        return expression is MissingSyntax
            ? null
            : Report<BoundInput>(BindingProblems.BadMembership, expression.Range, "declare one in Inputs, as in y[J] in C; a range is written 0 <= x <= 1");
    }
}
