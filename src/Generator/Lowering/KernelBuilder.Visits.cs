using System.Collections.Immutable;
using LossGen.Generator.Algebra;
using LossGen.Generator.Binding;

namespace LossGen.Generator.Lowering;

/// <summary>
/// The visits of a scope: one for each level of dependent reductions over an axis, all of a level together, then the
/// actions. What several visits of a loop would compute again from an inner loop is kept in scratch.
/// </summary>
internal sealed partial class KernelBuilder
{
    private const int FirstLoopHeight = 3_000;

    /// <summary>A reduction, and its terms with the index of the loop.</summary>
    private sealed record Summand(ReduceTerm Original, ConditionTerm? Where, RealTerm Body);

    private sealed class Visit
    {
        public required ImmutableArray<Binder> Binders { get; init; }
        public required Need Need { get; init; }
        public List<Summand> Reductions { get; } = [];
        public List<LoopAction> Actions { get; } = [];

        /// <summary>An inner reduction to be kept, and where.</summary>
        public (ReduceTerm Term, KernelArray Array)? Kept { get; init; }

        public IEnumerable<Term> Terms =>
            Reductions.SelectMany(static r => r.Where is null ? [r.Body] : new Term[] { r.Where, r.Body })
                .Concat(Actions.SelectMany(static a => a.Terms))
                .Concat(Kept is { } kept ? [kept.Term] : []);
    }

    /// <summary>Inner reductions that a loop keeps in scratch, with the binder of that loop.</summary>
    private readonly Dictionary<ReduceTerm, KernelArray> _kept = [];

    private void Schedule(Scope scope, IReadOnlyList<(Term Term, Need Need)> roots, IReadOnlyList<LoopAction> actions)
    {
        var needs = Needs(scope, roots);
        var visits = PlanReductions(scope, needs);
        int reductions = visits.Count;
        visits.AddRange(PlanActions(scope, actions.Where(static a => !a.Binders.IsEmpty)));
        visits = KeepInner(scope, visits, ref reductions);

        for (int i = 0; i < reductions; i++)
            Build(scope, visits[i]);
        if (scope == _sample)
            Finish();
        for (int i = reductions; i < visits.Count; i++)
            Build(scope, visits[i]);
        foreach (var action in actions.Where(static a => a.Binders.IsEmpty).OrderBy(static a => a.Rank))
            Guarded(scope, action.Need, inner => Perform(action, inner));
    }

    // Planning ------------------------------------------------------------------------------------------------------

    /// <summary>When each term below the roots is needed that this scope doesn't know yet.</summary>
    private Dictionary<Term, Need> Needs(Scope scope, IReadOnlyList<(Term Term, Need Need)> roots)
    {
        var needs = new Dictionary<Term, Need>();
        var order = PostOrder(scope, roots.Select(static r => r.Term));
        foreach (var (term, need) in roots)
            Widen(term, need);
        for (int i = order.Count - 1; i >= 0; i--)
        {
            var term = order[i];
            if (!needs.TryGetValue(term, out var need))
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

        return needs;

        void Widen(Term term, Need need) =>
            needs[term] = needs.TryGetValue(term, out var known) ? known.Or(need) : need;
    }

    private List<Term> PostOrder(Scope scope, IEnumerable<Term> roots)
    {
        var order = new List<Term>();
        var seen = new HashSet<Term>();
        foreach (var root in roots)
            Visit(root);
        return order;

        void Visit(Term term)
        {
            if (scope.Find(term) is not null || !seen.Add(term))
                return;
            foreach (var child in Children(term))
                Visit(child);
            order.Add(term);
        }
    }

    private List<Visit> PlanReductions(Scope scope, Dictionary<Term, Need> needs)
    {
        var levels = new Dictionary<Term, int>();
        var here = new List<(ReduceTerm Term, int Level)>();
        foreach (var term in PostOrder(scope, needs.Keys.OrderBy(static t => t.Id)))
        {
            int level = Children(term).Where(levels.ContainsKey).Select(t => levels[t]).DefaultIfEmpty(0).Max();
            if (term is ReduceTerm reduce && BelongsTo(reduce, scope))
                here.Add((reduce, level++));
            levels[term] = level;
        }

        var visits = new List<Visit>();
        foreach (var (term, level) in here.OrderBy(static h => h.Level))
        {
            var need = needs.TryGetValue(term, out var known) ? known : Need.Always;
            var binder = LoopBinder(scope, term.Binder.Axis, 0);
            var visit = visits.FirstOrDefault(v => v.Binders[0].Equals(binder) && v.Need.Equals(need) && LevelOf(v) == level);
            if (visit is null)
                visits.Add(visit = new Visit { Binders = ImmutableArray.Create(binder), Need = need });
            var index = _factory.Index(binder);
            visit.Reductions.Add(new(term, _factory.Substitute(term.Where, term.Binder, index), _factory.Substitute(term.Body, term.Binder, index)));
        }

        return visits;

        int LevelOf(Visit visit) => here.First(h => h.Term == visit.Reductions[0].Original).Level;
    }

    private List<Visit> PlanActions(Scope scope, IEnumerable<LoopAction> actions)
    {
        var visits = new List<(int Rank, string Key, Visit Visit)>();
        foreach (var action in actions)
        {
            var binders = action.Binders.Select((b, depth) => LoopBinder(scope, b.Axis, depth)).ToImmutableArray();
            var renamed = action.With(binders, term => _factory.Substitute(term, action.Binders.Select((b, k) => (b, k)).ToImmutableDictionary(static p => p.b, p => (IntegerTerm)_factory.Index(binders[p.k]))));

            // Writes over the same axes share a loop; an optional one is asked for inside it.
            string key = string.Join(",", binders.Select(static b => b.Axis.Name));
            var visit = visits.FirstOrDefault(v => v.Rank == action.Rank && v.Key == key && action.Rank == 0).Visit;
            if (visit is null)
                visits.Add((action.Rank, key, visit = new Visit { Binders = binders, Need = action.Rank == 0 ? Need.Always : action.Need }));
            visit.Actions.Add(renamed);
        }

        return visits.OrderBy(static v => v.Rank).Select(static v => v.Visit).ToList();
    }

    private static Binder LoopBinder(Scope scope, BoundAxis axis, int depth) => new(axis, FirstLoopHeight + 8 * scope.Depth + depth);

    /// <summary>Puts a visit before the first of those that need the same inner reduction, and has them read what it kept.</summary>
    private List<Visit> KeepInner(Scope scope, List<Visit> visits, ref int reductions)
    {
        var planned = new List<Visit>();
        var users = new Dictionary<ReduceTerm, int>();
        foreach (var visit in visits)
            foreach (var inner in Inner(visit))
                users[inner] = users.TryGetValue(inner, out int count) ? count + 1 : 1;

        int inserted = 0;
        for (int i = 0; i < visits.Count; i++)
        {
            foreach (var inner in Inner(visits[i]).Where(r => users[r] > 1 && !_kept.ContainsKey(r)))
            {
                var array = new KernelArray(ArrayRole.Scratch, "scratch" + _scratchAxes.Count, false, Scratch: _scratchAxes.Count);
                _scratchAxes.Add(ImmutableArray.Create(visits[i].Binders[0].Axis));
                _arrays.Add(array);
                planned.Add(new Visit { Binders = ImmutableArray.Create(visits[i].Binders[0]), Need = Need.Always, Kept = (inner, array) });
                if (i < reductions)
                    inserted++;
                _kept[inner] = array;
                _notes.Add($"{_printer.Print(inner)} is kept in scratch: {users[inner]} loops over {visits[i].Binders[0].Axis.Name} need it");
            }

            planned.Add(visits[i]);
        }

        reductions += inserted;
        return planned;

        IEnumerable<ReduceTerm> Inner(Visit visit) =>
            visit.Binders.Length != 1 || _mode == LaneMode.Axis && scope != _sample
                ? []
                : PostOrder(scope, visit.Terms).OfType<ReduceTerm>()
                    .Where(r => r.Free.Length == 1 && r.Free[0].Equals(visit.Binders[0]));
    }

    // Building ------------------------------------------------------------------------------------------------------

    private void Build(Scope scope, Visit visit)
    {
        if (visit.Need.IsAlways || visit.Reductions.Count == 0)
        {
            Guarded(scope, visit.Need, inner => BuildLoops(scope, inner, visit));
            return;
        }

        // Inside a condition the results have to be declared before it.
        foreach (var original in visit.Reductions.Select(static r => r.Original))
        {
            var result = new Variable(Hint(original), ValueKind.Lane);
            scope.Block.Statements.Add(new Declare(result, new LaneNumber(0)));
            scope.Know(original, new Use(result));
        }

        Guarded(scope, visit.Need, inner => BuildLoops(scope, inner, visit));
    }

    private void BuildLoops(Scope results, Scope scope, Visit visit)
    {
        CountUses(visit.Terms);
        var last = visit.Binders[visit.Binders.Length - 1];
        bool isLane = _mode == LaneMode.Axis && !scope.InLaneLoop && IsContiguous(visit, last);
        foreach (var reduction in visit.Reductions)
            scope.Block.Statements.Add(new Comment(_printer.Print(reduction.Original)));

        var current = scope;
        var loops = new List<(Scope Scope, Variable Index, BoundAxis Axis)>();
        foreach (var binder in visit.Binders)
        {
            var index = new Variable(IndexName(binder.Axis), ValueKind.Integer);
            current = new Scope(current, new Block());
            current.Bind(binder, new BoundLoop(index, isLane && binder == last));
            loops.Add((current, index, binder.Axis));
        }

        var sums = new List<BlockSum>();
        var accumulators = new List<(ReduceTerm Original, Variable Variable)>();
        foreach (var reduction in visit.Reductions)
            accumulators.Add((reduction.Original, StartAccumulator(reduction.Original, scope, sums, isLane)));

        Schedule(current, visit.Terms.Select(static t => (t, Need.Always)).ToList(), []);
        for (int i = 0; i < visit.Reductions.Count; i++)
            AddTerm(visit.Reductions[i], accumulators[i].Variable, current, isLane);
        if (visit.Kept is { } kept)
            Keep(kept.Term, kept.Array, current, isLane);
        foreach (var action in visit.Actions)
            Guarded(current, visit.Need.Equals(action.Need) ? Need.Always : action.Need, inner => Perform(action, inner));

        // From the innermost outwards, after each body has placed what it needs before itself.
        for (int k = loops.Count - 1; k >= 0; k--)
        {
            var parent = k == 0 ? scope : loops[k - 1].Scope;
            parent.Block.Statements.Add(new Loop(
                loops[k].Index, LoopExtent(loops[k].Axis, parent), isLane && k == loops.Count - 1, loops[k].Scope.Block,
                k == loops.Count - 1 ? sums.ToImmutableArray() : ImmutableArray<BlockSum>.Empty));
        }

        foreach (var (original, variable) in accumulators)
            FinishAccumulator(original, variable, results, scope, sums, isLane);
    }

    private Variable StartAccumulator(ReduceTerm original, Scope scope, List<BlockSum> sums, bool isLane)
    {
        if (original.Kind == ReduceKind.Sum)
        {
            var total = new Variable(Hint(original), isLane ? ValueKind.Double : ValueKind.Lane);
            var lane = new Variable(Hint(original) + "Block", ValueKind.Lane);
            scope.Block.Statements.Add(new Declare(total, new LaneNumber(0)));
            sums.Add(new BlockSum(lane, total));
            return lane;
        }

        var accumulator = new Variable(Hint(original), ValueKind.Lane);
        scope.Block.Statements.Add(new Declare(accumulator, new LaneNumber(Identity(original.Kind))));
        return accumulator;
    }

    private void AddTerm(Summand reduce, Variable accumulator, Scope scope, bool isLane)
    {
        var where = reduce.Where is null ? null : EvaluateCondition(reduce.Where, scope);
        if (where is { Kind: ValueKind.Bool })
        {
            var inner = new Scope(scope, new Block());
            inner.Block.Statements.Add(new Accumulate(reduce.Original.Kind, accumulator, null, Evaluate(reduce.Body, inner), isLane));
            scope.Block.Statements.Add(new If(where, inner.Block, null));
        }
        else
        {
            scope.Block.Statements.Add(new Accumulate(reduce.Original.Kind, accumulator, where, Evaluate(reduce.Body, scope), isLane));
        }
    }

    private void FinishAccumulator(ReduceTerm original, Variable variable, Scope results, Scope scope, List<BlockSum> sums, bool isLane)
    {
        var sum = sums.FirstOrDefault(s => s.Lane == variable);
        Expression value = (original.Kind, isLane) switch
        {
            (ReduceKind.Sum, true) => new FromDouble(new Use(sum!.Total)),
            (ReduceKind.Sum, false) => new Use(sum!.Total),
            (ReduceKind.Product, true) => new LaneCall("ProductAcross", ImmutableArray.Create<Expression>(new Use(variable)), ValueKind.Lane),
            (ReduceKind.Max, true) => new LaneCall("MaxAcross", ImmutableArray.Create<Expression>(new Use(variable)), ValueKind.Lane),
            (ReduceKind.Min, true) => new LaneCall("MinAcross", ImmutableArray.Create<Expression>(new Use(variable)), ValueKind.Lane),
            _ => new Use(variable),
        };

        if (results != scope && results.Find(original) is Use { Variable: var declared })
            scope.Block.Statements.Add(new Assign(declared, value));
        else if (value is LaneCall)
        {
            scope.Block.Statements.Add(new Assign(variable, value));
            results.Know(original, new Use(variable));
        }
        else
        {
            results.Know(original, value is Use ? value : scope.Let(Hint(original) + "Total", value));
        }
    }

    private void Keep(ReduceTerm term, KernelArray array, Scope scope, bool isLane)
    {
        _kept.Remove(term);
        var value = Evaluate(term, scope);
        _kept[term] = array;
        var index = new Use(scope.Find(term.Free[0])!.Index);
        scope.Block.Statements.Add(_mode == LaneMode.Samples
            ? new Store(array, new Infix("*", index, new LaneWidth(), ValueKind.Integer), value, IsLane: true)
            : new Store(array, index, value, isLane));
    }

    private static double Identity(ReduceKind kind) => kind switch
    {
        ReduceKind.Product => 1,
        ReduceKind.Max => double.NegativeInfinity,
        ReduceKind.Min => double.PositiveInfinity,
        _ => 0,
    };

    /// <summary>Runs where the need holds; without a condition in the scope itself.</summary>
    private void Guarded(Scope scope, Need need, Action<Scope> build)
    {
        if (need.IsAlways)
        {
            build(scope);
            return;
        }

        var condition = need.Cases
            .Select(c => c.Select(LiteralValue).OrderBy(static e => e.ToString(), StringComparer.Ordinal).Aggregate((a, b) => new Infix("&&", a, b, ValueKind.Bool)))
            .Aggregate((a, b) => new Infix("||", a, b, ValueKind.Bool));
        var inner = new Scope(scope, new Block(), isConditional: true);
        build(inner);
        if (scope.Block.Statements.LastOrDefault() is If { Else: null } previous && previous.Condition.Equals(condition))
            previous.Then.Statements.AddRange(inner.Block.Statements);
        else
            scope.Block.Statements.Add(new If(condition, inner.Block, null));
    }

    private Expression LiteralValue(Literal literal)
    {
        Expression value = literal.Wanted is { } input
            ? new Wanted(input)
            : EvaluateCondition(literal.Condition!, _preamble);
        return literal.Holds ? value : new Prefix("!", value, ValueKind.Bool);
    }

    private Expression LoopExtent(BoundAxis axis, Scope scope) =>
        axis.List is not null && _mode == LaneMode.Axis ? EvaluateInteger(_factory.Extent(axis), scope) : new ExtentOf(axis);

    // Contiguity ----------------------------------------------------------------------------------------------------

    /// <summary>Whether every element that the visit touches lies beside its neighbour along the binder's axis.</summary>
    private bool IsContiguous(Visit visit, Binder binder)
    {
        foreach (var action in visit.Actions.OfType<StoreAction>())
            if (!IsAlong(action.Piece.Subscripts, binder) || !action.Piece.Subscripts.Any(s => s.Free.Contains(binder)))
                return false;
        if (visit.Actions.OfType<FinishAction>().Any() && !binder.Equals(visit.Binders[visit.Binders.Length - 1]))
            return false;
        return visit.Kept is { } kept
            ? kept.Term.Children.All(t => IsContiguous(t, binder))
            : visit.Terms.All(t => IsContiguous(t, binder));
    }

    private bool IsContiguous(Term term, Binder binder)
    {
        if (!term.Free.Contains(binder))
            return true;
        return term switch
        {
            ReduceTerm reduce when _kept.ContainsKey(reduce) => true,
            LoadTerm load => IsAlong(load.Subscripts, binder),
            ParameterElementTerm element => IsAlong(element.Subscripts, binder),
            UpstreamTerm upstream => upstream.Indices[upstream.Indices.Length - 1].Equals(binder),
            ListLabelTerm or ArgumentTerm => false,
            _ => term.Children.All(t => IsContiguous(t, binder)),
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

    private static string IndexName(BoundAxis axis) => axis.Name.ToLowerInvariant();
}
