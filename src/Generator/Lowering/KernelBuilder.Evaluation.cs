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
