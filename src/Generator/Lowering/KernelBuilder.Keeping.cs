using System.Collections.Immutable;
using LossGen.Generator.Algebra;
using LossGen.Generator.Binding;
using LossGen.Generator.Functions;

namespace LossGen.Generator.Lowering;

/// <summary>
/// What loops would compute again and again is kept in scratch, one value for each index of an axis: an inner reduction that
/// several visits need, and what an inner loop needs at a cost though the loops around it don't change it. It is read over
/// the index of any loop, and at a label: summed in another order it would be another number.
/// </summary>
internal sealed partial class KernelBuilder
{
    private const int KeptHeight = 5_000;

    /// <summary>What is kept once the visit that puts it there is built, under the one name that its index has here.</summary>
    private readonly Dictionary<Term, KernelArray> _kept = [];

    /// <summary>What is kept before all else, as a term at a label.</summary>
    private readonly Dictionary<Term, (KernelArray Array, IntegerTerm At)> _keptAtLabels = [];

    /// <summary>A term of one index that visits need, under its common name.</summary>
    private sealed class Shared
    {
        public int Visits { get; set; }

        /// <summary>Whether a loop around the one over its index would compute it each time.</summary>
        public bool IsRepeated { get; set; }

        public Need Need { get; set; } = Need.Never;
    }

    /// <summary>Puts a visit before the first of those that need the same, and has them read what it kept.</summary>
    /// <param name="all">The terms of the plan.</param>
    private List<Visit> KeepShared(Scope scope, List<Visit> visits, List<Term> all)
    {
        // Without a loop inside another there is nothing to be kept.
        if (scope != _sample || !all.Exists(static term => term.Bound is not null && !term.Free.IsEmpty))
            return visits;
        var found = new Dictionary<Term, Shared>();
        foreach (var visit in visits)
        {
            foreach (var (name, isRepeated) in Candidates(scope, visit))
            {
                if (!found.TryGetValue(name, out var shared))
                    found.Add(name, shared = new Shared());
                shared.Visits++;
                shared.IsRepeated |= isRepeated;
            }
        }

        var worthy = found.Where(static f => f.Value is { IsRepeated: true } or { Visits: > 1 }).ToDictionary(static f => f.Key, static f => f.Value);
        if (worthy.Count == 0)
            return visits;

        // Whatever a visit holds of it is kept by then, and a part before the whole.
        var held = visits.ConvertAll(visit => PostOrder(scope, visit.Terms)
            .Where(static t => t is RealTerm && t.Free.Length == 1).Select(KeptName).Where(worthy.ContainsKey).Distinct().OrderBy(HeightOf).ThenBy(static t => t.Id).ToList());
        for (int i = 0; i < visits.Count; i++)
            foreach (var name in held[i])
                worthy[name].Need = worthy[name].Need.Or(visits[i].Need);
        var planned = new List<Visit>();
        var first = new List<Visit>();
        for (int i = 0; i < visits.Count; i++)
        {
            foreach (var name in held[i].Where(n => !_kept.ContainsKey(n)))
            {
                bool isFirst = worthy[name].Need.IsAlways && !Below(name.Children).Any(static t => t.Bound is not null);
                (isFirst ? first : planned).Add(KeepingVisit(scope, (RealTerm)name, worthy[name], visits[i].Level));
                if (isFirst)
                    KeepAtLabels((RealTerm)name);
            }

            planned.Add(visits[i]);
        }

        foreach (var visit in planned)
            visit.Reductions.RemoveAll(r => _keptAtLabels.ContainsKey(r.Original));
        planned.RemoveAll(static v => v.Reductions.Count == 0 && v.Actions.Count == 0 && v.Kept is null);

        // With what is kept at hand, other visits may run along the lane.
        return first.Concat(planned).Select(v => v.IsLane || v.Kept is not null || !MayRunAlongLane(v.Binders[v.Binders.Length - 1]) ? v : Widened(v)).ToList();
    }

    /// <summary>How many steps a term is above its deepest part, those that stand for it here included.</summary>
    private int HeightOf(Term term)
    {
        if (_tables.Heights[term] is { } known)
            return known;
        int height = 0;
        foreach (var child in Children(term))
            height = Math.Max(height, 1 + HeightOf(child));
        _tables.Heights[term] = height;
        return height;
    }

    private Visit KeepingVisit(Scope scope, RealTerm name, Shared shared, int level)
    {
        var binder = LoopBinder(scope, name.Free[0].Axis, 0);
        var term = _factory.Substitute(name, name.Free[0], _factory.Index(binder));
        bool isLane = MayRunAlongLane(binder) && IsContiguous(term is ReduceTerm ? term.Children : ImmutableArray.Create<Term>(term), binder);
        var array = new KernelArray(ArrayRole.Scratch, "kept" + _scratchAxes.Count, false, Scratch: _scratchAxes.Count);
        _scratchAxes.Add(ImmutableArray.Create(binder.Axis));
        _arrays.Add(array);
        _kept[name] = array;
        _notes?.Add($"{Abridged(term)} is kept in scratch: "
            + (shared.IsRepeated ? "an inner loop needs it again and again" : $"{shared.Visits} loops over {binder.Axis.Name} need it"));
        return new Visit { Binders = ImmutableArray.Create(binder), Level = level, IsLane = isLane, Kept = (term, array), KeptNeed = shared.Need };
    }

    private void KeepAtLabels(RealTerm name)
    {
        var binder = name.Free[0];
        foreach (var input in _loss.Loss.Inputs.Where(i => i.Kind == InputKind.Label && i.LabelAxis == binder.Axis))
            _keptAtLabels[_factory.Substitute(name, binder, _factory.Label(input))] = (_kept[name], _factory.Label(input));
    }

    private bool IsContiguous(ImmutableArray<Term> terms, Binder binder)
    {
        foreach (var term in terms)
            if (!IsContiguous(term, binder))
                return false;
        return true;
    }

    /// <summary>What a visit needs that could be kept, each once.</summary>
    private List<(Term Name, bool IsRepeated)> Candidates(Scope scope, Visit visit)
    {
        var candidates = new List<(Term Name, bool IsRepeated)>();
        foreach (var term in PostOrder(scope, visit.Terms))
        {
            if (term is ReduceTerm { Free: [var only] } && only.Equals(visit.Binders[0]))
                Add(term, false);
            if (term.Bound is { } binder && !term.Free.IsEmpty)
                foreach (var costly in CostlyAlong(term.Children, binder))
                    Add(costly, true);
        }

        return candidates;

        void Add(Term term, bool isRepeated)
        {
            var name = KeptName(term);
            int known = candidates.FindIndex(c => c.Name == name);
            if (known < 0)
                candidates.Add((name, isRepeated));
            else if (isRepeated)
                candidates[known] = (name, true);
        }
    }

    /// <summary>The topmost terms that have the binder's index and no other, and cost something.</summary>
    private IEnumerable<RealTerm> CostlyAlong(ImmutableArray<Term> roots, Binder binder)
    {
        var seen = _tables.Seen;
        seen.Clear();
        var pending = new Stack<Term>();
        foreach (var root in roots)
            if (seen.Add(root))
                pending.Push(root);
        while (pending.Count > 0)
        {
            var term = pending.Pop();
            if (!term.Free.Contains(binder))
                continue;
            if (term is RealTerm real && term.Free.Length == 1 && CostsAlong(term, binder))
            {
                // Its sign is spelled where it is read, and there it may be a minus between two terms.
                yield return IsNegative(real) ? _spelling.Opposite(real) : real;
                continue;
            }

            foreach (var child in term.Children)
                if (seen.Add(child))
                    pending.Push(child);
        }
    }

    /// <summary>Whether something that has the index costs something.</summary>
    private bool CostsAlong(Term term, Binder binder)
    {
        var seen = _tables.SeenBelow;
        seen.Clear();
        return Visit(term);

        bool Visit(Term part)
        {
            if (!part.Free.Contains(binder) || !seen.Add(part))
                return false;
            if (IsCostly(part, _factory.Catalogue))
                return true;
            foreach (var child in part.Children)
                if (Visit(child))
                    return true;
            return false;
        }
    }

    public static bool IsCostly(Term term, Catalogue catalogue) =>
        term is ReduceTerm or ApplyTerm { Function.Cost: >= CostlyFrom } || IsCall(term, catalogue);

    /// <summary>The array in which a term is kept, and at which place; or null.</summary>
    private (KernelArray Array, IntegerTerm At)? KeptIn(Term term)
    {
        if (_kept.Count == 0 || term is not RealTerm)
            return null;
        if (term.Free.Length == 1)
            return _kept.TryGetValue(KeptName(term), out var array) ? (array, _factory.Index(term.Free[0])) : null;
        return term.Free.IsEmpty && _keptAtLabels.TryGetValue(term, out var atLabel) ? atLabel : null;
    }

    /// <summary>The term under the name that its one index has for all that keep and read it.</summary>
    private Term KeptName(Term term)
    {
        if (_tables.KeptNames[term] is { } known)
            return known;
        var binder = term.Free[0];
        var name = _factory.Substitute(term, binder, _factory.Index(new Binder(binder.Axis, KeptHeight)));
        _tables.KeptNames[term] = name;
        return name;
    }

    private Visit Widened(Visit visit)
    {
        var last = visit.Binders[visit.Binders.Length - 1];
        bool isLane = visit.Actions.All(a => IsContiguous(a, last)) && visit.Terms.All(t => IsContiguous(t.Term, last));
        var widened = new Visit { Binders = visit.Binders, Level = visit.Level, IsLane = isLane };
        widened.Reductions.AddRange(visit.Reductions);
        widened.Actions.AddRange(visit.Actions);
        return widened;
    }

    private Expression ReadKept(RealTerm term, KernelArray array, IntegerTerm at, Scope place)
    {
        bool isLane = at is IndexTerm { Binder: var binder } && place.Find(binder)!.IsLane;
        var index = isLane ? new Use(place.Find(((IndexTerm)at).Binder)!.Index) : EvaluateInteger(at, place);
        var value = place.Let(Hint(term), (index.Kind, _mode) switch
        {
            (ValueKind.Lane, _) => new Gather(array, new IntegerNumber(0), index, new LaneWidth(), new IntegerNumber(1)),
            (_, LaneMode.Samples) => new LoadLane(array, new Infix("*", index, new LaneWidth(), ValueKind.Integer)),
            _ => isLane ? new LoadLane(array, index) : new LoadBroadcast(array, index),
        });
        place.Know(term, value);
        return value;
    }

    private void Keep(RealTerm term, KernelArray array, Scope scope, bool isLane)
    {
        var value = Evaluate(term, scope);
        _kept[KeptName(term)] = array;
        var index = new Use(scope.Find(term.Free[0])!.Index);
        scope.Block.Statements.Add(_mode == LaneMode.Samples
            ? new Store(array, new Infix("*", index, new LaneWidth(), ValueKind.Integer), value, IsLane: true)
            : new Store(array, index, value, isLane));
    }
}
