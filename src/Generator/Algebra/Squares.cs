namespace LossGen.Generator.Algebra;

/// <summary>
/// What is 0 only where every square in it is, so that its slopes are 0 with it: its root is a norm, the slope of which at 0 is
/// a corner and no infinity.
/// </summary>
internal static class Squares
{
    public static bool Are(RealTerm term, Bounds bounds) => term switch
    {
        PowerTerm { Exponent: NumberTerm { Value: > 0 and var p } } => p % 2 == 0,
        ReduceTerm { Kind: ReduceKind.Sum } sum => Are(sum.Body, bounds),
        SumTerm sum => sum.Operands.All(operand => Are(operand, bounds)),
        ProductTerm product => product.Operands.Any(operand => Are(operand, bounds)) && product.Operands.All(operand => Are(operand, bounds) || IsFactor(operand, bounds)),
        SelectTerm select => IsCase(select.WhenTrue, bounds) && IsCase(select.WhenFalse, bounds),
        _ => false,
    };

    /// <summary>The root of what may vanish has an infinite slope by it: a factor is never 0, or nothing flows to it.</summary>
    private static bool IsFactor(RealTerm term, Bounds bounds) => bounds.Of(term).IsPositive || !term.IsActive;

    private static bool IsCase(RealTerm term, Bounds bounds) => term is NumberTerm { Value: 0 or double.NaN } || Are(term, bounds);
}
