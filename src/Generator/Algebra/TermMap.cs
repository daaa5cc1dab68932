using System.Collections.Immutable;

namespace LossGen.Generator.Algebra;

/// <summary>Rewrites a graph from the leaves up, each shared node once.</summary>
/// <param name="rewrite">
/// What a node whose children are rewritten becomes, or the node itself. What it becomes is not visited again.
/// </param>
internal sealed class TermMap(TermFactory factory, Func<Term, Term> rewrite, CancellationToken cancellation)
{
    private readonly Dictionary<Term, Term> _done = [];

    public T Apply<T>(T term)
        where T : Term => (T)Visit(term);

    private Term Visit(Term term)
    {
        if (_done.TryGetValue(term, out Term? known))
            return known;
        cancellation.ThrowIfCancellationRequested();
        Term[]? children = null;
        for (int i = 0; i < term.Children.Length; i++)
        {
            Term child = Visit(term.Children[i]);
            if (child != term.Children[i])
                (children ??= [.. term.Children])[i] = child;
        }

        Term rebuilt = children == null ? term : factory.Rebuild(term, children);
        // Canonical form may have made new terms inside: (a·b)² becomes a²·b².
        Term result = children == null || AreAmong(rebuilt.Children, children) ? rewrite(rebuilt) : Visit(rebuilt);
        _done[term] = result;
        _done[result] = result;
        return result;
    }

    private static bool AreAmong(ImmutableArray<Term> terms, Term[] known)
    {
        foreach (Term term in terms)
            if (Array.IndexOf(known, term) < 0)
                return false;
        return true;
    }
}
