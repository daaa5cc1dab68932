using System.Collections.Immutable;

namespace LossGen.Generator.Algebra;

/// <summary>
/// Matches a rule's pattern with a term. Sums and products match in any order; a name that is left takes all that is left of
/// them. Every way of matching is tried until the rest of the pattern and the condition are content.
/// </summary>
internal sealed class Matcher(TermFactory factory, CompiledRule rule)
{
    /// <summary>What a term that may match becomes, or null.</summary>
    public RealTerm? Rewrite(RealTerm subject, Func<MatchState, bool> holds)
    {
        RealTerm? result = null;
        bool Accept(MatchState state, IEnumerable<RealTerm> rest, bool isSum)
        {
            if (!holds(state))
                return false;
            RealTerm value = Instantiate(rule.Result, state, ImmutableDictionary<Binder, Binder>.Empty);
            result = isSum ? factory.Sum(rest.Append(value)) : factory.Product(rest.Append(value));
            return true;
        }

        switch (rule.Pattern, subject)
        {
            case (SumTerm pattern, SumTerm { IsGrouped: false } sum):
                Unordered(pattern, sum.Operands, isSum: true, takesRest: true, MatchState.Empty, (state, rest) => Accept(state, rest, isSum: true));
                break;
            case (ProductTerm pattern, ProductTerm product):
                Unordered(pattern, product.Operands, isSum: false, takesRest: true, MatchState.Empty, (state, rest) => Accept(state, rest, isSum: false));
                break;
            default:
                Match(rule.Pattern, subject, MatchState.Empty, state => Accept(state, [], isSum: true));
                break;
        }

        return result == subject ? null : result;
    }

    /// <summary>The pattern with what its wildcards stand for.</summary>
    /// <param name="binders">For each binder of the pattern around the place, the one that is used for it.</param>
    public RealTerm Instantiate(RealTerm pattern, MatchState state, ImmutableDictionary<Binder, Binder> binders) =>
        (RealTerm)Instantiate((Term)pattern, state, binders);

    private Term Instantiate(Term pattern, MatchState state, ImmutableDictionary<Binder, Binder> binders)
    {
        switch (pattern)
        {
            case WildcardTerm { Subscripts.IsEmpty: true } wildcard:
                return state.Reals[wildcard.Name].Term;
            case WildcardTerm wildcard:
                (RealTerm term, Binder? index) = state.Reals[wildcard.Name];
                return index == null ? term : factory.Substitute(term, index, (IntegerTerm)Instantiate(wildcard.Subscripts[0], state, binders));
            case WildcardInteger integer:
                return state.Integers[integer.Name];
            case IndexTerm bound:
                return factory.Index(binders[bound.Binder]);
            case ExtentTerm:
                return factory.Extent(state.Axis!);
            case NumberTerm number:
                return factory.Number(number.Value);
            case ConstantCondition constant:
                return constant.Value ? factory.True : factory.False;
            case { Bound: { } binder }:
                Binder fresh = factory.Fresh(state.Axis!);
                ConditionTerm? where = state.Where is { } condition ? factory.Substitute(condition.Condition, condition.Binder, factory.Index(fresh)) : null;
                ImmutableDictionary<Binder, Binder> inside = binders.SetItem(binder, fresh);
                return pattern switch
                {
                    ReduceTerm reduce => factory.Reduce(reduce.Kind, fresh, where, Instantiate(reduce.Body, state, inside)),
                    LogSumExpTerm { At: null } lse => factory.LogSumExp(fresh, where, Instantiate(lse.Body, state, inside), null),
                    LogSumExpTerm lse => factory.LogSumExp(fresh, where, Instantiate(lse.Body, state, inside), (IntegerTerm)Instantiate(lse.At!, state, binders)),
                    SoftmaxTerm softmax => factory.Softmax(fresh, where, Instantiate(softmax.Body, state, inside), (IntegerTerm)Instantiate(softmax.At, state, binders), softmax.IsLessOne),
                    _ => throw new InvalidOperationException($"A rule's result cannot hold {pattern.GetType().Name}."),
                };
            default:
                return factory.Rebuild(pattern, pattern.Children.Select(child => Instantiate(child, state, binders)).ToArray());
        }
    }

    private bool Match(Term pattern, Term subject, MatchState state, Func<MatchState, bool> then)
    {
        switch (pattern, subject)
        {
            case (WildcardTerm wildcard, RealTerm real):
                return MatchWildcard(wildcard, real, state, then);
            case (WildcardInteger wildcard, IntegerTerm integer):
                return state.Integers.TryGetValue(wildcard.Name, out IntegerTerm? known)
                    ? known == integer && then(state)
                    : then(state with { Integers = state.Integers.Add(wildcard.Name, integer) });
            case (IndexTerm index, IndexTerm other):
                return state.Binders.TryGetValue(index.Binder, out Binder? bound) && bound == other.Binder && then(state);
            case (ExtentTerm, ExtentTerm extent):
                return (state.Axis == null || state.Axis == extent.Axis) && then(state with { Axis = extent.Axis });
            case (NumberTerm number, NumberTerm other):
                return number.Value.Equals(other.Value) && then(state);
            case (ProductTerm { Operands: [NumberTerm { Value: -1 }, WildcardTerm wildcard] }, RealTerm real):
                return MatchWildcard(wildcard, factory.Negate(real), state, then);
            case (SumTerm sum, SumTerm { IsGrouped: false } other):
                return Whole(sum, other.Operands, isSum: true, state, then);
            case (ProductTerm product, ProductTerm other):
                return Whole(product, other.Operands, isSum: false, state, then);
            case (ApplyTerm apply, ApplyTerm other) when apply.Function.Name == other.Function.Name:
                return All(apply.Arguments, other.Arguments, state, then)
                    || apply.Arguments.Length == 2 && (apply.Function.Facts & Functions.Facts.Commutative) != 0
                    && All(apply.Arguments, other.Arguments.Reverse().ToImmutableArray(), state, then);
            case (PowerTerm power, PowerTerm other):
                return Power(power, other, state, then);
            case (ConversionTerm conversion, ConversionTerm other):
                return Match(conversion.Operand, other.Operand, state, then);
            case (ReduceTerm reduce, ReduceTerm other) when reduce.Kind == other.Kind:
                return Under((reduce.Binder, reduce.Body, null), (other.Binder, other.Body, null), other.Where, state, then);
            case (LogSumExpTerm lse, LogSumExpTerm other) when (lse.At == null) == (other.At == null):
                return Under((lse.Binder, lse.Body, lse.At), (other.Binder, other.Body, other.At), other.Where, state, then);
            case (SoftmaxTerm softmax, SoftmaxTerm other) when softmax.IsLessOne == other.IsLessOne:
                return Under((softmax.Binder, softmax.Body, softmax.At), (other.Binder, other.Body, other.At), other.Where, state, then);
            default:
                // A part whose names are all known may have been folded in the subject, as 1/p is for a number p.
                return pattern.Free.IsEmpty && pattern.Bound == null && CanInstantiate(pattern, state)
                    && Instantiate(pattern, state, ImmutableDictionary<Binder, Binder>.Empty) == subject && then(state);
        }
    }

    // Each of these apart, for a method that goes on in a lambda pays for it even where it takes another way.

    private bool Whole(RealTerm pattern, ImmutableArray<RealTerm> subjects, bool isSum, MatchState state, Func<MatchState, bool> then) =>
        Unordered(pattern, subjects, isSum, takesRest: false, state, (next, _) => then(next));

    private bool Power(PowerTerm pattern, PowerTerm subject, MatchState state, Func<MatchState, bool> then) =>
        Match(pattern.Base, subject.Base, state, next => Match(pattern.Exponent, subject.Exponent, next, then));

    private bool All(ImmutableArray<RealTerm> patterns, ImmutableArray<RealTerm> subjects, MatchState state, Func<MatchState, bool> then)
    {
        bool From(int i, MatchState current) =>
            i == patterns.Length ? then(current) : Match(patterns[i], subjects[i], current, next => From(i + 1, next));
        return patterns.Length == subjects.Length && From(0, state);
    }

    private bool Under(
        (Binder Binder, RealTerm Body, IntegerTerm? At) pattern, (Binder Binder, RealTerm Body, IntegerTerm? At) subject, ConditionTerm? where,
        MatchState state, Func<MatchState, bool> then)
    {
        if (where != null && rule.IsUnconditional || state.Axis != null && state.Axis != subject.Binder.Axis)
            return false;
        MatchState inner = state with
        {
            Binders = state.Binders.SetItem(pattern.Binder, subject.Binder),
            Axis = subject.Binder.Axis,
            Where = where == null ? state.Where : (where, subject.Binder),
        };
        return Match(pattern.Body, subject.Body, inner, next =>
        {
            next = next with { Binders = state.Binders };
            return pattern.At == null ? then(next) : Match(pattern.At, subject.At!, next, then);
        });
    }

    private bool MatchWildcard(WildcardTerm wildcard, RealTerm subject, MatchState state, Func<MatchState, bool> then)
    {
        if (wildcard.Subscripts.IsEmpty)
        {
            if (!subject.Free.IsEmpty && !state.Binders.IsEmpty && state.Binders.Values.Any(subject.Free.Contains))
                return false;
            return state.Reals.TryGetValue(wildcard.Name, out (RealTerm Term, Binder? Index) known)
                ? known.Term == subject && then(state)
                : then(state with { Reals = state.Reals.Add(wildcard.Name, (subject, null)) });
        }

        if (wildcard.Subscripts[0] is IndexTerm { Binder: var binder } && state.Binders.TryGetValue(binder, out Binder? index))
        {
            return state.Reals.TryGetValue(wildcard.Name, out (RealTerm Term, Binder? Index) known)
                ? factory.Substitute(known.Term, known.Index!, factory.Index(index)) == subject && then(state)
                : then(state with { Reals = state.Reals.Add(wildcard.Name, (subject, index)) });
        }

        return wildcard.Subscripts[0] is WildcardInteger && state.Reals.ContainsKey(wildcard.Name) && MatchAtSomeIndex(wildcard, subject, state, then);
    }

    /// <summary>The body of a reduction at another index: the integers that occur are tried.</summary>
    private bool MatchAtSomeIndex(WildcardTerm wildcard, RealTerm subject, MatchState state, Func<MatchState, bool> then) =>
        Positions(wildcard, [subject], state).Any(next => Instantiate(wildcard, next, ImmutableDictionary<Binder, Binder>.Empty) == subject && then(next));

    /// <summary>Each way to give a value to the unknown index in a pattern whose other wildcards are known.</summary>
    private IEnumerable<MatchState> Positions(Term pattern, IReadOnlyList<RealTerm> subjects, MatchState state)
    {
        if (rule.Unknown(pattern) is not { } unknown || state.Integers.ContainsKey(unknown))
            return [state];
        var integers = new List<IntegerTerm>();
        void Collect(Term term, Term whole)
        {
            // An index of another axis would be a place that the reduction doesn't have.
            if (term is IntegerTerm { IndexOf: { } axis } integer && (state.Axis ?? axis) == axis && !integers.Contains(integer) && integer.Free.All(whole.Free.Contains))
                integers.Add(integer);
            foreach (Term child in term.Children)
                Collect(child, whole);
        }

        foreach (RealTerm subject in subjects)
            Collect(subject, subject);
        return integers.ConvertAll(integer => state with { Integers = state.Integers.Add(unknown, integer) });
    }

    /// <summary>Matches operands in any order.</summary>
    /// <param name="takesRest">Whether what no operand of the pattern matches is handed on; otherwise nothing may be left.</param>
    private bool Unordered(
        RealTerm whole, ImmutableArray<RealTerm> subjects, bool isSum, bool takesRest, MatchState state,
        Func<MatchState, IEnumerable<RealTerm>, bool> then)
    {
        RealTerm[] order = rule.Order(whole);
        return From(0, subjects.ToImmutableList(), state);

        bool From(int i, ImmutableList<RealTerm> left, MatchState current)
        {
            if (i == order.Length)
                return (takesRest || left.IsEmpty) && then(current, left);
            RealTerm pattern = order[i];
            if (pattern is WildcardTerm { Subscripts.IsEmpty: true } name)
                return current.Reals.TryGetValue(name.Name, out (RealTerm Term, Binder? Index) known)
                    ? Remove(left, known.Term) is { } without && From(i + 1, without, current)
                    : Take(i, name, left, current);
            if (rule.Unknown(pattern) != null)
                return Positions(pattern, left, current).Any(next =>
                    CanInstantiate(pattern, next) && Remove(left, Instantiate(pattern, next, ImmutableDictionary<Binder, Binder>.Empty)) is { } rest && From(i + 1, rest, next));
            return left.Any(subject => Match(pattern, subject, current, next => From(i + 1, left.Remove(subject), next)));
        }

        bool Take(int i, WildcardTerm name, ImmutableList<RealTerm> left, MatchState current)
        {
            if (left.IsEmpty)
                return false;
            bool isLast = !order.Skip(i + 1).Any(other => other is WildcardTerm next && !current.Reals.ContainsKey(next.Name) && next.Name != name.Name);
            if (isLast && !order.Skip(i + 1).Any())
            {
                RealTerm all = isSum ? factory.Sum(left) : factory.Product(left);
                return MatchWildcard(name, all, current, next => From(i + 1, ImmutableList<RealTerm>.Empty, next));
            }

            return left.Any(subject => MatchWildcard(name, subject, current, next => From(i + 1, left.Remove(subject), next)));
        }

        ImmutableList<RealTerm>? Remove(ImmutableList<RealTerm> left, RealTerm known)
        {
            ImmutableArray<RealTerm> parts = (isSum, known) switch
            {
                (true, SumTerm { IsGrouped: false } sum) => sum.Operands,
                (false, ProductTerm product) => product.Operands,
                _ => ImmutableArray.Create(known),
            };
            foreach (RealTerm part in parts)
            {
                if (!left.Contains(part))
                    return null;
                left = left.Remove(part);
            }

            return left;
        }
    }

    private static bool CanInstantiate(Term pattern, MatchState state) => pattern switch
    {
        WildcardTerm wildcard => state.Reals.ContainsKey(wildcard.Name),
        WildcardInteger integer => state.Integers.ContainsKey(integer.Name),
        ExtentTerm => state.Axis != null,
        _ => pattern.Children.All(child => CanInstantiate(child, state)),
    };
}
