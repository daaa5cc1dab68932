using System.Collections.Immutable;

namespace LossGen.Generator.Algebra;

/// <summary>
/// The terms of a factory by what they are made of: same kind, same data, same children by reference. It is asked for every
/// term that anything makes, so it has chains of its own that run through the terms.
/// </summary>
internal sealed class TermPool
{
    // A power of two; the terms of most formulas have room from the beginning.
    private Chain[] _chains = new Chain[4096];

    public int Count { get; private set; }

    /// <summary>The term that the candidate is equal to, or null.</summary>
    public Term? Find(Term candidate)
    {
        ImmutableArray<Term> children = candidate.Children;
        TermData data = candidate.Data;
        int hash = Hash(data, children);
        for (Term? known = First(hash); known is not null; known = known.Next)
            if (known.Hash == hash && known.GetType() == candidate.GetType() && AreSame(known.Children, children) && known.Data.IsSameAs(data))
                return known;
        return null;
    }

    /// <summary>The term of that kind with that data and no children, or null: asked before one is made for nothing.</summary>
    public T? Find<T>(TermData data)
        where T : Term
    {
        int hash = data.Hash;
        for (Term? known = First(hash); known is not null; known = known.Next)
            if (known.Hash == hash && known is T { Children.IsEmpty: true } term && term.Data.IsSameAs(data))
                return term;
        return null;
    }

    /// <summary>The same with two children.</summary>
    public T? Find<T>(TermData data, Term first, Term second)
        where T : Term
    {
        int hash = Join(Join(data.Hash, first), second);
        for (Term? known = First(hash); known is not null; known = known.Next)
            if (known.Hash == hash && known is T { Children: [var left, var right] } term && left == first && right == second && term.Data.IsSameAs(data))
                return term;
        return null;
    }

    /// <summary>The same with three children.</summary>
    public T? Find<T>(TermData data, Term first, Term second, Term third)
        where T : Term
    {
        int hash = Join(Join(Join(data.Hash, first), second), third);
        for (Term? known = First(hash); known is not null; known = known.Next)
            if (known.Hash == hash && known is T { Children: [var left, var middle, var right] } term
                && left == first && middle == second && right == third && term.Data.IsSameAs(data))
                return term;
        return null;
    }

    /// <summary>The same with any number of children.</summary>
    public T? Find<T>(TermData data, ImmutableArray<Term> children)
        where T : Term
    {
        int hash = Hash(data, children);
        for (Term? known = First(hash); known is not null; known = known.Next)
            if (known.Hash == hash && known is T term && AreSame(term.Children, children) && term.Data.IsSameAs(data))
                return term;
        return null;
    }

    /// <summary>The same with children that are not yet an array.</summary>
    public T? Find<T>(TermData data, List<RealTerm> children)
        where T : Term
    {
        int hash = data.Hash;
        foreach (RealTerm child in children)
            hash = Join(hash, child);
        for (Term? known = First(hash); known is not null; known = known.Next)
            if (known.Hash == hash && known is T term && AreSame(term.Children, children) && term.Data.IsSameAs(data))
                return term;
        return null;
    }

    /// <param name="term">One that was looked for and not found.</param>
    public void Add(Term term)
    {
        if (Count++ == _chains.Length)
            Grow();
        term.Hash = Hash(term.Data, term.Children);
        Link(term);
    }

    private void Grow()
    {
        Chain[] before = _chains;
        _chains = new Chain[2 * before.Length];
        foreach (Chain chain in before)
        {
            for (Term? term = chain.First, next; term is not null; term = next)
            {
                next = term.Next;
                Link(term);
            }
        }
    }

    private void Link(Term term)
    {
        ref Chain chain = ref _chains[Place(term.Hash)];
        (term.Next, chain.First) = (chain.First, term);
    }

    private Term? First(int hash) => _chains[Place(hash)].First;

    // Numbers of terms that are made one after the other differ in their last bits, data in any.
    private int Place(int hash) => (hash ^ hash >> 15) & _chains.Length - 1;

    private static int Hash(TermData data, ImmutableArray<Term> children)
    {
        int hash = data.Hash;
        foreach (Term child in children)
            hash = Join(hash, child);
        return hash;
    }

    private static int Join(int hash, Term child) => unchecked(hash * 31 + child.Id);

    private static bool AreSame(ImmutableArray<Term> left, ImmutableArray<Term> right)
    {
        if (left.Length != right.Length)
            return false;
        for (int i = 0; i < left.Length; i++)
            if (left[i] != right[i])
                return false;
        return true;
    }

    private static bool AreSame(ImmutableArray<Term> left, List<RealTerm> right)
    {
        if (left.Length != right.Count)
            return false;
        for (int i = 0; i < left.Length; i++)
            if (left[i] != right[i])
                return false;
        return true;
    }

    /// <summary>A struct, for an array of terms looks at the type of each that is put in.</summary>
    private struct Chain
    {
        public Term? First;
    }
}
