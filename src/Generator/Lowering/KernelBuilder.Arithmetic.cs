using System.Collections.Immutable;
using LossGen.Generator.Algebra;
using LossGen.Generator.Functions;

namespace LossGen.Generator.Lowering;

/// <summary>Sums, products and powers: what leaves a loop, what is spelled with a minus or a division, what is known already.</summary>
internal sealed partial class KernelBuilder
{
    /// <summary>Operands that belong outside the loop are gathered first, as one term that the loop doesn't see.</summary>
    private List<RealTerm> Hoist(ImmutableArray<RealTerm> operands, Scope place, Func<TermFactory, ImmutableArray<RealTerm>, RealTerm> join)
    {
        var inner = new List<RealTerm>(operands.Length);
        List<(Scope Scope, List<RealTerm> Terms)>? outer = null;
        foreach (var operand in operands)
        {
            var home = operand is NumberTerm ? place : Place(operand, place);
            if (!LeavesLoop(place, home))
                inner.Add(operand);
            else
                Group(outer ??= [], home).Add(operand);
        }

        if (outer is null)
            return inner;
        if (inner.TrueForAll(static o => o is NumberTerm))
            return [.. operands];
        if (inner.RemoveAll(static o => o is NumberTerm) > 0)
            outer[0].Terms.Insert(0, operands.First(static o => o is NumberTerm));

        // From the outermost scope inwards, each sum carried into the next.
        var carried = new List<RealTerm>();
        if (outer.Count > 1)
            outer = [.. outer.OrderBy(static g => g.Scope.Depth)];
        foreach (var (_, terms) in outer)
        {
            carried.AddRange(terms);
            if (carried.Count > 1 && join(_factory, carried.ToImmutableArray()) is var joined && !IsNeededElsewhere(joined))
                carried = [joined];
        }

        inner.InsertRange(0, carried);
        return inner;
    }

    private static List<RealTerm> Group(List<(Scope Scope, List<RealTerm> Terms)> groups, Scope scope)
    {
        foreach (var group in groups)
            if (group.Scope == scope)
                return group.Terms;
        groups.Add((scope, []));
        return groups[groups.Count - 1].Terms;
    }

    /// <summary>Whether a term that is put together here is one of the formula's, computed only where those that hold it need it.</summary>
    private bool IsNeededElsewhere(RealTerm joined) => _needs[joined] is { IsAlways: false };

    private Expression ComputeSum(SumTerm sum, Scope place)
    {
        var operands = Hoist(sum.Operands, place, static (factory, terms) => factory.Sum(terms));

        // A sum reads better when it doesn't begin with a minus.
        int first = operands.FindIndex(o => !IsNegative(o));
        if (first > 0)
        {
            var operand = operands[first];
            operands.RemoveAt(first);
            operands.Insert(0, operand);
        }

        var value = Evaluate(operands[0], place);
        for (int i = 1; i < operands.Count; i++)
        {
            value = IsNegative(operands[i])
                ? Subtract(value, Evaluate(_spelling.Opposite(operands[i]), place))
                : new Infix("+", value, Evaluate(operands[i], place), ValueKind.Lane);
        }

        return value;
    }

    private static Expression Minus(Expression value) => value is Prefix { Operator: "-" } minus ? minus.Operand : new Prefix("-", value, ValueKind.Lane);

    private static Expression Subtract(Expression left, Expression right) => right is Prefix { Operator: "-" } minus
        ? new Infix("+", left, minus.Operand, ValueKind.Lane)
        : new Infix("-", left, right, ValueKind.Lane);

    private Expression ComputeProduct(ProductTerm product, Scope place)
    {
        // -a*b beside a*b is one operation, and so is -2*a beside 2*a.
        if (Spelling.IsNegative(product) && product.Operands[0] is not NumberTerm { Value: -1 } && _factory.Negate(product) is var positive
            && IsUsed(positive) && IsThereFor(positive, product))
            return Minus(Evaluate(positive, place));
        if (_spelling.Unscaled(product) is { } unscaled && IsUsed(unscaled) && IsThereFor(unscaled, product))
        {
            double factor = ((NumberTerm)product.Operands[0]).Value;
            var rest = Evaluate(unscaled, place);
            return factor == -1 ? Minus(rest) : new Infix("*", new LaneNumber(factor), rest, ValueKind.Lane);
        }

        var operands = Hoist(product.Operands, place, static (factory, terms) => factory.Product(terms));
        bool isNegative = operands.RemoveAll(static o => o is NumberTerm { Value: -1 }) > 0;
        var value = TakeKnown(operands, product, place);
        foreach (var operand in operands)
        {
            if (operand is PowerTerm power && IsReciprocal(power) && Place(power, place) == place)
                continue;
            var factor = Evaluate(operand, place);
            value = value is null ? factor : new Infix("*", value, factor, ValueKind.Lane);
        }

        foreach (var operand in operands)
        {
            if (operand is not PowerTerm power || !IsReciprocal(power) || Place(power, place) != place)
                continue;
            if (Reciprocals(power, place) is { } reciprocal)
            {
                // One after the other: the power of a large number would be infinite where the product with it is not.
                for (int k = (int)((NumberTerm)power.Exponent).Value; k < 0; k++)
                    value = value is null ? reciprocal : new Infix("*", value, reciprocal, ValueKind.Lane);
            }
            else
            {
                value = new Infix("/", value ?? new LaneNumber(1), Evaluate(_spelling.Denominator(power), place), ValueKind.Lane);
            }
        }

        value ??= new LaneNumber(1);
        return isNegative ? Minus(value) : value;
    }

    /// <summary>The largest product of some of the factors that is known already, in their place.</summary>
    private Expression? TakeKnown(List<RealTerm> factors, ProductTerm whole, Scope place)
    {
        if (factors.Count < 3 && _carried.Count == 0)
            return null;
        var waiting = _carried.Keys.OfType<ProductTerm>().Where(product => product.Operands.All(factors.Contains)).ToArray();
        if (factors.Count < 3 && waiting.Length == 0)
            return null;
        foreach (var product in waiting.Where(product => place.Find(product) is null))
            Carried(product, place);
        var known = new List<(ProductTerm Product, Expression Value)>();
        place.CollectProducts(known);
        var (largest, value) = known.Where(p => p.Product.Operands.All(factors.Contains) && IsThereFor(p.Product, whole))
            .OrderByDescending(static p => p.Product.Operands.Length).FirstOrDefault();
        factors.RemoveAll(f => largest?.Operands.Contains(f) == true);
        return value;
    }

    /// <summary>Whether a term that may be computed for some callers only is computed wherever another one is.</summary>
    private bool IsThereFor(Term term, Term user) =>
        _needs[term] is not { IsAlways: false } there || _needs[user] is { } asked && asked.Or(there).Equals(there);

    /// <summary>1/a where a^-2 or a^-3 is asked for beside it.</summary>
    private Expression? Reciprocals(PowerTerm power, Scope place) =>
        _spelling.Reciprocal(power) is { } reciprocal && IsUsed(reciprocal) && IsThereFor(reciprocal, power)
            ? place.Let(Hint(reciprocal), Evaluate(reciprocal, place))
            : null;

    private bool IsReciprocal(PowerTerm power) =>
        power.Exponent is NumberTerm { Value: < 0 } && !IsKnown(power);

    private bool IsKnown(PowerTerm power) => _uses[power] > 1 && ((NumberTerm)power.Exponent).Value == -1;

    private Expression ComputePower(PowerTerm power, Scope place)
    {
        if (power.Exponent is NumberTerm { Value: var exponent })
        {
            if (exponent < 0)
                return new Infix("/", new LaneNumber(1), Evaluate(_spelling.Denominator(power), place), ValueKind.Lane);
            if (exponent == 0.5)
                return Lane("Sqrt", ValueKind.Lane, Evaluate(power.Base, place));
            if (IsRepeated(exponent))
                return Repeated(place.Let(Hint(power.Base), Evaluate(power.Base, place)), (int)exponent, place);
        }

        return Lane("Pow", ValueKind.Lane, Evaluate(power.Base, place), Evaluate(power.Exponent, place));
    }

    /// <summary>Whether a few products are the power.</summary>
    private static bool IsRepeated(double exponent) => exponent == Math.Floor(exponent) && exponent <= 64;

    /// <summary>Whether a function that is a call computes the term.</summary>
    public static bool IsCall(Term term, Catalogue catalogue) => term switch
    {
        ApplyTerm apply => apply.Function.IsCall,
        PowerTerm { Exponent: NumberTerm { Value: var exponent } } when Math.Abs(exponent) is 0.5 || IsRepeated(Math.Abs(exponent)) => false,
        PowerTerm => catalogue.Function(Operator.Power).IsCall,
        _ => false,
    };

    /// <summary>An integer power by squaring.</summary>
    private static Expression Repeated(Expression value, int exponent, Scope place)
    {
        if (exponent == 1)
            return value;
        var half = Repeated(value, exponent / 2, place);
        if (half is not Use)
            half = place.Let("power", half);
        var square = new Infix("*", half, half, ValueKind.Lane);
        return exponent % 2 == 0 ? square : new Infix("*", square, value, ValueKind.Lane);
    }
}
