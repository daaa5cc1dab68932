using System.Collections.Immutable;
using LossGen.Generator.Algebra;
using LossGen.Generator.Binding;

namespace LossGen.Generator.Lowering;

/// <summary>
/// Builds one kernel: says in which loop each shared term is computed, once, as far outside as its indices allow. What is
/// evaluated lies in this file's neighbours: terms in Evaluation and Arithmetic, loops in Visits, addresses in Addressing.
/// </summary>
internal sealed partial class KernelBuilder
{
    private readonly LossTerms _loss;
    private readonly Case _case;
    private readonly TermFactory _factory;
    private readonly TermPrinter? _printer;
    private readonly KernelKind _kind;
    private readonly LaneMode _mode;
    private readonly SharedGradient? _shared;
    private readonly Binder? _rowBinder;

    private readonly Scope _preamble;
    private readonly Scope _row;
    private readonly Scope _sample;
    private readonly List<KernelArray> _arrays = [];
    private readonly List<ImmutableArray<BoundAxis>> _scratchAxes = [];
    private readonly List<string>? _notes;
    private readonly Spelling _spelling;
    private readonly KernelTables _tables;
    private readonly TermTable<int> _uses;
    private readonly TermTable<Need> _needs;
    private readonly TermTable<bool> _isOpposite;
    private readonly HashSet<BoundInput> _askedForMembers = [];
    private bool _reducesOnceACall;
    private readonly Dictionary<Expression, Expression> _fixed = [];

    /// <summary>Mode Axis: the sample. Mode Samples: the first position of the lane.</summary>
    public static readonly Variable Position = new("position", ValueKind.Integer);

    /// <summary>Mode Samples with axes: the row of the batch and the place inside <c>inner</c>.</summary>
    public static readonly Variable Sample = new("sample", ValueKind.Integer);
    public static readonly Variable Offset = new("offset", ValueKind.Integer);
    public static readonly Variable Inner = new("inner", ValueKind.Integer);

    /// <summary>What the losses are added to.</summary>
    public static readonly Variable Numerator = new("numerator", ValueKind.Double);

    /// <summary>Of a shared pass: the row of the shared array.</summary>
    public static readonly Variable Row = new("row", ValueKind.Integer);

    /// <summary>The first position of the block whose samples save something, the one after its last, and how many it has room for.</summary>
    public static readonly Variable First = new("first", ValueKind.Integer);
    public static readonly Variable End = new("last", ValueKind.Integer);
    public static readonly Variable Room = new("room", ValueKind.Integer);

    private KernelBuilder(LossTerms loss, Case @case, KernelKind kind, LaneMode mode, SharedGradient? shared, Spelling spelling, KernelTables tables, TermPrinter? printer)
    {
        tables.Clear();
        (_loss, _case, _factory, _kind, _mode, _shared, _rowBinder) = (loss, @case, loss.Factory, kind, mode, shared, shared?.Row);
        (_spelling, _printer, _tables, _uses, _needs, _isOpposite) = (spelling, printer, tables, tables.Uses, tables.Needs, tables.IsOpposite);
        _notes = printer is null ? null : [];
        _preamble = new(tables.Known);
        _row = _rowBinder is null ? _preamble : new(_preamble, new Block());
        if (_rowBinder is not null)
            _row.Bind(_rowBinder, new BoundLoop(Row, IsLane: false));
        _sample = new(_row, new Block());
    }

    /// <param name="loss">What is left of the formula in the case.</param>
    /// <param name="shared">Of a shared pass, what it adds up.</param>
    /// <param name="spelling">What the kernels of a formula share.</param>
    /// <param name="tables">What they write on one after the other.</param>
    /// <param name="printer">For notes, where somebody reads them; it has given no names yet.</param>
    public static Kernel Build(
        LossTerms loss, Case @case, KernelKind kind, LaneMode mode, SharedGradient? shared, Spelling spelling, KernelTables tables, TermPrinter? printer, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        return new KernelBuilder(loss, @case, kind, mode, shared, spelling, tables, printer).Build();
    }

    /// <summary>What a kernel of that kind is made of.</summary>
    public static IEnumerable<Term> Roots(LossTerms loss, KernelKind kind)
    {
        if (HasValue(kind))
            yield return loss.Value;
        if (!HasGradients(kind) && loss.Divisor is not null)
            yield return loss.Divisor;
        if (!HasGradients(kind))
            yield break;
        foreach (var piece in loss.Gradients.SelectMany(static g => g.Pieces))
        {
            foreach (var subscript in piece.Subscripts)
                yield return subscript;
            if (piece.Condition is not null)
                yield return piece.Condition;
            yield return piece.Value;
        }
    }

    private static bool HasValue(KernelKind kind) => kind is KernelKind.Value or KernelKind.Gradient;

    public static bool HasGradients(KernelKind kind) => kind is KernelKind.Gradient or KernelKind.Shared;

    private Kernel Build()
    {
        AddArrays();
        IgnoreSamples();

        var stores = new List<StoreAction>();
        if (HasGradients(_kind))
            foreach (var gradient in _loss.Gradients.Where(g => _kind == KernelKind.Gradient || g.Input.IsShared))
                stores.AddRange(Stores(gradient));

        var roots = new List<(Term Term, Need Need)>();
        if (HasValue(_kind))
            roots.Add((_loss.Value, Need.Always));
        if (Divisor is { } divisor)
            roots.Add((divisor, Need.Always));
        foreach (var store in stores)
            foreach (var term in store.Terms)
                roots.Add((term, store.Need));
        CountUses(roots);

        // Mostly there is none: all that would come of it is what the sample's own schedule finds again.
        if (_reducesOnceACall)
            Schedule(_preamble, roots, []);
        if (_rowBinder is not null)
            Schedule(_row, roots, []);
        var rowEnd = _kind == KernelKind.Shared ? SumBlocks(stores) : new Block();

        IEnumerable<LoopAction> actions = stores.OrderBy(static s => s.Rank);
        if (!_loss.ResultBinders.IsEmpty && HasValue(_kind))
            actions = actions.Prepend(new FinishAction(_loss.ResultBinders, _loss.Value));
        MarkLists(on: true);
        Schedule(_sample, roots, actions.ToArray());
        MarkLists(on: false);

        if (_mode == LaneMode.Axis && _rowBinder is not null)
            TurnRows(rowEnd);
        int left = Kernel.ManyLaneCalls - LaneCallCount.Of(_preamble.Block) - (_rowBinder is null ? 0 : LaneCallCount.Of(_row.Block)) - LaneCallCount.Of(_sample.Block);
        Jamming.Apply(_sample.Block, _factory.Catalogue, _notes, ref left);
        Extremes.Apply(_sample.Block, _notes, ref left);
        Peeling.Apply(_sample.Block, ref left);
        bool isPeeled = _mode == LaneMode.Samples && Peeling.IsPeeled(_sample.Block, ref left);
        return new Kernel(
            _kind, _mode, _case, _arrays.ToImmutableArray(), _rowBinder?.Axis, _rowBinder is null ? new Block() : _row.Block, rowEnd, _preamble.Block, _sample.Block, _checks.ToImmutableArray(),
            _scratchAxes.ToImmutableArray(), Divisor is not null, isPeeled, Kernel.ManyLaneCalls - left, _notes?.ToImmutableArray() ?? ImmutableArray<string>.Empty)
        {
            Shared = _shared?.Inputs.ToImmutableArray() ?? ImmutableArray<BoundInput>.Empty,
        };
    }

    /// <summary>Of a shared pass, the samples inside the lanes of a row, where the lanes can then be taken several at a time.</summary>
    private void TurnRows(Block rowEnd)
    {
        int left = Kernel.ManyLaneCalls - LaneCallCount.Of(_preamble.Block) - LaneCallCount.Of(_row.Block);
        if (RowSums.Of(_sample.Block, rowEnd) is not { } lanes || Jamming.Of(lanes, _factory.Catalogue, _notes, mayBeApart: false, ref left) is not { } jammed)
            return;
        _row.Block.Statements.RemoveAll(static s => s is Clear or If { Then.Statements: [Clear] });
        _row.Block.Statements.Add(jammed);
        _sample.Block.Statements.Clear();
        rowEnd.Statements.Clear();
        _arrays.RemoveAll(static array => array.Role == ArrayRole.BlockSum);
    }

    /// <summary>Backward has its divisor from a pass of its own, before it may scale.</summary>
    private RealTerm? Divisor => HasGradients(_kind) ? null : _loss.Divisor;

    /// <summary>The value of a sample, added and stored; where the result has an axis, an action of a loop does it.</summary>
    private void Finish()
    {
        if (_kind == KernelKind.Divisor)
            _sample.Block.Statements.Add(new Finish(null, Counted(Evaluate(Divisor!, _sample)), new Use(Position), _mode == LaneMode.Samples));
        else if (HasValue(_kind) && _loss.ResultBinders.IsEmpty)
        {
            var divisor = Divisor is null ? null : Counted(Evaluate(Divisor, _sample));
            _sample.Block.Statements.Add(new Finish(Counted(Evaluate(_loss.Value, _sample)), divisor, new Use(Position), _mode == LaneMode.Samples));
        }
    }

    // Uses ----------------------------------------------------------------------------------------------------------

    private void CountUses(List<(Term Term, Need Need)> roots)
    {
        FindOpposites(roots);
        var counted = _tables.Counted;
        counted.Clear();
        foreach (var (root, _) in roots)
            Count(root);
        for (int i = 0; i < counted.Count; i++)
            foreach (var child in Children(counted[i]))
                Count(child);

        // -a*b beside a*b is spelled with it; -a alone uses a, and is spelled with it once more where it is used again.
        for (int i = counted.Count - 1; i >= 0; i--)
            foreach (var (term, spelled) in _spelling.Beside(counted[i]))
                if (IsUsed(spelled) && (_uses[term] > 1 && term is ProductTerm || !term.Children.Contains(spelled)))
                    Count(spelled);

        void Count(Term term)
        {
            ref int uses = ref _uses.At(term);
            if (uses++ > 0)
                return;
            counted.Add(term);
            if (term is MemberTerm member)
                _askedForMembers.Add(member.List);
            _reducesOnceACall |= term is ReduceTerm { IsBatchConstant: true };
        }
    }

    /// <summary>
    /// Finds the choices that are spelled as minus their opposite: those that come after it, as the slopes of a difference's two
    /// sides do, and those of which each case would have a minus of its own.
    /// </summary>
    private void FindOpposites(List<(Term Term, Need Need)> roots)
    {
        var seen = _tables.Seen;
        seen.Clear();
        var pending = new Stack<Term>();
        foreach (var (root, _) in roots)
        {
            Reach(root);
            while (pending.Count > 0)
                Visit(pending.Pop());
        }

        void Reach(Term term)
        {
            if (term.HoldsChoice && seen.Add(term))
                pending.Push(term);
        }

        void Visit(Term term)
        {
            if (term is SelectTerm { Condition.IsParameterConstant: false } select)
            {
                var opposite = _spelling.Opposite(select);
                if (opposite != select && !_isOpposite[opposite] && (seen.Contains(opposite) || _spelling.IsNegativeInAll(select)))
                    _isOpposite[select] = true;
                if (_isOpposite[select])
                {
                    Reach(opposite);
                    return;
                }
            }

            foreach (var child in term.Children)
                Reach(child);
        }
    }

    private bool IsOpposite(SelectTerm select) => _isOpposite[select];

    private bool IsNegative(RealTerm term) => term is SelectTerm select ? IsOpposite(select) : Spelling.IsNegative(term);

    private bool IsUsed(Term term) => _uses[term] > 0;

    private bool IsShared(Term term) => _uses[term] != 1;

    private ImmutableArray<Term> Children(Term term) => term switch
    {
        ArgumentTerm argument => ImmutableArray.Create<Term>(Search(argument)),
        MemberTerm member when _mode == LaneMode.Samples => ImmutableArray.Create<Term>(AnyLabel(member)),
        SelectTerm select when IsOpposite(select) => ImmutableArray.Create<Term>(_spelling.Opposite(select)),
        _ => term.Children,
    };

    private readonly Dictionary<Term, Term> _expansions = [];

    /// <summary>argmax and argmin as the smallest index at which the body is the extreme.</summary>
    private RealTerm Search(ArgumentTerm argument)
    {
        if (_expansions.TryGetValue(argument, out var known))
            return (RealTerm)known;
        var extreme = _factory.Reduce(argument.Kind, argument.Binder, argument.Where, argument.Body);
        var isExtreme = _factory.Compare(Comparison.Equal, argument.Body, extreme);
        var where = _factory.Both(argument.Where, isExtreme);
        var search = _factory.Reduce(ReduceKind.Min, argument.Binder, where, _factory.Conversion(_factory.Index(argument.Binder)));
        _expansions[argument] = search;
        return search;
    }

    /// <summary>A membership where each element of the lane has a list of its own: how often the item is in it, compared with 0.</summary>
    private ConditionTerm AnyLabel(MemberTerm member)
    {
        if (_expansions.TryGetValue(member, out var known))
            return (ConditionTerm)known;
        var position = _factory.Fresh(member.List.Axes[0]);
        var isLabel = _factory.Compare(Comparison.Equal, member.Item, _factory.ListLabel(member.List, _factory.Index(position)));
        var count = _factory.Reduce(ReduceKind.Sum, position, isLabel, _factory.Number(1));
        var any = _factory.Compare(Comparison.Greater, count, _factory.Number(0));
        _expansions[member] = any;
        return any;
    }

    /// <summary>What the caller decides, read once: a kernel that stores can't know that it doesn't change.</summary>
    private Expression Fixed(string hint, Expression value)
    {
        if (!_fixed.TryGetValue(value, out var known))
            _fixed.Add(value, known = _preamble.Let(hint, value));
        return known;
    }

    // Places --------------------------------------------------------------------------------------------------------

    /// <summary>
    /// The scope in which a term is computed: where its innermost index is bound, but inside a condition that it needs no
    /// more than, unless it costs little and leaving the condition takes it out of a loop, or is done once for several.
    /// </summary>
    private Scope Place(Term term, Scope scope)
    {
        var home = Home(term, scope);
        for (Scope? place = scope; place != home; place = place!.Parent)
        {
            if (place!.IsConditional && !(term.Free.IsEmpty && IsAlwaysNeeded(term)) && !((LeavesLoop(place, home) || IsNeededByMany(term)) && IsCheap(term, home)))
                return place;
        }

        if (home != _sample || !term.IsBatchConstant)
            return home;
        return term.Free.IsEmpty ? _preamble : _row;
    }

    /// <summary>The innermost scope that binds an index of the term.</summary>
    private Scope Home(Term term, Scope scope)
    {
        Scope? home = scope;
        while (home != _sample && home != _preamble && !home!.BindsIndexOf(term))
            home = home.Parent;
        return home!;
    }

    private static bool LeavesLoop(Scope place, Scope home)
    {
        for (Scope? scope = place; scope != home; scope = scope!.Parent)
            if (scope!.IsLoop)
                return true;
        return false;
    }

    /// <summary>Whether the scope is where the term belongs, and all that it needs is bound there.</summary>
    private bool BelongsTo(Term term, Scope scope)
    {
        foreach (var binder in term.Free)
            if (scope.Find(binder) is null)
                return false;
        return Place(term, scope) == scope && (scope != _preamble && scope != _row || term.IsBatchConstant);
    }

    private bool IsNeededByMany(Term term) => _needs[term] is { Cases.Length: > 1 };

    private bool IsAlwaysNeeded(Term term) => _needs[term] is { IsAlways: true };

    /// <summary>
    /// The scope outside of a condition where a costly term belongs that others need under the same one, or that doesn't change in
    /// the loops around it: it is computed there once, under its own need. Null where the term stays.
    /// </summary>
    private Scope? Outside(Term term, Scope place)
    {
        if (!place.IsConditional || term.IsParameterConstant || _needs[term] is null || _apart.Contains(term))
            return null;
        var home = Home(term, place);
        return LeavesLoop(place, home) || place != home && IsShared(term) && IsCostly(term, _factory.Catalogue) ? home : null;
    }

    /// <summary>Worth computing even where it may not be needed, if that takes it out of a loop.</summary>
    private static bool IsCheap(Term term, Scope scope)
    {
        if (scope.Find(term) is not null)
            return true;
        switch (term)
        {
            case ApplyTerm { Function.Cost: > 2 } or ReduceTerm or ArgumentTerm or MemberTerm or ListLabelTerm:
                return false;
            case PowerTerm { Exponent: NumberTerm { Value: >= -3 and <= 3 and var exponent } } power when 2 * exponent == Math.Floor(2 * exponent):
                return IsCheap(power.Base, scope);
            case PowerTerm:
                return false;
        }

        foreach (var child in term.Children)
            if (!IsCheap(child, scope))
                return false;
        return true;
    }
}
