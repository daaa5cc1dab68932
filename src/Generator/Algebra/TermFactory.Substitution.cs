using System.Collections.Immutable;

namespace LossGen.Generator.Algebra;

/// <summary>Rebuilding terms from other children and putting integers in the place of binders.</summary>
internal sealed partial class TermFactory
{
    /// <summary>Leaves all as it is; others are made from it, and each is found again with what it has done.</summary>
    public Substitution Unchanged { get; } = Substitution.Nothing;

    public RealTerm Substitute(RealTerm term, Binder binder, IntegerTerm value) => (RealTerm)Substitute((Term)term, binder, value);

    public ConditionTerm? Substitute(ConditionTerm? term, Binder binder, IntegerTerm value) =>
        term == null ? null : (ConditionTerm)Substitute((Term)term, binder, value);

    public Term Substitute(Term term, Binder binder, IntegerTerm value) =>
        term.Free.IsEmpty ? term : Substitute(term, Unchanged.And(binder, value));

    public Term Substitute(Term term, Substitution substitution)
    {
        if (!substitution.Changes(term))
            return term;
        if (substitution.Done[term] is { } known)
            return known;
        Term result = term switch
        {
            IndexTerm index => substitution.Find(index.Binder)!,
            UpstreamTerm upstream => Renamed(upstream, substitution),
            { Bound: { } bound } when substitution.Clashes(bound) => SubstituteUnder(bound, term, substitution),
            _ => Rebuild(term, Children(term, substitution)),
        };
        substitution.Done[term] = result;
        return result;
    }

    /// <summary>A gradient arrives for an index of the result, and that is only ever renamed.</summary>
    private UpstreamTerm Renamed(UpstreamTerm upstream, Substitution substitution) =>
        Upstream(upstream.Indices.Select(binder => substitution.Find(binder) is IndexTerm name ? name.Binder : binder).ToImmutableArray());

    private Term SubstituteUnder(Binder binder, Term term, Substitution substitution)
    {
        Binder fresh = Fresh(binder.Axis);
        Term[] children = Children(term, substitution.With(binder, Index(fresh)));
        if (term is LogSumExpTerm { At: { } lseAt })
            children[children.Length - 1] = Substitute(lseAt, substitution);
        else if (term is SoftmaxTerm softmax)
            children[children.Length - 1] = Substitute(softmax.At, substitution);
        return Rebuild(term, children, fresh);
    }

    private Term[] Children(Term term, Substitution substitution)
    {
        ImmutableArray<Term> before = term.Children;
        var children = new Term[before.Length];
        for (int i = 0; i < children.Length; i++)
            children[i] = Substitute(before[i], substitution);
        return children;
    }

    /// <summary>The same term made of other children, in canonical form again.</summary>
    /// <param name="binder">What the children call the binder of the term; null for its own name.</param>
    public Term Rebuild(Term term, Term[] children, Binder? binder = null)
    {
        int next = 0;
        RealTerm Real() => (RealTerm)children[next++];
        IntegerTerm Integer() => (IntegerTerm)children[next++];
        ConditionTerm Condition() => (ConditionTerm)children[next++];
        ConditionTerm? Where(ConditionTerm? old) => old == null ? null : Condition();
        switch (term)
        {
            case ParameterElementTerm element:
                return ParameterElement(element.Parameter, ListOf<IntegerTerm>(children));
            case LoadTerm load:
                return Load(load.Input, ListOf<IntegerTerm>(children));
            case WildcardTerm wildcard:
                return Wildcard(wildcard.Name, ListOf<IntegerTerm>(children));
            case ConversionTerm:
                return Conversion(Integer());
            case SumTerm sum:
                RealTerm total = SumOf(children);
                return sum.IsGrouped ? Group(total) : total;
            case ProductTerm:
                return ProductOf(children);
            case PowerTerm:
                return Power(Real(), Real());
            case ApplyTerm apply:
                return Apply(apply.Function, ListOf<RealTerm>(children));
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
                return And(ListOf<ConditionTerm>(children));
            case OrTerm:
                return Or(ListOf<ConditionTerm>(children));
            case NotTerm:
                return Not(Condition());
            case MemberTerm member:
                return Member(Integer(), member.List);
            default:
                return term;
        }
    }

    private static ImmutableArray<T> ListOf<T>(Term[] terms)
        where T : Term
    {
        if (terms.Length == 1)
            return ImmutableArray.Create((T)terms[0]);
        if (terms.Length == 2)
            return ImmutableArray.Create((T)terms[0], (T)terms[1]);
        var list = ImmutableArray.CreateBuilder<T>(terms.Length);
        foreach (Term term in terms)
            list.Add((T)term);
        return list.MoveToImmutable();
    }
}
