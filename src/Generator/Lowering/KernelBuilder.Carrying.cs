using System.Collections.Immutable;
using LossGen.Generator.Algebra;

namespace LossGen.Generator.Lowering;

/// <summary>
/// What a visit computes at a cost and the visit that writes the gradient needs again is kept in the gradient's own row,
/// which is to be written anyhow: no second exponential, no buffer.
/// </summary>
internal sealed partial class KernelBuilder
{
    /// <summary>From this many operations on, a load and a store are the cheaper way.</summary>
    public const int CostlyFrom = 8;

    /// <summary>Terms that wait in the row of a gradient, once the visit that put them there is built.</summary>
    private readonly Dictionary<RealTerm, StoreAction> _carried = [];

    /// <summary>Factors of a product that waits: who needs one by itself computes it again, there.</summary>
    private readonly HashSet<Term> _apart = [];

    private void Carry(List<Visit> visits, TermTable<int?> levels)
    {
        foreach (var last in visits)
        {
            if (last.Actions.OfType<StoreAction>().FirstOrDefault(IsCarrier) is not { } store || !(last.IsLane || _mode == LaneMode.Samples))
                continue;
            var binder = last.Binders[0];
            foreach (var first in visits.Where(v => v.Level < last.Level && v.IsLane == last.IsLane && v.Binders.SequenceEqual(last.Binders) && v.Need.IsAlways))
            {
                var costly = new HashSet<Term>(Below(first.Terms.Select(static t => t.Term)).Where(t => IsCostly(t, binder)));
                var kept = new HashSet<KernelArray>(visits.Take(visits.IndexOf(first) + 1).Where(static v => v.Kept is not null).Select(static v => v.Kept!.Value.Array));
                if (costly.Count == 0 || Topmost(store.Piece.Value, t => CanCarry(t, binder, costly, first.Level, levels) && IsKeptBy(kept, t)) is not { } term)
                    continue;
                term = WithFactors(term, last, t => IsCostly(t, binder) && IsKnownBy(t, binder, first.Level, levels) && IsKeptBy(kept, t));
                first.Carries = (term, store);
                _notes?.Add($"{Abridged(term)} waits in the row of {GradientArray(store.Gradient.Input).Name} for the visit that writes it");
                break;
            }
        }
    }

    /// <summary>A gradient that every call wants, written at every position.</summary>
    private bool IsCarrier(StoreAction store) =>
        store.IsWrite && store.Need.IsAlways && IsRequired(store.Gradient) && !store.Gradient.Input.IsShared && store.Binders.Length == 1;

    private static bool IsCostly(Term term, Binder binder) =>
        term is ApplyTerm apply && apply.Function.Cost >= CostlyFrom && term.Free.Contains(binder);

    /// <summary>Whether the term is known as soon as the earlier visit runs, and holds some of the cost.</summary>
    private static bool CanCarry(RealTerm term, Binder binder, HashSet<Term> costly, int level, TermTable<int?> levels) =>
        IsKnownBy(term, binder, level, levels) && Below([term]).Any(costly.Contains);

    private static bool IsKnownBy(Term term, Binder binder, int level, TermTable<int?> levels) =>
        term.Free.Length == 1 && term.Free[0].Equals(binder) && LevelOf(term, levels) <= level && !term.HoldsUpstream;

    /// <summary>
    /// A term and what it is multiplied by everywhere in a visit, as far as that costs something and nothing
    /// else in the visit needs it in every call: of σ(u)·σ(−u) the product waits, and the second factor is a by-product of the first.
    /// </summary>
    private RealTerm WithFactors(RealTerm term, Visit last, Func<Term, bool> canWait)
    {
        var below = Along(last.Terms.Where(static t => t.Need.IsAlways).Select(static t => t.Term), term.Free[0]);
        var products = below.OfType<ProductTerm>().Where(product => product.Operands.Contains(term)).ToArray();
        if (products.Length == 0)
            return term;
        var factors = products[0].Operands.Where(factor => factor == term
            || canWait(factor) && IsThereFor(factor, term) && products.All(product => product.Operands.Contains(factor))).ToArray();
        if (factors.Length == 1 || below.Any(other => other.Children.Any(factors.Contains) && !products.Contains(other)))
            return term;
        _apart.UnionWith(factors);
        return _factory.Product(factors);
    }

    /// <summary>The terms below roots that have the index: what is reduced over it has not.</summary>
    private static List<Term> Along(IEnumerable<Term> roots, Binder binder)
    {
        var along = new List<Term>();
        var seen = new TermSet();
        Add(roots);
        for (int i = 0; i < along.Count; i++)
            Add(along[i].Children);
        return along;

        void Add(IEnumerable<Term> terms) => along.AddRange(terms.Where(term => term.Free.Contains(binder) && seen.Add(term)));
    }

    /// <summary>Whether each part of the term that a visit keeps has been kept by then.</summary>
    private bool IsKeptBy(HashSet<KernelArray> kept, Term term) =>
        _kept.Count == 0 || Below([term]).All(t => KeptIn(t) is not { } found || kept.Contains(found.Array));

    private static RealTerm? Topmost(RealTerm term, Func<RealTerm, bool> satisfies)
    {
        var pending = new Queue<Term>();
        var seen = new TermSet();
        pending.Enqueue(term);
        while (pending.Count > 0)
        {
            var next = pending.Dequeue();
            if (next is RealTerm real && satisfies(real))
                return real;
            foreach (var child in next.Children)
                if (seen.Add(child))
                    pending.Enqueue(child);
        }

        return null;
    }

    private static List<Term> Below(IEnumerable<Term> roots) => Specialiser.Reachable(roots);

    private static int LevelOf(Term term, TermTable<int?> levels)
    {
        if (levels[term] is { } known)
            return known;
        int level = 0;
        foreach (var child in term.Children)
            level = Math.Max(level, LevelOf(child, levels));
        levels[term] = level;
        return level;
    }

    private void Leave(RealTerm term, StoreAction store, Scope scope, bool isLane)
    {
        var axes = store.Gradient.Input.Axes;
        var index = new Use(scope.Find(term.Free[0])!.Index);
        scope.Block.Statements.Add(new Store(
            GradientArray(store.Gradient.Input), AddressInSample(axes, index), Evaluate(term, scope), isLane || _mode == LaneMode.Samples));
    }

    /// <summary>What was left in the gradient's row, if this is a visit to read it.</summary>
    private Expression? Carried(RealTerm term, Scope place)
    {
        if (!_carried.TryGetValue(term, out var store) || place.Find(term.Free[0]) is not { } loop)
            return null;
        var array = GradientArray(store.Gradient.Input);
        var address = AddressInSample(store.Gradient.Input.Axes, new Use(loop.Index));
        var value = place.Let("kept", loop.IsLane || _mode == LaneMode.Samples ? new LoadLane(array, address) : new LoadBroadcast(array, address));
        place.Know(term, value);
        return value;
    }
}
