using System.Collections.Immutable;
using LossGen.Generator.Algebra;
using LossGen.Generator.Binding;
using LossGen.Generator.Functions;

namespace LossGen.Generator.Lowering;

/// <summary>Terms as expressions and temporaries of a scope.</summary>
internal sealed partial class KernelBuilder
{
    /// <summary>An expression with more operations than this gets a name, shared or not.</summary>
    private const int LongestExpression = 6;

    private Expression Evaluate(RealTerm term, Scope scope)
    {
        if (term is NumberTerm number)
            return new LaneNumber(number.Value);
        if (scope.Find(term) is { } known)
            return known;

        var place = Place(term, scope);
        if (KeptIn(term) is var (array, at))
            return ReadKept(term, array, at, place);
        if (term is ReduceTerm reduce)
            return EvaluateReduction(reduce, place);
        if (place.Find(term) is null && Carried(term, place) is { } carried)
            return carried;
        if (Outside(term, place) is { } outside)
            return EvaluateOutside(term, outside);
        if (term is ApplyTerm apply && SharedWork(apply, place) is { } pair)
            return pair;
        var value = Compute(term, place);
        if (place == scope && !IsShared(term) && value is not (Gather or GatherLabels) && Size(value) <= LongestExpression)
            return value;
        value = place.Let(Hint(term), value);
        place.Know(term, value);
        return value;
    }

    private Expression EvaluateOutside(RealTerm term, Scope outside)
    {
        var result = new Variable(Hint(term), ValueKind.Lane);
        outside.Block.Statements.Add(new Declare(result, new LaneNumber(0)));
        Guarded(outside, _needs[term]!, inner => inner.Block.Statements.Add(new Assign(result, Compute(term, inner))));
        outside.Know(term, new Use(result));
        return new Use(result);
    }

    /// <summary>Functions of one argument and its negative that cost little more than one of them, where several are needed.</summary>
    private Expression? SharedWork(ApplyTerm apply, Scope place)
    {
        if (apply.Arguments.Length != 1)
            return null;
        (string Runtime, RealTerm Argument, ImmutableArray<RealTerm?> Needed)? best = null;
        foreach (var family in _factory.Catalogue.Families)
        {
            foreach (var member in family.Members)
            {
                if (member.Function != apply.Function.Name)
                    continue;
                var argument = member.IsOfNegative ? _factory.Negate(apply.Arguments[0]) : apply.Arguments[0];
                var needed = Needed(family, argument, apply, place);
                if (needed[0] is not null && Count(needed) > (best is { } found ? Count(found.Needed) : 1))
                    best = (family.Runtime, argument, needed);
            }
        }

        if (best is not var (runtime, of, terms))
            return null;
        var variables = terms.Select(term => term is null ? null : new Variable(Hint(term), ValueKind.Lane)).ToImmutableArray();
        place.Block.Statements.Add(new LetFamily(variables[0]!, variables.RemoveAt(0), runtime, Evaluate(of, place)));
        for (int i = 0; i < terms.Length; i++)
        {
            if (terms[i] is { } term)
                place.Know(term, new Use(variables[i]!));
        }

        return place.Find(apply);

        static int Count(ImmutableArray<RealTerm?> terms) => terms.Count(static term => term is not null);
    }

    /// <summary>Of the members of a family those that are needed wherever one of them is and that aren't known yet.</summary>
    private ImmutableArray<RealTerm?> Needed(FunctionFamily family, RealTerm argument, RealTerm one, Scope place) =>
        family.Members.Select(member =>
        {
            RealTerm term = _factory.Apply(member.Function, member.IsOfNegative ? _factory.Negate(argument) : argument);
            return IsUsed(term) && IsThereFor(term, one) && IsThereFor(one, term) && place.Find(term) is null ? term : null;
        }).ToImmutableArray();

    /// <summary>A reduction that the schedule has placed, or makes here and now.</summary>
    private Expression EvaluateReduction(ReduceTerm reduce, Scope place)
    {
        foreach (var visit in Plan(place, [(reduce, Need.Always)], []))
            Build(place, visit);
        return place.Find(reduce) ?? throw new InvalidOperationException("A reduction was not scheduled.");
    }

    private Expression Compute(RealTerm term, Scope place) => term switch
    {
        ParameterTerm parameter => new ParameterOf(parameter.Parameter, ValueKind.Lane),
        ParameterElementTerm element => ReadParameter(element, place),
        LoadTerm load => ReadInput(load, place),
        ConversionTerm conversion => AsLane(EvaluateInteger(conversion.Operand, place)),
        UpstreamTerm upstream => ReadUpstream(upstream, place),
        SumTerm sum => ComputeSum(sum, place),
        ProductTerm product => ComputeProduct(product, place),
        PowerTerm power => ComputePower(power, place),
        ApplyTerm { Function.Runtime: null } corner => Evaluate(corner.Arguments[0], place),
        ApplyTerm apply => new LaneCall(apply.Function.Runtime!, Evaluate(apply.Arguments, place), ValueKind.Lane),
        SelectTerm select when IsOpposite(select) => Minus(Evaluate(_spelling.Opposite(select), place)),
        SelectTerm select => ComputeSelect(select, place),
        _ => throw new InvalidOperationException($"Lowering has no case for {term.GetType().Name}."),
    };

    private ImmutableArray<Expression> Evaluate(ImmutableArray<RealTerm> terms, Scope scope)
    {
        var values = ImmutableArray.CreateBuilder<Expression>(terms.Length);
        foreach (var term in terms)
            values.Add(Evaluate(term, scope));
        return values.MoveToImmutable();
    }

    private Expression ReadUpstream(UpstreamTerm upstream, Scope place) => new Conditional(
        Fixed("hasUpstreams", new HasUpstreams()),
        Read(ArrayOf(ArrayRole.Upstream), ResultAxes, false, upstream.Indices.Select(b => (IntegerTerm)_factory.Index(b)).ToImmutableArray(), place),
        Fixed("scale", new Scale()));

    private Expression ReadParameter(ParameterElementTerm element, Scope place)
    {
        var value = Read(ArrayOf(element.Parameter), element.Parameter.Axes, true, element.Subscripts, place);
        return element.Parameter.NullConstant is { } constant
            ? new Conditional(
                Fixed("has" + Raised(element.Parameter.Name), new Present(element.Parameter)), value, Fixed("constant", new LaneNumber(constant)))
            : value;
    }

    private Expression ReadInput(LoadTerm load, Scope place)
    {
        var input = load.Input;
        var value = Read(ArrayOf(input), input.Axes, input.IsShared, load.Subscripts, place);
        if (input.Domain.IsAll || !HasValue(_kind) || !load.Subscripts.All(static s => s is IndexTerm))
            return value;

        // Checked where all of it is read for the first time.
        if (_checks.Any(check => check.Input == input))
            return value;
        var element = place.Let(Hint(load), value);
        CheckDomain(input, element, place);
        return element;
    }

    private static Expression Lane(string member, ValueKind kind, params Expression[] arguments) =>
        new LaneCall(member, arguments.ToImmutableArray(), kind);

    // Arithmetic ----------------------------------------------------------------------------------------------------

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

    // Choices -------------------------------------------------------------------------------------------------------

    private Expression ComputeSelect(SelectTerm select, Scope place)
    {
        if (select.Condition.IsParameterConstant)
        {
            if (IsAtHand(select.WhenTrue, place) && IsAtHand(select.WhenFalse, place))
            {
                return new Conditional(
                    EvaluateCondition(select.Condition, _preamble), Evaluate(select.WhenTrue, place), Evaluate(select.WhenFalse, place));
            }

            var result = new Variable(Hint(select), ValueKind.Lane);
            place.Block.Statements.Add(new Declare(result, null));
            Choose(result, select, place);
            return new Use(result);
        }

        var condition = EvaluateCondition(select.Condition, place);
        var whenTrue = Evaluate(select.WhenTrue, place);
        var whenFalse = Evaluate(select.WhenFalse, place);
        return condition.Kind == ValueKind.Bool
            ? new Conditional(condition, whenTrue, whenFalse)
            : Lane("Select", ValueKind.Lane, condition, whenTrue, whenFalse);
    }

    private static bool IsAtHand(RealTerm term, Scope place) =>
        term is NumberTerm or ParameterTerm || place.Find(term) is not null;

    /// <summary>if … else if … else, each branch computing what only it needs.</summary>
    private void Choose(Variable result, SelectTerm select, Scope place)
    {
        var condition = EvaluateCondition(select.Condition, _preamble);
        var then = Branch(select.WhenTrue);
        var otherwise = Branch(select.WhenFalse);
        place.Block.Statements.Add(new If(condition, then, otherwise));

        Block Branch(RealTerm term)
        {
            var scope = new Scope(place, new Block(), isConditional: true);
            if (term is SelectTerm { Condition.IsParameterConstant: true } inner && scope.Find(inner) is null && Place(inner, scope) == scope)
                Choose(result, inner, scope);
            else
                scope.Block.Statements.Add(new Assign(result, Evaluate(term, scope)));
            return scope.Block;
        }
    }

    private Expression EvaluateCondition(ConditionTerm term, Scope scope)
    {
        if (term is ConstantCondition constant)
            return new Truth(constant.Value);
        if (scope.Find(term) is { } known)
            return known;
        var place = Place(term, scope);
        var value = ComputeCondition(term, place);
        if (place == scope && !IsShared(term) && !term.IsParameterConstant && Size(value) <= LongestExpression)
            return value;
        value = place.Let(Hint(term), value);
        place.Know(term, value);
        return value;
    }

    private Expression ComputeCondition(ConditionTerm term, Scope place)
    {
        switch (term)
        {
            case SwitchTerm:
            case CompareTerm { Left: NumberTerm or ParameterTerm, Right: NumberTerm or ParameterTerm }:
                return Decision(term);
            case CompareTerm compare:
                var mask = Lane(compare.Comparison.ToString(), ValueKind.Mask, Evaluate(compare.Left, place), Evaluate(compare.Right, place));
                return compare.IsParameterConstant ? Lane("Any", ValueKind.Bool, mask) : mask;
            case IntegerCompareTerm compare:
                var a = EvaluateInteger(compare.Left, place);
                var b = EvaluateInteger(compare.Right, place);
                return a.Kind == ValueKind.Integer && b.Kind == ValueKind.Integer
                    ? new Infix(Symbol(compare.Comparison), a, b, ValueKind.Bool)
                    : Lane(compare.Comparison.ToString(), ValueKind.Mask, AsLane(a, compare.Left, place), AsLane(b, compare.Right, place));
            case NotTerm not:
                var operand = EvaluateCondition(not.Operand, place);
                return operand.Kind == ValueKind.Bool ? new Prefix("!", operand, ValueKind.Bool) : new Prefix("~", operand, ValueKind.Mask);
            case AndTerm and:
                return Join(and.Operands, "&", place);
            case OrTerm or:
                return Join(or.Operands, "|", place);
            case MemberTerm member when _mode == LaneMode.Samples:
                return EvaluateCondition(AnyLabel(member), place);
            case MemberTerm member:
                return IsMarked(member, place);
            default:
                throw new InvalidOperationException($"Lowering has no case for {term.GetType().Name}.");
        }
    }

    /// <summary>The number, in every element where all share it: computed outside the loops in which it is the same.</summary>
    private Expression AsLane(Expression value, IntegerTerm term, Scope scope) =>
        value.Kind == ValueKind.Integer ? Evaluate(_factory.Conversion(term), scope) : value;

    private Expression Join(ImmutableArray<ConditionTerm> operands, string symbol, Scope place)
    {
        var values = operands.Select(o => EvaluateCondition(o, place)).ToList();
        if (values.All(static v => v.Kind == ValueKind.Bool))
            return values.Aggregate((a, b) => new Infix(symbol + symbol, a, b, ValueKind.Bool));
        return values
            .Select(static v => v.Kind == ValueKind.Bool ? new ToMask(v) : v)
            .Aggregate((a, b) => new Infix(symbol, a, b, ValueKind.Mask));
    }

    /// <summary>What a call decides once: a switch, or a parameter compared with a number or another one.</summary>
    public static Expression Decision(ConditionTerm term) => term switch
    {
        SwitchTerm @switch => new ParameterOf(@switch.Parameter, ValueKind.Bool),
        CompareTerm compare => new ParameterComparison(Symbol(compare.Comparison), AsDouble(compare.Left), AsDouble(compare.Right)),
        _ => throw new InvalidOperationException($"{term.GetType().Name} is not decided once a call."),
    };

    private static Expression AsDouble(RealTerm term) => term switch
    {
        NumberTerm number => new ParameterDouble(null, number.Value),
        ParameterTerm parameter => new ParameterDouble(parameter.Parameter, 0),
        _ => throw new InvalidOperationException($"{term.GetType().Name} is not read once a call."),
    };

    private static string Symbol(Comparison comparison) => comparison switch
    {
        Comparison.Equal => "==",
        Comparison.NotEqual => "!=",
        Comparison.Less => "<",
        Comparison.LessOrEqual => "<=",
        Comparison.Greater => ">",
        _ => ">=",
    };

    private static int Size(Expression expression) => expression switch
    {
        Infix infix => 1 + Size(infix.Left) + Size(infix.Right),
        Prefix prefix => 1 + Size(prefix.Operand),
        LaneCall call => 1 + Size(call.Arguments),
        Conditional conditional => 1 + Size(conditional.Condition) + Size(conditional.WhenTrue) + Size(conditional.WhenFalse),
        LoadLane or LoadBroadcast or LoadLabels => 2,
        _ => 0,
    };

    private static int Size(ImmutableArray<Expression> arguments)
    {
        int size = 0;
        foreach (var argument in arguments)
            size += Size(argument);
        return size;
    }
}
