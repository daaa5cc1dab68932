using System.Collections.Immutable;
using LossGen.Generator.Functions;

namespace LossGen.Generator.Algebra;

/// <summary>Reduction words as terms: several binders nest, and a mean, a norm and a count are made of sums.</summary>
internal sealed class ReductionBuilder(TermFactory factory)
{
    /// <param name="binders">Free in body and condition.</param>
    /// <param name="power">p of a norm, or null for 2.</param>
    public RealTerm Build(ReductionKind kind, ImmutableArray<Binder> binders, ConditionTerm? where, RealTerm body, RealTerm? power)
    {
        switch (kind)
        {
            case ReductionKind.Sum:
                return Nest(ReduceKind.Sum, binders, where, body);
            case ReductionKind.Product:
                return Nest(ReduceKind.Product, binders, where, body);
            case ReductionKind.Max:
                return Nest(ReduceKind.Max, binders, where, body);
            case ReductionKind.Min:
                return Nest(ReduceKind.Min, binders, where, body);
            case ReductionKind.Count:
                return Count(binders, where);
            case ReductionKind.Mean:
                return factory.Divide(Nest(ReduceKind.Sum, binders, where, body), Count(binders, where));
            case ReductionKind.LogSumExp:
                return Nest(binders, where, body, (binder, condition, inner) => factory.LogSumExp(binder, condition, inner, null));
            case ReductionKind.Norm:
                return Norm(binders, where, body, power ?? factory.Number(2));
            default:
                throw new InvalidOperationException($"{kind} is no number.");
        }
    }

    /// <summary>The number of terms that pass: the product of the extents where all do.</summary>
    public RealTerm Count(ImmutableArray<Binder> binders, ConditionTerm? where) => where == null
        ? factory.Product(binders.Select(binder => factory.Conversion(factory.Extent(binder.Axis))))
        : Nest(ReduceKind.Sum, binders, where, factory.One);

    public ConditionTerm Quantifier(bool isAll, ImmutableArray<Binder> binders, ConditionTerm? where, ConditionTerm body)
    {
        ConditionTerm counted = factory.Both(where, isAll ? factory.Not(body) : body) ?? factory.True;
        return factory.Compare(isAll ? Comparison.Equal : Comparison.Greater, Nest(ReduceKind.Sum, binders, counted, factory.One), factory.Zero);
    }

    private RealTerm Nest(ReduceKind kind, ImmutableArray<Binder> binders, ConditionTerm? where, RealTerm body) =>
        Nest(binders, where, body, (binder, condition, inner) => factory.Reduce(kind, binder, condition, inner));

    /// <summary>The last binder is innermost; a part of the condition stands at the innermost binder that it mentions.</summary>
    private RealTerm Nest(ImmutableArray<Binder> binders, ConditionTerm? where, RealTerm body, Func<Binder, ConditionTerm?, RealTerm, RealTerm> reduce)
    {
        List<ConditionTerm> parts = where == null ? [] : where is AndTerm and ? [.. and.Operands] : [where];
        for (int i = binders.Length - 1; i >= 0; i--)
        {
            Binder binder = binders[i];
            List<ConditionTerm> here = i == 0 ? parts : parts.FindAll(part => part.Free.Contains(binder));
            parts = parts.Except(here).ToList();
            body = reduce(binder, here.Count == 0 ? null : factory.And(here), body);
        }

        return body;
    }

    private RealTerm Norm(ImmutableArray<Binder> binders, ConditionTerm? where, RealTerm body, RealTerm power)
    {
        if (power is NumberTerm { Value: var p })
        {
            RealTerm size = factory.Apply("abs", body);
            if (p == 1)
                return Nest(ReduceKind.Sum, binders, where, size);
            if (p == 2)
                return factory.Apply("normroot", Nest(ReduceKind.Sum, binders, where, factory.Power(body, power)));
            if (double.IsPositiveInfinity(p))
                return factory.Apply("floored", factory.Zero, Nest(ReduceKind.Max, binders, where, size));
            return Scaled(binders, where, size, power);
        }

        RealTerm norm = Scaled(binders, where, factory.Apply("abs", body), power);
        foreach (double special in new[] { double.PositiveInfinity, 2, 1 })
        {
            NumberTerm number = factory.Number(special);
            norm = factory.Select(factory.Compare(Comparison.Equal, power, number), Norm(binders, where, body, number), norm);
        }

        return norm;
    }

    /// <summary>
    /// m·(Σ (|u|/m)^p)^(1/p) with m the largest |u|, so that no power overflows. The value does not depend on m, hence no
    /// slope goes through it.
    /// </summary>
    private RealTerm Scaled(ImmutableArray<Binder> binders, ConditionTerm? where, RealTerm size, RealTerm power)
    {
        RealTerm largest = factory.Apply("stop", Nest(ReduceKind.Max, binders, where, size));
        RealTerm scale = factory.Select(factory.Compare(Comparison.LessOrEqual, largest, factory.Zero), factory.One, largest);
        RealTerm sum = Nest(ReduceKind.Sum, binders, where, factory.Power(factory.Divide(size, scale), power));
        return factory.Multiply(scale, factory.Apply("powerroot", sum, power));
    }
}
