namespace LossGen.Generator.Algebra;

/// <summary>Equality of candidates whose children are already shared: same kind, same data, same children by reference.</summary>
internal sealed class TermComparer : IEqualityComparer<Term>
{
    public static readonly TermComparer Instance = new();

    public bool Equals(Term? x, Term? y)
    {
        if (ReferenceEquals(x, y))
            return true;
        if (x == null || y == null || x.GetType() != y.GetType() || x.Children.Length != y.Children.Length || !Equals(x.Data, y.Data))
            return false;
        for (int i = 0; i < x.Children.Length; i++)
            if (!ReferenceEquals(x.Children[i], y.Children[i]))
                return false;
        return true;
    }

    public int GetHashCode(Term term)
    {
        // Asked twice of a new term: when it is looked for and when it is added.
        if (term.Hash == 0)
            term.Hash = HashOf(term);
        return term.Hash;
    }

    private static int HashOf(Term term)
    {
        unchecked
        {
            int hash = term.GetType().GetHashCode() * 31 + (term.Data?.GetHashCode() ?? 0);
            foreach (Term child in term.Children)
                hash = hash * 31 + child.Id;
            return hash;
        }
    }
}
