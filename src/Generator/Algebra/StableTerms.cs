using System.Collections.Immutable;

namespace LossGen.Generator.Algebra;

/// <summary>
/// Log-sum-exp and its kin in terms of the maximum m and r, the sum of what is not the maximum and of its repetitions. No
/// term depends on which index the maximum is, and the digits of a small r are kept.
/// </summary>
/// <remarks>
/// Infinities: all -inf gives -inf with shares 0; one inf gives inf with that index's share 1; a NaN stays NaN.
/// </remarks>
internal sealed class StableTerms(TermFactory factory)
{
    /// <summary>m, and r = Σ exp(u - m) over the indices where u is not m, plus the number of those where it is, minus 1.</summary>
    public (RealTerm Maximum, RealTerm Tail) Row(Binder binder, ConditionTerm? where, RealTerm body)
    {
        // A body that is a sum is formed before the maximum is taken from it: at the maximum the difference is 0 exactly.
        body = factory.Group(body);
        RealTerm maximum = factory.Reduce(ReduceKind.Max, binder, where, body);
        Binder open = factory.Fresh(binder.Axis);
        ConditionTerm? condition = factory.Substitute(where, binder, factory.Index(open));
        RealTerm u = factory.Substitute(body, binder, factory.Index(open));
        ConditionTerm isMaximum = factory.Compare(Comparison.Equal, u, maximum);
        RealTerm below = factory.Select(isMaximum, factory.Zero, factory.Apply("exp", factory.Subtract(u, maximum)));
        RealTerm ties = factory.Reduce(ReduceKind.Sum, open, condition, factory.Select(isMaximum, factory.One, factory.Zero));
        return (maximum, factory.Group(factory.Add(factory.Reduce(ReduceKind.Sum, open, condition, below), factory.Group(factory.Add(ties, factory.MinusOne)))));
    }

    /// <summary>log Σ exp u, or that minus u at an index.</summary>
    public RealTerm LogSumExp(LogSumExpTerm lse)
    {
        (RealTerm maximum, RealTerm tail) = Row(lse.Binder, lse.Where, lse.Body);
        RealTerm shift = lse.At == null
            ? maximum
            : factory.Group(factory.Subtract(maximum, At(lse.Body, lse.Binder, lse.At)));
        return factory.Add(shift, factory.Apply("log1p", tail));
    }

    /// <summary>exp u at an index over Σ exp u, or that minus 1.</summary>
    public RealTerm Softmax(SoftmaxTerm softmax)
    {
        (RealTerm maximum, RealTerm tail) = Row(softmax.Binder, softmax.Where, softmax.Body);
        RealTerm u = At(softmax.Body, softmax.Binder, softmax.At);
        RealTerm relative = factory.Select(
            factory.Compare(Comparison.Equal, u, maximum), factory.One, factory.Apply("exp", factory.Subtract(u, maximum)));
        RealTerm scale = factory.Power(factory.Group(factory.Add(factory.One, tail)), factory.MinusOne);
        if (!softmax.IsLessOne)
            return factory.Multiply(relative, factory.Select(
                factory.Compare(Comparison.Equal, maximum, factory.Number(double.NegativeInfinity)), factory.Zero, scale));

        // (exp(u - m) - 1 - r)/(1 + r), never a difference of the share and 1: at the maximum the first difference is 0 and
        // all digits are those of r; elsewhere r is at least exp(u - m), and what the difference loses is nothing beside it.
        return factory.Multiply(factory.Subtract(factory.Group(factory.Subtract(relative, factory.One)), tail), scale);
    }

    private RealTerm At(RealTerm body, Binder binder, IntegerTerm at) => factory.Group(factory.Substitute(body, binder, at));

    /// <summary>The slope of a product over one of its factors: the product of the others, without dividing by a zero.</summary>
    public RealTerm ProductSlope(ReduceTerm product, RealTerm factor, RealTerm adjoint)
    {
        Binder open = factory.Fresh(product.Binder.Axis);
        ConditionTerm? where = factory.Substitute(product.Where, product.Binder, factory.Index(open));
        RealTerm u = factory.Substitute(product.Body, product.Binder, factory.Index(open));
        ConditionTerm isZero = factory.Compare(Comparison.Equal, u, factory.Zero);
        RealTerm zeros = factory.Reduce(ReduceKind.Sum, open, where, factory.Select(isZero, factory.One, factory.Zero));
        RealTerm others = factory.Reduce(ReduceKind.Product, open, where, factory.Select(isZero, factory.One, u));
        return factory.Select(
            factory.Compare(Comparison.Equal, factor, factory.Zero),
            factory.Select(factory.Compare(Comparison.Equal, zeros, factory.One), factory.Multiply(adjoint, others), factory.Zero),
            factory.Select(factory.Compare(Comparison.Equal, zeros, factory.Zero), factory.Multiply(adjoint, factory.Divide(others, factor)), factory.Zero));
    }
}
