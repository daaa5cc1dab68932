using System.Collections.Immutable;
using LossGen.Generator.Functions;

namespace LossGen.Generator.Algebra;

/// <summary>
/// Where the corners are, for what takes differences: in the place of the value a number that changes whenever anything in the
/// value or its gradients is decided another way, and at no other time. No corner is listed for it: one is written into the
/// derivative of its function as a case, and the slope of an extreme is read at the index that has it.
/// </summary>
internal sealed class Sides
{
    /// <summary>Roots of integers with multiples of it added have no sums in common, so that changes that come together don't cancel.</summary>
    private const double Irrational = 0.6180339887498949;

    /// <summary>A term that is needed in so many cases of the parameters is taken to be needed in all.</summary>
    private const int MostCases = 6;

    private readonly TermFactory _factory;
    private readonly Dictionary<Term, ConditionTerm> _needs = [];
    private readonly Dictionary<Term, bool> _moves = [];
    private readonly Dictionary<Term, (RealTerm Side, ConditionTerm Need)> _sides = [];
    private int _numbers;

    private Sides(TermFactory factory) => _factory = factory;

    /// <summary>The terms of that number, with one for each sample, whatever axes the result has.</summary>
    public static LossTerms Of(LossTerms loss, CancellationToken cancellation)
    {
        TermFactory factory = loss.Factory;
        var expander = new Expander(factory, cancellation);
        var finisher = new Rewriter(factory, new Bounds(), RulePhase.Finish, [], cancellation);

        // Before stable terms are expanded: what they are made of has cases that are no corners.
        RealTerm sum = new Sides(factory).Sum(loss.Shown);
        return loss with
        {
            ResultBinders = ImmutableArray<Binder>.Empty,
            Value = finisher.Apply(expander.Apply(sum)),
            Divisor = null,
            Gradients = ImmutableArray<Gradient>.Empty,
        };
    }

    private RealTerm Sum(Stage stage)
    {
        var roots = new List<Term> { stage.Value };
        foreach (Piece piece in stage.Gradients.SelectMany(static gradient => gradient.Pieces))
        {
            roots.AddRange(piece.Subscripts);
            roots.Add(piece.Value);
            if (piece.Condition != null)
                roots.Add(piece.Condition);
        }

        foreach (Term root in roots)
            _needs[root] = _factory.True;

        // From the outside in: a term has a higher number than those that it is made of.
        foreach (Term term in Specialiser.Reachable(roots).OrderByDescending(static term => term.Id).ToList())
        {
            NeedChildren(term);
            AddSides(term);
        }

        return _factory.Sum(_sides.Values.OrderBy(static side => side.Side.Id).Select(side => _factory.Select(side.Need, side.Side, _factory.Zero)));
    }

    /// <summary>What the parameters exclude decides nothing.</summary>
    private void NeedChildren(Term term)
    {
        ConditionTerm need = _needs[term];
        if (term is SelectTerm { Condition: { IsParameterConstant: true, Free.IsEmpty: true } condition } select)
        {
            Need(condition, need);
            Need(select.WhenTrue, _factory.And([need, condition]));
            Need(select.WhenFalse, _factory.And([need, _factory.Not(condition)]));
            return;
        }

        foreach (Term child in term.Children)
            Need(child, need);

        void Need(Term child, ConditionTerm when) => _needs[child] = _needs.TryGetValue(child, out ConditionTerm? known) ? Either(known, when) : when;
    }

    private ConditionTerm Either(ConditionTerm left, ConditionTerm right) =>
        _factory.Or([left, right]) is var both && both is OrTerm { Operands.Length: > MostCases } ? _factory.True : both;

    private void AddSides(Term term)
    {
        if (!Moves(term))
            return;
        switch (term)
        {
            case CompareTerm compare:
                Add(compare, compare);
                break;
            case ArgumentTerm argument:
                Add(argument, weight => _factory.Multiply(weight, Root(argument)), argument);
                break;
            case ApplyTerm { Function: { Facts: var facts } } step when (facts & Facts.Stepwise) != 0:
                Add(step, weight => _factory.Multiply(weight, step), step);
                break;
            case ApplyTerm { Function.HasCorner: true } apply:
                // A sum of squares comes to 0 and leaves it on the same side, so what is squared tells.
                foreach (RealTerm root in apply.Arguments.SelectMany(Squared).Where(Moves))
                    Add(_factory.Compare(Comparison.Greater, root, _factory.Zero), apply);
                break;
        }
    }

    private void Add(ConditionTerm condition, Term needed) => Add(condition, weight => _factory.Select(condition, weight, _factory.Zero), needed);

    /// <param name="side">What is added for a weight; at every index that is free in the term.</param>
    private void Add(Term term, Func<RealTerm, RealTerm> side, Term needed)
    {
        // The same side may be met again under other names of its indices, and in other cases of the parameters.
        RealTerm key = OverAll(term.Free, side(_factory.One));
        if (_sides.TryGetValue(key, out var known))
        {
            _sides[key] = (known.Side, Either(known.Need, _needs[needed]));
            return;
        }

        RealTerm weight = _factory.Sum(term.Free.Select(binder => Root(_factory.Index(binder))).Append(_factory.Number(Math.Sqrt(Next()))));
        _sides.Add(key, (OverAll(term.Free, side(weight)), _needs[needed]));
    }

    private RealTerm OverAll(ImmutableArray<Binder> binders, RealTerm side) =>
        binders.Aggregate(side, (sum, binder) => _factory.Reduce(ReduceKind.Sum, binder, null, sum));

    private RealTerm Root(IntegerTerm index) => _factory.Apply("sqrt", _factory.Add(_factory.Conversion(index), _factory.Number(Next())));

    private double Next() => 1 + ++_numbers * Irrational;

    /// <summary>Whether it may change where an input that has a gradient is displaced; an adjoint from upstream isn't.</summary>
    private bool Moves(Term term)
    {
        if (!_moves.TryGetValue(term, out bool moves))
            _moves.Add(term, moves = term is LoadTerm { Input.HasGradient: true } || term.Children.Any(Moves));
        return moves;
    }

    /// <summary>What stands squared in a sum.</summary>
    private static IEnumerable<RealTerm> Squared(RealTerm sum) => sum switch
    {
        PowerTerm { Exponent: NumberTerm { Value: 2 } } power => [power.Base],
        SumTerm or ProductTerm => sum.Children.Cast<RealTerm>().SelectMany(Squared),
        ReduceTerm { Kind: ReduceKind.Sum } reduce => Squared(reduce.Body),
        _ => [],
    };
}
