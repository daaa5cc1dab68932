using System.Collections.Immutable;
using LossGen.Generator.Functions;

namespace LossGen.Generator.Algebra;

/// <summary>Sums, products and powers in canonical form.</summary>
internal sealed partial class TermFactory
{
    private readonly TermTable<RealTerm> _negated = new();

    /// <summary>Of products with a number, what is left without it.</summary>
    private readonly TermTable<RealTerm> _unscaled = new();

    private readonly ListPool<(RealTerm Term, double Factor)> _summands = new();
    private readonly ListPool<Factor> _factors = new();
    private readonly ListPool<RealTerm> _operands = new();

    public RealTerm Add(RealTerm left, RealTerm right) => Sum([left, right]);

    public RealTerm Subtract(RealTerm left, RealTerm right) => Sum([left, Negate(right)]);

    public RealTerm Multiply(RealTerm left, RealTerm right) => Product([left, right]);

    public RealTerm Divide(RealTerm left, RealTerm right) => Product([left, Power(right, MinusOne)]);

    public RealTerm Negate(RealTerm operand) => _negated[operand] ??= Product([MinusOne, operand]);

    /// <summary>A sum that is formed on its own before it goes into another one.</summary>
    public RealTerm Group(RealTerm sum) => sum is SumTerm { IsGrouped: false } flat ? Intern(new SumTerm(flat.Operands, isGrouped: true)) : sum;

    public RealTerm Sum(IEnumerable<RealTerm> operands)
    {
        double number = 0;
        List<(RealTerm Term, double Factor)> parts = _summands.Take();
        foreach (RealTerm operand in operands)
            AddTo(parts, ref number, operand);
        return SumOf(parts, number);
    }

    public RealTerm Sum(RealTerm[] operands) => SumOf(operands);

    /// <param name="operands">The children of a sum: real terms all.</param>
    private RealTerm SumOf(Term[] operands)
    {
        double number = 0;
        List<(RealTerm Term, double Factor)> parts = _summands.Take();
        foreach (Term operand in operands)
            AddTo(parts, ref number, (RealTerm)operand);
        return SumOf(parts, number);
    }

    private void AddTo(List<(RealTerm Term, double Factor)> parts, ref double number, RealTerm operand)
    {
        if (operand is SumTerm { IsGrouped: false } sum)
        {
            foreach (RealTerm inner in sum.Operands)
                AddTo(parts, ref number, inner);
            return;
        }

        if (operand is NumberTerm constant)
        {
            number += constant.Value;
            return;
        }

        (RealTerm term, double factor) = SplitFactor(operand);
        if (IsZeroOrNaN(term))
        {
            if (!parts.Contains((term, 1)))
                parts.Add((term, 1));
            return;
        }

        int same = 0;
        while (same < parts.Count && parts[same].Term != term)
            same++;
        // x - x is NaN for an infinite x: terms that would vanish stay.
        if (same == parts.Count || parts[same].Factor + factor == 0)
            parts.Add((term, factor));
        else
            parts[same] = (term, parts[same].Factor + factor);
    }

    /// <param name="parts">Is returned to its pool.</param>
    private RealTerm SumOf(List<(RealTerm Term, double Factor)> parts, double number)
    {
        List<RealTerm> list = _operands.Take();
        foreach ((RealTerm term, double factor) in parts)
            Merge(list, factor == 1 ? term : Product([Number(factor), term]));
        RealTerm sum = SumOf(list, number);
        _summands.Return(parts);
        _operands.Return(list);
        return sum;
    }

    private RealTerm SumOf(List<RealTerm> list, double number)
    {
        if (double.IsNaN(number))
            return NaN;
        if (number != 0)
            list.Insert(0, Number(number));
        return list.Count switch
        {
            0 => Zero,
            1 => list[0],
            _ => SumOf(list),
        };
    }

    private SumTerm SumOf(List<RealTerm> list)
    {
        Sort(list);
        return _terms.Find<SumTerm>(default, list) ?? Added(new SumTerm(list.ToImmutableArray(), isGrouped: false));
    }

    private ProductTerm ProductOf(List<RealTerm> list)
    {
        Sort(list);
        return _terms.Find<ProductTerm>(default, list) ?? Added(new ProductTerm(list.ToImmutableArray()));
    }

    public RealTerm Product(IEnumerable<RealTerm> operands)
    {
        double number = 1;
        List<Factor> parts = _factors.Take();
        foreach (RealTerm operand in operands)
            MultiplyInto(parts, ref number, operand);
        return ProductOf(parts, number);
    }

    public RealTerm Product(RealTerm[] operands) => ProductOf(operands);

    /// <param name="operands">The children of a product: real terms all.</param>
    private RealTerm ProductOf(Term[] operands)
    {
        double number = 1;
        List<Factor> parts = _factors.Take();
        foreach (Term operand in operands)
            MultiplyInto(parts, ref number, (RealTerm)operand);
        return ProductOf(parts, number);
    }

    private void MultiplyInto(List<Factor> parts, ref double number, RealTerm operand)
    {
        switch (operand)
        {
            case ProductTerm product:
                foreach (RealTerm inner in product.Operands)
                    MultiplyInto(parts, ref number, inner);
                return;
            case NumberTerm constant:
                number *= constant.Value;
                return;
        }

        (RealTerm @base, RealTerm exponent) = operand is PowerTerm power ? (power.Base, power.Exponent) : (operand, One);
        // x²·x is x³; x·x⁻¹ stays, for it is NaN at 0.
        int same = exponent is NumberTerm ? 0 : parts.Count;
        while (same < parts.Count && !(parts[same].Base == @base && IsSameSign(parts[same].Exponent, exponent)))
            same++;
        if (same == parts.Count)
            parts.Add(new(@base, exponent, operand));
        else
            parts[same] = new(@base, Number(((NumberTerm)parts[same].Exponent).Value + ((NumberTerm)exponent).Value), null);
    }

    /// <param name="parts">Is returned to its pool.</param>
    private RealTerm ProductOf(List<Factor> parts, double number)
    {
        List<RealTerm> list = _operands.Take();
        foreach (Factor part in parts)
            list.Add(part.Whole ?? Power(part.Base, part.Exponent));
        RealTerm product = ProductOf(list, number);
        _factors.Return(parts);
        _operands.Return(list);
        return product;
    }

    private RealTerm ProductOf(List<RealTerm> list, double number)
    {
        if (list.Count == 0)
            return Number(number);
        if (double.IsNaN(number))
            return NaN;

        // Twice the 0 or NaN of a corner is that again.
        if (!double.IsInfinity(number) && number != 0 && list.Exists(IsZeroOrNaN))
            number = 1;
        if (number == 1)
            return list.Count == 1 ? list[0] : ProductOf(list);
        if (list.Count == 1)
        {
            // Exact, and it keeps differences and cases recognisable.
            if (number == -1 && list[0] is SumTerm { IsGrouped: false } sum)
                return Sum(sum.Operands.Select(Negate));

            if (list[0] is SelectTerm select && (select.WhenTrue is NumberTerm || select.WhenFalse is NumberTerm) && !double.IsInfinity(number))
                return Select(select.Condition, Multiply(Number(number), select.WhenTrue), Multiply(Number(number), select.WhenFalse));
        }

        list.Insert(0, Number(number));
        return ProductOf(list);
    }

    public RealTerm Power(RealTerm @base, RealTerm exponent)
    {
        if (exponent is NumberTerm { Value: var p })
        {
            if (p == 1)
                return @base;
            if (p == 0)
                return One;
            if (@base is NumberTerm number)
                return Number(Math.Pow(number.Value, p));
            bool isInteger = p == Math.Floor(p) && Math.Abs(p) < 1 << 20;
            if (isInteger && @base is PowerTerm { Exponent: NumberTerm { Value: var inner } } power && inner == Math.Floor(inner))
                return Power(power.Base, Number(inner * p));
            // A divisor is the product of its factors' reciprocals. Higher powers stay around a product, which may be in
            // range where its factors' powers are not; a number goes outside.
            if (p == -1 && @base is ProductTerm divisor)
                return Reciprocal(divisor);
            if (isInteger && @base is ProductTerm { Operands: [NumberTerm factor, ..] } product)
                return Multiply(Number(Math.Pow(factor.Value, p)), Power(Product(product.Operands.Skip(1)), exponent));
        }

        return _terms.Find<PowerTerm>(default, @base, exponent) ?? Added(new PowerTerm(@base, exponent));
    }

    private RealTerm Reciprocal(ProductTerm product)
    {
        var factors = new RealTerm[product.Operands.Length];
        for (int i = 0; i < factors.Length; i++)
            factors[i] = Power(product.Operands[i], MinusOne);
        return Product(factors);
    }

    /// <summary>What no factor changes, and nothing is added to by its repetition.</summary>
    public static bool IsZeroOrNaN(RealTerm term) => term is ApplyTerm apply && (apply.Function.Facts & Facts.ZeroOrNaN) != 0;

    /// <summary>t as factor · rest.</summary>
    public (RealTerm Term, double Factor) SplitFactor(RealTerm term) =>
        term is ProductTerm product && product.Operands[0] is NumberTerm number ? (Unscaled(product), number.Value) : (term, 1);

    /// <summary>A product that has a number without it.</summary>
    public RealTerm Unscaled(ProductTerm product) => _unscaled[product] ??= Product(product.Operands.Skip(1));

    /// <summary>Adds to the operands of a sum: sums of cases with the same conditions are cases of sums.</summary>
    private void Merge(List<RealTerm> operands, RealTerm added)
    {
        if (added is SelectTerm second)
        {
            for (int i = 0; i < operands.Count; i++)
            {
                if (operands[i] is not SelectTerm first || CasesOfSums(first, second) is not { } merged)
                    continue;
                operands[i] = merged;
                return;
            }
        }

        operands.Add(added);
    }

    private RealTerm? CasesOfSums(SelectTerm first, SelectTerm second)
    {
        if (first.Condition == second.Condition)
            return Select(first.Condition, Add(first.WhenTrue, second.WhenTrue), Add(first.WhenFalse, second.WhenFalse));

        // The slopes of a maximum's two sides, say: no two of the conditions hold at once, so that their order is no matter.
        if (ByOrder(first) is not var (cases, otherwise) || ByOrder(second) is not var (others, otherwise2))
            return null;
        RealTerm result = Add(otherwise, otherwise2);
        for (int i = cases.Length - 1; i >= 0; i--)
        {
            (ConditionTerm condition, RealTerm value) = cases[i];
            if (Array.Find(others, other => other.Condition == condition) is not { Value: { } other })
                return null;
            result = Select(condition, Add(value, other), result);
        }

        return result;
    }

    /// <summary>The cases where one number is less than another, equal to it and greater, in any order, and what is left where they are neither; or null.</summary>
    private static ((ConditionTerm Condition, RealTerm Value)[] Cases, RealTerm Otherwise)? ByOrder(SelectTerm select)
    {
        var cases = new (ConditionTerm Condition, RealTerm Value)[3];
        RealTerm rest = select;
        for (int i = 0; i < cases.Length; i++)
        {
            if (rest is not SelectTerm { Condition: CompareTerm { Comparison: Comparison.Less or Comparison.Equal or Comparison.Greater } compare } next
                || cases[0].Condition is CompareTerm first && (compare.Left != first.Left || compare.Right != first.Right)
                || Array.Exists(cases, known => known.Condition == compare))
                return null;
            cases[i] = (compare, next.WhenTrue);
            rest = next.WhenFalse;
        }

        return (cases, rest);
    }

    private static bool IsSameSign(RealTerm left, RealTerm right) =>
        left is NumberTerm a && right is NumberTerm b && a.Value * b.Value > 0;

    /// <summary>In the order of making, the number first. There are few, and most stand in order already.</summary>
    private static void Sort(List<RealTerm> terms)
    {
        for (int i = 1; i < terms.Count; i++)
        {
            RealTerm term = terms[i];
            int place = i;
            for (; place > 0 && Rank(terms[place - 1]) > Rank(term); place--)
                terms[place] = terms[place - 1];
            terms[place] = term;
        }

        static int Rank(RealTerm term) => term is NumberTerm ? -1 : term.Id;
    }

    /// <param name="Whole">The factor as it came, or null where it has been joined with another.</param>
    private readonly record struct Factor(RealTerm Base, RealTerm Exponent, RealTerm? Whole);
}
