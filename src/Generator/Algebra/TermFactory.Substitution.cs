using System.Collections.Immutable;

namespace LossGen.Generator.Algebra;

/// <summary>Rebuilding terms from other children and putting integers in the place of binders.</summary>
internal sealed partial class TermFactory
{
    public RealTerm Substitute(RealTerm term, Binder binder, IntegerTerm value) =>
        (RealTerm)Substitute(term, ImmutableDictionary<Binder, IntegerTerm>.Empty.Add(binder, value));

    public ConditionTerm? Substitute(ConditionTerm? term, Binder binder, IntegerTerm value) =>
        term == null ? null : (ConditionTerm)Substitute(term, ImmutableDictionary<Binder, IntegerTerm>.Empty.Add(binder, value));

    public Term Substitute(Term term, ImmutableDictionary<Binder, IntegerTerm> map) => Substitute(term, map, []);

    private Term Substitute(Term term, ImmutableDictionary<Binder, IntegerTerm> map, Dictionary<Term, Term> done)
    {
        if (!term.Free.Any(map.ContainsKey))
            return term;
        if (done.TryGetValue(term, out Term? known))
            return known;
        Term result = term switch
        {
            IndexTerm index => map[index.Binder],
            // A gradient arrives for an index of the result, and that is only ever renamed.
            UpstreamTerm upstream => Upstream(upstream.Indices.Select(binder => map.TryGetValue(binder, out IntegerTerm? name) ? ((IndexTerm)name).Binder : binder).ToImmutableArray()),
            { Bound: { } bound } => SubstituteUnder(bound),
            _ => Rebuild(term, Children(term, map, done)),
        };
        done.Add(term, result);
        return result;

        Term SubstituteUnder(Binder binder)
        {
            // The binder gets a name of its own first, so that nothing that is put in can be captured by it.
            Binder fresh = Fresh(binder.Axis);
            ImmutableDictionary<Binder, IntegerTerm> inner = map.SetItem(binder, Index(fresh));
            Term[] children = Children(term, inner, []);
            if (term is LogSumExpTerm { At: { } lseAt })
                children[children.Length - 1] = Substitute(lseAt, map, done);
            else if (term is SoftmaxTerm softmax)
                children[children.Length - 1] = Substitute(softmax.At, map, done);
            return Rebuild(term, children, fresh);
        }
    }

    private Term[] Children(Term term, ImmutableDictionary<Binder, IntegerTerm> map, Dictionary<Term, Term> done)
    {
        var children = new Term[term.Children.Length];
        for (int i = 0; i < children.Length; i++)
            children[i] = Substitute(term.Children[i], map, done);
        return children;
    }

    /// <summary>The same term made of other children, in canonical form again.</summary>
    /// <param name="binder">What the children call the binder of the term; null for its own name.</param>
    public Term Rebuild(Term term, IReadOnlyList<Term> children, Binder? binder = null)
    {
        int next = 0;
        RealTerm Real() => (RealTerm)children[next++];
        IntegerTerm Integer() => (IntegerTerm)children[next++];
        ConditionTerm Condition() => (ConditionTerm)children[next++];
        ConditionTerm? Where(ConditionTerm? old) => old == null ? null : Condition();
        switch (term)
        {
            case ParameterElementTerm element:
                return ParameterElement(element.Parameter, children.Cast<IntegerTerm>().ToImmutableArray());
            case LoadTerm load:
                return Load(load.Input, children.Cast<IntegerTerm>().ToImmutableArray());
            case WildcardTerm wildcard:
                return Wildcard(wildcard.Name, children.Cast<IntegerTerm>().ToImmutableArray());
            case ConversionTerm:
                return Conversion(Integer());
            case SumTerm sum:
                RealTerm total = Sum(children.Cast<RealTerm>());
                return sum.IsGrouped ? Group(total) : total;
            case ProductTerm:
                return Product(children.Cast<RealTerm>());
            case PowerTerm:
                return Power(Real(), Real());
            case ApplyTerm apply:
                return Apply(apply.Function, children.Cast<RealTerm>().ToImmutableArray());
            case SelectTerm:
                return Select(Condition(), Real(), Real());
            case ReduceTerm reduce:
                return Reduce(reduce.Kind, binder ?? reduce.Binder, Where(reduce.Where), Real());
            case LogSumExpTerm lse:
                return LogSumExp(binder ?? lse.Binder, Where(lse.Where), Real(), lse.At == null ? null : Integer());
            case SoftmaxTerm softmax:
                return Softmax(binder ?? softmax.Binder, Where(softmax.Where), Real(), Integer(), softmax.IsLessOne);
            case ListLabelTerm label:
                return ListLabel(label.Input, Integer());
            case ArgumentTerm argument:
                return Argument(argument.Kind, binder ?? argument.Binder, Where(argument.Where), Real());
            case CompareTerm compare:
                return Compare(compare.Comparison, Real(), Real());
            case IntegerCompareTerm compare:
                return Compare(compare.Comparison, Integer(), Integer());
            case AndTerm:
                return And(children.Cast<ConditionTerm>());
            case OrTerm:
                return Or(children.Cast<ConditionTerm>());
            case NotTerm:
                return Not(Condition());
            case MemberTerm member:
                return Member(Integer(), member.List);
            default:
                return term;
        }
    }
}
