using System.Globalization;

namespace LossGen.Generator.Syntax;

/// <summary>A tree of the parser as nested lists, with every bracket that the precedence of operators implies.</summary>
internal static class Tree
{
    public static string Of(ExpressionSyntax expression) => expression switch
    {
        MissingSyntax => "?",
        NumberSyntax number => number.Value.ToString("R", CultureInfo.InvariantCulture),
        ReferenceSyntax reference => reference.Name,
        SubscriptSyntax subscript => $"{Of(subscript.Target)}[{Join(subscript.Subscripts)}]",
        CallSyntax call => $"{call.Function.Text}({Join(call.Arguments)})",
        UnarySyntax unary => $"({unary.Operator} {Of(unary.Operand)})",
        BinarySyntax binary => $"({binary.Operator} {Of(binary.Left)} {Of(binary.Right)})",
        ComparisonSyntax comparison => "(" + Of(comparison.Operands[0]) + string.Concat(comparison.Operators.Select((symbol, i) => $" {symbol} {Of(comparison.Operands[i + 1])}")) + ")",
        AbsoluteSyntax absolute => $"|{Of(absolute.Operand)}|",
        PiecewiseSyntax piecewise => "{" + string.Join("; ", piecewise.Cases.Select(@case => $"{Of(@case.Value)} if {Of(@case.Condition)}")
            .Concat(piecewise.Otherwise is null ? [] : [Of(piecewise.Otherwise) + " otherwise"])) + "}",
        ReductionSyntax reduction => $"{reduction.Word.Text}[{string.Join(", ", reduction.Binders.Select(Of))}"
            + $"{(reduction.Condition is null ? "" : " : " + Of(reduction.Condition))}]({Join(reduction.Arguments)})",
        _ => throw new ArgumentException(expression.GetType().Name),
    };

    private static string Of(BinderSyntax binder) =>
        binder.Name.Text + (binder.Axis is null ? "" : " in " + binder.Axis.Text) + (binder.Constraint is null ? "" : " " + Of(binder.Constraint));

    private static string Join(IEnumerable<ExpressionSyntax> expressions) => string.Join(", ", expressions.Select(Of));
}
