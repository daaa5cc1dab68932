using LossGen.Generator.Syntax;

namespace LossGen.Generator.Binding;

internal static class SyntaxChildren
{
    /// <summary>What stands directly inside an expression or a binder, in the order of the text.</summary>
    public static IEnumerable<SyntaxNode> Of(SyntaxNode node) => node switch
    {
        SubscriptSyntax subscript => subscript.Subscripts.Insert(0, subscript.Target),
        CallSyntax call => call.Arguments,
        UnarySyntax unary => [unary.Operand],
        BinarySyntax binary => [binary.Left, binary.Right],
        ComparisonSyntax comparison => comparison.Operands,
        AbsoluteSyntax absolute => [absolute.Operand],
        PiecewiseSyntax piecewise => OfCases(piecewise),
        ReductionSyntax reduction => OfReduction(reduction),
        BinderSyntax { Constraint: { } constraint } => [constraint],
        _ => [],
    };

    private static IEnumerable<ExpressionSyntax> OfCases(PiecewiseSyntax piecewise)
    {
        foreach (CaseSyntax @case in piecewise.Cases)
        {
            yield return @case.Value;
            yield return @case.Condition;
        }

        if (piecewise.Otherwise is not null)
            yield return piecewise.Otherwise;
    }

    private static IEnumerable<SyntaxNode> OfReduction(ReductionSyntax reduction)
    {
        foreach (BinderSyntax binder in reduction.Binders)
            yield return binder;
        if (reduction.Condition is not null)
            yield return reduction.Condition;
        foreach (ExpressionSyntax argument in reduction.Arguments)
            yield return argument;
    }
}
