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
        SumTerm sum when sum.Operands.Any(static operand => operand is SelectTerm) => MapEach(sum, linear),
        _ => linear(adjoint),
    };

    // Apart, for a method with a lambda pays for it even where it takes another way.
    private RealTerm MapEach(SumTerm sum, Func<RealTerm, RealTerm> linear) => factory.Sum(sum.Operands.Select(operand => Map(operand, linear)));

    /// <summary>A linear function of an adjoint at every index of a binder, applied where something flows to any.</summary>
    public RealTerm MapRow(Binder binder, RealTerm adjoint, Func<RealTerm, RealTerm> linear) => adjoint is SelectTerm select && IsForRow(select, binder)
        ? factory.Select(select.Condition, MapRow(binder, select.WhenTrue, linear), MapRow(binder, select.WhenFalse, linear))
        : adjoint == factory.Zero ? adjoint : linear(adjoint);

    /// <summary>Whether a case is that of all indices of a binder; a choice by parameters, which loops make outside of them, is none by itself.</summary>
    private static bool IsForRow(RealTerm adjoint, Binder binder) => adjoint is SelectTerm select && !select.Condition.Free.Contains(binder)
        && (!select.Condition.IsParameterConstant || IsForRow(select.WhenTrue, binder) || IsForRow(select.WhenFalse, binder));

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
    /// <param name="isGuarded">
    /// Whether it goes on to slopes that may be infinite where nothing is reduced, 1 over a count among them: a sum that may be
    /// over nothing is then a case, so that no such slope meets its 0.
    /// </param>
    public RealTerm SumOver(Binder binder, RealTerm adjoint, bool isGuarded = false) => SumOver(binder, null, adjoint, isGuarded);

    private RealTerm SumOver(Binder binder, ConditionTerm? where, RealTerm adjoint, bool isGuarded)
    {
        bool mayBeNothing = binder.Axis.List != null || where != null;
        switch (adjoint)
        {
            case NumberTerm { Value: 0 }:
                return adjoint;
            case SelectTerm { WhenFalse: NumberTerm { Value: 0 } } select:
                return Restrict(select.Condition, select.WhenTrue);
            case SelectTerm { WhenTrue: NumberTerm { Value: 0 } } select:
                return Restrict(factory.Not(select.Condition), select.WhenFalse);
            case SelectTerm select when !select.Condition.Free.Contains(binder):
                return factory.Select(select.Condition, SumOver(binder, where, select.WhenTrue, isGuarded), SumOver(binder, where, select.WhenFalse, isGuarded));
            case SumTerm sum when sum.Operands.Any(operand => operand is SelectTerm || !operand.Free.Contains(binder)):
                return factory.Sum(sum.Operands.Select(operand => SumOver(binder, where, operand, isGuarded)));
            case ProductTerm product when product.Operands.Any(IsFactor):
                RealTerm inside = factory.Product(product.Operands.Where(operand => !IsFactor(operand)));
                RealTerm outside = factory.Product(product.Operands.Where(IsFactor));
                return Map(SumOver(binder, where, inside, isGuarded), sum => factory.Multiply(outside, sum));
        }

        RealTerm all = IsFactor(adjoint) ? factory.Multiply(adjoint, Count()) : factory.Reduce(ReduceKind.Sum, binder, where, adjoint);
        return isGuarded && mayBeNothing ? Where(factory.Compare(Comparison.Greater, Count(), factory.Zero), all) : all;

        RealTerm Count() => where == null ? factory.Conversion(factory.Extent(binder.Axis)) : factory.Reduce(ReduceKind.Sum, binder, where, factory.One);

        bool IsFactor(RealTerm operand) => !operand.Free.Contains(binder) && !(operand.MayReduceNothing && mayBeNothing);

        RealTerm Restrict(ConditionTerm condition, RealTerm value)
        {
            ImmutableArray<ConditionTerm> parts = condition is AndTerm and ? and.Operands : ImmutableArray.Create(condition);
            ConditionTerm inner = factory.And(parts.Where(part => part.Free.Contains(binder)));
            ConditionTerm outer = factory.And(parts.Where(part => !part.Free.Contains(binder)));
            return Where(outer == factory.True ? null : outer, SumOver(binder, factory.Both(where, inner == factory.True ? null : inner), value, isGuarded));
        }
    }
}
