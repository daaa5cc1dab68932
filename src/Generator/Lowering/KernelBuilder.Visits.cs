using System.Collections.Immutable;
using LossGen.Generator.Algebra;
using LossGen.Generator.Binding;

namespace LossGen.Generator.Lowering;

/// <summary>
/// The visits of a scope: one for each level of dependent reductions over an axis, all of a level together, then the
/// actions.
/// </summary>
internal sealed partial class KernelBuilder
{
    private const int LongestComment = 120;

    /// <summary>A reduction, and its terms with the index of the loop.</summary>
    private sealed record Summand(ReduceTerm Original, ConditionTerm? Where, RealTerm Body, Need Need);

    /// <summary>One run over the values of some indices: what is reduced over them and what is written for each.</summary>
    private sealed class Visit
    {
        public required ImmutableArray<Binder> Binders { get; init; }

        /// <summary>How many visits must have ended before this one may start.</summary>
        public required int Level { get; init; }

        public required bool IsLane { get; init; }
        public List<Summand> Reductions { get; } = [];
        public List<LoopAction> Actions { get; } = [];

        /// <summary>A term to be kept, where, and when anybody reads it.</summary>
        public (RealTerm Term, KernelArray Array)? Kept { get; init; }

        public Need KeptNeed { get; init; } = Need.Always;

        /// <summary>A term that is left in the row of a gradient for a later visit.</summary>
        public (RealTerm Term, StoreAction Store)? Carries { get; set; }

        /// <summary>The one need of all that the visit does, or Always where they differ.</summary>
        public Need Need
        {
            get
            {
                if (Kept is not null)
                    return KeptNeed;
                var first = Reductions.Count > 0 ? Reductions[0].Need : Actions[0].Need;
                foreach (var reduction in Reductions)
                    if (!reduction.Need.Equals(first))
                        return Need.Always;
                foreach (var action in Actions)
                    if (!action.Need.Equals(first))
                        return Need.Always;
                return first;
            }
        }

        /// <summary>What it evaluates, and when that is needed.</summary>
        public List<(Term Term, Need Need)> Terms
        {
            get
            {
                var terms = new List<(Term, Need)>(2 * Reductions.Count + 3 * Actions.Count + 2);
                foreach (var reduction in Reductions)
                {
                    if (reduction.Where is not null)
                        terms.Add((reduction.Where, reduction.Need));
                    terms.Add((reduction.Body, reduction.Need));
                }

                foreach (var action in Actions)
                    foreach (var term in action.Terms)
                        terms.Add((term, action.Need));
                if (Kept is { } kept)
                    terms.Add((kept.Term, KeptNeed));
                if (Carries is { } carried)
                    terms.Add((carried.Term, Need.Always));
                return terms;
            }
        }
    }

    /// <param name="actions">In the order of their ranks.</param>
    private void Schedule(Scope scope, List<(Term Term, Need Need)> roots, LoopAction[] actions)
    {
        var visits = Plan(scope, roots, Array.FindAll(actions, static a => !a.Binders.IsEmpty));
        int last = visits.Count - 1;
        while (last >= 0 && visits[last].Reductions.Count == 0)
            last--;
        for (int i = 0; i <= last; i++)
            Build(scope, visits[i]);
        if (scope == _sample)
            Finish();
        for (int i = last + 1; i < visits.Count; i++)
            Build(scope, visits[i]);
        foreach (var action in actions)
            if (action.Binders.IsEmpty)
                Guarded(scope, action.Need, inner => Perform(action, inner));
    }

    private void Build(Scope scope, Visit visit)
    {
        if (visit is { Reductions.Count: 0, Kept: null, Carries: null, Actions: [StoreAction store] } && ConditionOutside(store, scope) is { } condition)
        {
            var inner = new Scope(scope, new Block());
            var rest = new Visit { Binders = visit.Binders, Level = visit.Level, IsLane = visit.IsLane };
            rest.Actions.Add(store with { Piece = store.Piece with { Condition = null } });
            Build(inner, rest);
            scope.Block.Statements.Add(new If(condition, inner.Block, null));
            return;
        }

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

    /// <summary>A condition that doesn't change in the loops of something added, as one branch around them.</summary>
    private Expression? ConditionOutside(StoreAction store, Scope scope)
    {
        if (store.IsWrite || store.Piece.Condition is not { } condition || condition.Free.Any(store.Binders.Contains))
            return null;
        return EvaluateCondition(condition, scope) is { Kind: ValueKind.Bool } value ? value : null;
    }

    private void BuildLoops(Scope results, Scope scope, Visit visit)
    {
        var terms = visit.Terms;
        CountUses(terms);
        var last = visit.Binders[visit.Binders.Length - 1];
        bool isLane = visit.IsLane && !scope.InLaneLoop;

        // What is about to be kept has to be computed once.
        if (visit.Kept is { } unknown)
            _kept.Remove(KeptName(unknown.Term));
        _notes?.Add(Note(visit, isLane));
        var current = scope;
        var loops = new List<(Scope Scope, Variable Index, BoundAxis Axis)>();
        foreach (var binder in visit.Binders)
        {
            var index = new Variable(IndexName(binder.Axis), ValueKind.Integer);
            current = new Scope(current, new Block());
            current.Bind(binder, new BoundLoop(index, isLane && binder == last));
            loops.Add((current, index, binder.Axis));
        }

        foreach (var reduction in visit.Reductions)
            scope.Block.Statements.Add(CommentOn(reduction.Original, scope, loops[loops.Count - 1].Index));
        var sums = new List<BlockSum>();
        var accumulators = new List<(ReduceTerm Original, Variable Variable)>();
        foreach (var reduction in visit.Reductions)
            accumulators.Add((reduction.Original, StartAccumulator(reduction.Original, scope, sums, isLane)));
        if (isLane && visit.Actions.FindIndex(static a => a is FinishAction) is var finish and >= 0)
        {
            var losses = new Variable("lossSum", ValueKind.Lane);
            sums.Add(new BlockSum(losses, Numerator));
            visit.Actions[finish] = (FinishAction)visit.Actions[finish] with { Sum = losses };
        }

        Schedule(current, terms, []);
        var work = new List<(Need Need, Action<Scope> Do)>();
        for (int i = 0; i < visit.Reductions.Count; i++)
        {
            var (summand, accumulator) = (visit.Reductions[i], accumulators[i].Variable);
            foreach (var (body, need) in Cases(summand.Body, summand.Need))
            {
                // As one term, what is left out of a sum can be shared with what is stored.
                bool isMasked = summand is { Original.Kind: ReduceKind.Sum, Where: not null } && (isLane || _mode == LaneMode.Samples);
                var part = isMasked
                    ? summand with { Where = null, Body = _factory.Select(summand.Where!, body, _factory.Zero) }
                    : summand with { Body = body };
                work.Add((need, inner => AddTerm(part, accumulator, inner, isLane)));
            }
        }

        foreach (var action in visit.Actions)
        {
            foreach (var (part, need) in Cases(action))
                work.Add((need, inner => Perform(isLane || _mode == LaneMode.Samples ? Masked(part) : part, inner)));
        }

        // What has the same need stands together, so that it can share what it computes; first what always is needed.
        var needs = new List<Need>();
        foreach (var (need, _) in work)
            if (!needs.Contains(need))
                needs.Insert(need.IsAlways ? 0 : needs.Count, need);
        var own = visit.Need;
        foreach (var need in needs)
            Guarded(current, own.Equals(need) ? Need.Always : need, inner =>
            {
                foreach (var (asked, act) in work)
                    if (asked.Equals(need))
                        act(inner);
            });
        if (visit.Carries is { } carried)
            Leave(carried.Term, carried.Store, current, isLane);
        if (visit.Kept is { } kept)
            Keep(kept.Term, kept.Array, current, isLane);

        // From the innermost outwards, after each body has placed what it needs before itself.
        for (int k = loops.Count - 1; k >= 0; k--)
        {
            var parent = k == 0 ? scope : loops[k - 1].Scope;
            parent.Block.Statements.Add(new Loop(
                loops[k].Index, LoopExtent(loops[k].Axis, parent), isLane && k == loops.Count - 1, loops[k].Scope.Block,
                k == loops.Count - 1 ? sums.ToImmutableArray() : ImmutableArray<BlockSum>.Empty));
        }

        // What waited in a row is gone once the row has been written.
        foreach (var written in _carried.Where(pair => visit.Actions.Contains(pair.Value)).Select(static pair => pair.Key).ToList())
            _carried.Remove(written);
        if (visit.Carries is { } left)
            _carried[left.Term] = left.Store;
        foreach (var (original, variable) in accumulators)
            FinishAccumulator(original, variable, results, scope, sums, isLane);
    }

    private string Abridged(Term term) => _printer!.PrintAbridged(term, LongestComment);

    private string Note(Visit visit, bool isLane)
    {
        string axes = string.Join(", ", visit.Binders.Select(static b => b.Axis.Name));
        var does = new List<string>(3);
        if (visit.Reductions.Count > 0)
            does.Add(visit.Reductions.Count == 1 ? "one reduction" : $"{visit.Reductions.Count} reductions");
        if (visit.Actions.Count > 0)
            does.Add("stores");
        if (visit.Kept is not null)
            does.Add("a kept array");
        string how = _mode == LaneMode.Samples ? "one index at a time, the samples fill the lane"
            : isLane ? "along the lane, all that it touches is contiguous"
            : "one index at a time, what it touches is not contiguous";
        return $"visit over {axes}: {string.Join(" and ", does)}; {how}";
    }

    /// <summary>A choice by parameters at the top of a value becomes a value for each of its sides.</summary>
    private static IEnumerable<(RealTerm Value, Need Need)> Cases(RealTerm value, Need need) =>
        value is SelectTerm { Condition.IsParameterConstant: true } select
            ? Cases(select.WhenTrue, need.And(new Literal(select.Condition, null, true)))
                .Concat(Cases(select.WhenFalse, need.And(new Literal(select.Condition, null, false))))
            : [(value, need)];

    private LoopAction Masked(LoopAction action) => action is StoreAction { Piece: { Condition: { } condition } piece } store
        ? store with { Piece = piece with { Condition = null, Value = _factory.Select(condition, piece.Value, _factory.Zero) } }
        : action;

    private static IEnumerable<(LoopAction Action, Need Need)> Cases(LoopAction action) => action is StoreAction store
        ? Cases(store.Piece.Value, store.Need).Select(c => ((LoopAction)(store with { Piece = store.Piece with { Value = c.Value } }), c.Need))
        : [(action, action.Need)];

    private Variable StartAccumulator(ReduceTerm original, Scope scope, List<BlockSum> sums, bool isLane)
    {
        if (original.Kind == ReduceKind.Sum)
        {
            var total = new Variable(isLane ? Hint(original) + "Total" : Hint(original), isLane ? ValueKind.Double : ValueKind.Lane);
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
            results.Know(original, value is Use ? value : scope.Let(Hint(original), value));
        }
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

        // Conditions that exclude one another: nobody ever needs it.
        if (need.Cases.IsEmpty)
            return;

        Expression? condition = null;
        foreach (var conjunction in need.Cases)
        {
            var both = LiteralValue(conjunction[0]);
            for (int i = 1; i < conjunction.Length; i++)
                both = new Infix("&&", both, LiteralValue(conjunction[i]), ValueKind.Bool);
            condition = condition is null ? both : new Infix("||", condition, both, ValueKind.Bool);
        }

        var inner = new Scope(scope, new Block(), isConditional: true);
        build(inner);
        if (Last(scope.Block) is If { Else: null } previous && previous.Condition.Equals(condition))
            previous.Then.Statements.AddRange(inner.Block.Statements);
        else if (Last(scope.Block) is If { Else: null } contrary && IsContrary(contrary.Condition, condition!))
            scope.Block.Statements[scope.Block.Statements.Count - 1] = contrary with { Else = inner.Block };
        else
            scope.Block.Statements.Add(new If(condition!, inner.Block, null));
    }

    private static Statement? Last(Block block) => block.Statements.Count == 0 ? null : block.Statements[block.Statements.Count - 1];

    private static bool IsContrary(Expression left, Expression right) =>
        left is Prefix { Operator: "!" } a && a.Operand.Equals(right) || right is Prefix { Operator: "!" } b && b.Operand.Equals(left);

    private Expression LiteralValue(Literal literal)
    {
        Expression value = literal.Wanted is { } input
            ? Fixed("wants" + Raised(input.Name), new Wanted(input))
            : EvaluateCondition(literal.Condition!, _preamble);
        return literal.Holds ? value : new Prefix("!", value, ValueKind.Bool);
    }

    private Expression LoopExtent(BoundAxis axis, Scope scope) =>
        axis.List is not null && _mode == LaneMode.Axis ? EvaluateInteger(_factory.Extent(axis), scope) : new ExtentOf(axis);
}
