using System.Collections.Immutable;

namespace LossGen.Generator.Algebra;

/// <summary>Rewrites a graph from the leaves up, each shared node once.</summary>
/// <param name="rewrite">
/// What a node whose children are rewritten becomes, or the node itself. What it becomes is not visited again.
/// </param>
/// <param name="concerns">False for a term in which nothing would be rewritten: it is not entered.</param>
/// <param name="done">An empty table, where there is one.</param>
internal sealed class TermMap(
    TermFactory factory, Func<Term, Term> rewrite, CancellationToken cancellation, Func<Term, bool>? concerns = null, TermTable<Term>? done = null)
{
    private readonly TermTable<Term> _done = done ?? new();

    public T Apply<T>(T term)
        where T : Term => (T)Visit(term);

    private Term Visit(Term term)
    {
        if (concerns != null && !concerns(term))
            return term;
        if (_done[term] is { } known)
            return known;
        cancellation.ThrowIfCancellationRequested();
        ImmutableArray<Term> before = term.Children;
        Term[]? children = null;
        for (int i = 0; i < before.Length; i++)
        {
            Term child = Visit(before[i]);
            if (child != before[i] && children == null)
            {
                children = new Term[before.Length];
                for (int k = 0; k < i; k++)
                    children[k] = before[k];
            }

            if (children != null)
                children[i] = child;
        }

        Term rebuilt = children == null ? term : factory.Rebuild(term, children);
        // Canonical form may have made new terms inside: (a·b)² becomes a²·b².
        Term result = children == null || AreAmong(rebuilt.Children, children) ? rewrite(rebuilt) : Visit(rebuilt);
        _done[term] = result;
        if (result != term)
            _done[result] = result;
        return result;
    }

    private static bool AreAmong(ImmutableArray<Term> terms, Term[] known)
    {
        foreach (Term term in terms)
            if (!IsAmong(term, known))
                return false;
        return true;
    }

    private static bool IsAmong(Term term, Term[] known)
    {
        foreach (Term other in known)
            if (other == term)
                return true;
        return false;
    }
}
