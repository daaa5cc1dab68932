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
        var children = new Term[term.Children.Length];
        bool changed = false;
        for (int i = 0; i < children.Length; i++)
        {
            children[i] = Visit(term.Children[i]);
            changed |= children[i] != term.Children[i];
        }

        Term rebuilt = changed ? factory.Rebuild(term, children) : term;
        // Canonical form may have made new terms inside: (a·b)² becomes a²·b².
        Term result = rebuilt.Children.All(child => children.Contains(child)) ? rewrite(rebuilt) : Visit(rebuilt);
        _done[term] = result;
        _done[result] = result;
        return result;
    }
}
