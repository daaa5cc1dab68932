using System.Collections.Immutable;
using LossGen.Generator.Functions;

namespace LossGen.Generator.Algebra;

/// <summary>
/// Arithmetic of adjoints. A zero in an adjoint is structural: it says that nothing flows, whatever the factor, so a factor
/// is multiplied into the cases and into the terms that a reduction lets pass, never onto a zero.
/// </summary>
internal sealed class Adjoints(TermFactory factory)
{
    /// <summary>A linear function of an adjoint, applied where something flows.</summary>
    public RealTerm Map(RealTerm adjoint, Func<RealTerm, RealTerm> linear) => adjoint switch
    {
        NumberTerm { Value: 0 } or NumberTerm { Value: double.NaN } => adjoint,
        ApplyTerm apply when (apply.Function.Facts & Facts.ZeroOrNaN) != 0 => adjoint,
        SelectTerm select => factory.Select(select.Condition, Map(select.WhenTrue, linear), Map(select.WhenFalse, linear)),
        SumTerm sum when sum.Operands.Any(operand => operand is SelectTerm) => factory.Sum(sum.Operands.Select(operand => Map(operand, linear))),
        _ => linear(adjoint),
    };

    /// <summary>The adjoint where the condition holds.</summary>
    public RealTerm Where(ConditionTerm? condition, RealTerm adjoint) =>
        condition == null ? adjoint : factory.Select(condition, adjoint, factory.Zero);

    /// <summary>Nothing flows to the other side of a case; where that side is NaN for want of a case, the slope is NaN.</summary>
    public RealTerm Absent(RealTerm otherSide) => otherSide switch
    {
        NumberTerm { Value: double.NaN } => factory.NaN,
        SelectTerm select => factory.Select(select.Condition, Absent(select.WhenTrue), Absent(select.WhenFalse)),
        _ => factory.Zero,
    };

    /// <summary>The sum over a binder that is free in the adjoint, or that the adjoint doesn't depend on.</summary>
    public RealTerm SumOver(Binder binder, RealTerm adjoint) => SumOver(binder, null, adjoint);

    private RealTerm SumOver(Binder binder, ConditionTerm? where, RealTerm adjoint)
    {
        switch (adjoint)
        {
            case NumberTerm { Value: 0 }:
                return adjoint;
            case SelectTerm { WhenFalse: NumberTerm { Value: 0 } } select:
                return Restrict(select.Condition, select.WhenTrue);
            case SelectTerm { WhenTrue: NumberTerm { Value: 0 } } select:
                return Restrict(factory.Not(select.Condition), select.WhenFalse);
            case SelectTerm select when !select.Condition.Free.Contains(binder):
                return factory.Select(select.Condition, SumOver(binder, where, select.WhenTrue), SumOver(binder, where, select.WhenFalse));
            case SumTerm sum when sum.Operands.Any(operand => operand is SelectTerm || !operand.Free.Contains(binder)):
                return factory.Sum(sum.Operands.Select(operand => SumOver(binder, where, operand)));
            case ProductTerm product when product.Operands.Any(IsFactor):
                RealTerm inside = factory.Product(product.Operands.Where(operand => !IsFactor(operand)));
                return factory.Multiply(factory.Product(product.Operands.Where(IsFactor)), SumOver(binder, where, inside));
        }

        if (!IsFactor(adjoint))
            return factory.Reduce(ReduceKind.Sum, binder, where, adjoint);
        return factory.Multiply(adjoint, where == null
            ? factory.Conversion(factory.Extent(binder.Axis))
            : factory.Reduce(ReduceKind.Sum, binder, where, factory.One));

        bool IsFactor(RealTerm operand) =>
            !operand.Free.Contains(binder) && !(operand.MayReduceNothing && (binder.Axis.List != null || where != null));

        RealTerm Restrict(ConditionTerm condition, RealTerm value)
        {
            ImmutableArray<ConditionTerm> parts = condition is AndTerm and ? and.Operands : ImmutableArray.Create(condition);
            ConditionTerm inner = factory.And(parts.Where(part => part.Free.Contains(binder)));
            ConditionTerm outer = factory.And(parts.Where(part => !part.Free.Contains(binder)));
            return Where(outer == factory.True ? null : outer, SumOver(binder, factory.Both(where, inner == factory.True ? null : inner), value));
        }
    }
}
