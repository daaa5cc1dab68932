using System.Collections.Immutable;
using LossGen.Generator.Algebra;
using LossGen.Generator.Binding;

namespace LossGen.Generator.Lowering;

/// <summary>Which visits a scope has, in what order, and whether each runs along the lane.</summary>
internal sealed partial class KernelBuilder
{
    private const int FirstLoopHeight = 3_000;

    private static readonly IReadOnlyList<Visit> s_nothing = [];

    /// <summary>When each term below the roots is needed that this scope doesn't know yet.</summary>
    /// <param name="order">Those terms, operands first.</param>
    private TermTable<Need> Needs(List<Term> order, List<(Term Term, Need Need)> roots)
    {
        var needs = _tables.PlanNeeds;
        needs.Clear();
        var needed = _tables.PlanNeeded;
        needed.Clear();
        foreach (var (term, need) in roots)
            Widen(term, need);
        for (int i = order.Count - 1; i >= 0; i--)
        {
            var term = order[i];
            if (needs[term] is not { } need)
                continue;
            if (term is SelectTerm { Condition.IsParameterConstant: true } select)
            {
                Widen(select.Condition, need);
                Widen(select.WhenTrue, need.And(new Literal(select.Condition, null, true)));
                Widen(select.WhenFalse, need.And(new Literal(select.Condition, null, false)));
            }
            else
            {
                foreach (var child in Children(term))
                    Widen(child, need);
            }
        }

        // What is spelled with another term needs that one too, where it is computed for others.
        var spelledWith = new List<(Term Spelled, Need Need)>();
        foreach (var term in needed)
            foreach (var (_, spelled) in _spelling.Beside(term))
                if (needs[spelled] is not null)
                    spelledWith.Add((spelled, needs[term]!));
        foreach (var (spelled, need) in spelledWith)
            Widen(spelled, need);

        foreach (var term in needed)
        {
            ref var known = ref _needs.At(term);
            known = known?.Or(needs[term]!) ?? needs[term];
        }

        return needs;

        void Widen(Term term, Need need)
        {
            ref var known = ref needs.At(term);
            if (known is null)
                needed.Add(term);
            known = known?.Or(need) ?? need;
        }
    }

    private List<Term> PostOrder(Scope scope, List<(Term Term, Need Need)> roots) => PostOrder(scope, roots, new(64));

    private List<Term> PostOrder(Scope scope, List<(Term Term, Need Need)> roots, List<Term> order)
    {
        order.Clear();
        var seen = _tables.Seen;
        seen.Clear();
        foreach (var (root, _) in roots)
            Visit(root);
        return order;

        void Visit(Term term)
        {
            if (!seen.Add(term) || scope.Find(term) is not null || KeptIn(term) is not null)
                return;
            foreach (var child in Children(term))
                Visit(child);
            order.Add(term);
        }
    }

    private IReadOnlyList<Visit> Plan(Scope scope, List<(Term Term, Need Need)> roots, LoopAction[] actions)
    {
        var order = PostOrder(scope, roots, _tables.PlanOrder);
        var needs = Needs(order, roots);
        if (actions.Length == 0 && !order.Exists(static t => t is ReduceTerm))
            return s_nothing;
        var visits = new List<Visit>();
        var levels = _tables.PlanLevels;
        levels.Clear();

        // In the order of making, where operands stand before what they are in: but for what stands for a term here and was made later.
        if (_expansions.Count > 0)
        {
            order.Sort(static (a, b) => a.Id - b.Id);
            order = PostOrder(scope, order.ConvertAll(static term => (term, Need.Always)));
        }

        var reductions = new List<(ReduceTerm Reduce, int Level)>();
        foreach (var term in order)
        {
            int level = 0;
            foreach (var child in Children(term))
                level = Math.Max(level, levels[child] ?? 0);
            if (term is ReduceTerm reduce && BelongsTo(reduce, scope))
                reductions.Add((reduce, level++));
            levels[term] = level;
        }

        if (_expansions.Count == 0)
            reductions.Sort(static (a, b) => a.Reduce.Id - b.Reduce.Id);
        foreach (var (reduce, level) in reductions)
            Join(visits, Summarise(scope, reduce, needs[reduce]!), level);

        foreach (var action in actions)
        {
            int level = 0;
            foreach (var term in action.Terms)
                level = Math.Max(level, levels[term] ?? 0);
            Join(visits, Rename(scope, action), action.Rank == 0 ? level : 1000 + action.Rank);
        }

        var planned = KeepShared(scope, visits.OrderBy(static v => v.Level).ToList(), order);
        if (scope == _sample && order.Exists(static term => term is ApplyTerm { Function.Cost: >= CostlyFrom }))
            Carry(planned, levels);
        return planned;
    }

    private (Binder Binder, Summand Summand) Summarise(Scope scope, ReduceTerm reduce, Need need)
    {
        var binder = LoopBinder(scope, reduce.Binder.Axis, 0);
        var index = _factory.Index(binder);
        var where = _factory.Both(InsideList(binder), _factory.Substitute(reduce.Where, reduce.Binder, index));
        return (binder, new(reduce, where, _factory.Substitute(reduce.Body, reduce.Binder, index), need));
    }

    private LoopAction Rename(Scope scope, LoopAction action)
    {
        var binders = action.Binders.Select((b, depth) => LoopBinder(scope, b.Axis, depth)).ToImmutableArray();
        var names = _factory.Unchanged;
        for (int k = 0; k < binders.Length; k++)
            names = names.And(action.Binders[k], _factory.Index(binders[k]));
        action = action.With(binders, term => _factory.Substitute(term, names));
        if (action is StoreAction store)
        {
            var inside = binders.Select(InsideList).Aggregate(store.Piece.Condition, _factory.Both);
            action = store with { Piece = store.Piece with { Condition = inside } };
        }

        return action;
    }

    /// <summary>Mode Samples: each element of the lane has a list of its own length, and the loop runs to the longest.</summary>
    private ConditionTerm? InsideList(Binder binder) =>
        _mode == LaneMode.Samples && binder.Axis.List?.Until is not null
            ? _factory.Compare(Comparison.Less, _factory.Index(binder), _factory.Extent(binder.Axis))
            : null;

    /// <summary>Into the visit of that level over the same axis, if both agree on whether it runs along a lane.</summary>
    private void Join(List<Visit> visits, (Binder Binder, Summand Summand) reduction, int level)
    {
        var (binder, summand) = reduction;
        bool isLane = MayRunAlongLane(binder) && (summand.Where is null || IsContiguous(summand.Where, binder)) && IsContiguous(summand.Body, binder);
        Find(visits, ImmutableArray.Create(binder), level, isLane).Reductions.Add(summand);
    }

    private void Join(List<Visit> visits, LoopAction action, int level)
    {
        var last = action.Binders[action.Binders.Length - 1];
        bool isLane = MayRunAlongLane(last) && IsContiguous(action, last);
        Find(visits, action.Binders, level, isLane).Actions.Add(action);
    }

    private static Visit Find(List<Visit> visits, ImmutableArray<Binder> binders, int level, bool isLane)
    {
        foreach (var known in visits)
            if (known.Level == level && known.IsLane == isLane && known.Binders.SequenceEqual(binders))
                return known;
        var visit = new Visit { Binders = binders, Level = level, IsLane = isLane };
        visits.Add(visit);
        return visit;
    }

    private bool MayRunAlongLane(Binder binder) => _mode == LaneMode.Axis && binder.Height >= FirstLoopHeight;

    private static Binder LoopBinder(Scope scope, BoundAxis axis, int depth) => new(axis, FirstLoopHeight + 8 * scope.Depth + depth);

    // Contiguity ----------------------------------------------------------------------------------------------------

    /// <summary>Whether every element that is read or written lies beside its neighbour along the binder's axis.</summary>
    private bool IsContiguous(LoopAction action, Binder binder) =>
        (action is not StoreAction store || IsAlong(store.Piece.Subscripts, binder) && store.Piece.Subscripts.Any(s => s.Free.Contains(binder)))
        && action.Terms.All(t => IsContiguous(t, binder));

    private bool IsContiguous(Term term, Binder binder)
    {
        if (!term.Free.Contains(binder))
            return true;
        return term switch
        {
            RealTerm when KeptIn(term) is not null => true,
            LoadTerm load => IsAlong(load.Subscripts, binder),
            ParameterElementTerm element => IsAlong(element.Subscripts, binder),
            UpstreamTerm upstream => upstream.Indices[upstream.Indices.Length - 1].Equals(binder),
            ListLabelTerm or ArgumentTerm => false,
            _ => IsContiguous(term.Children, binder),
        };
    }

    private static bool IsAlong(ImmutableArray<IntegerTerm> subscripts, Binder binder)
    {
        for (int k = 0; k < subscripts.Length; k++)
        {
            bool isLast = k == subscripts.Length - 1;
            if (subscripts[k].Free.Contains(binder) && !(isLast && subscripts[k] is IndexTerm))
                return false;
        }

        return true;
    }
}
