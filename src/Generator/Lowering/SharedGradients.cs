using System.Collections.Immutable;
using LossGen.Generator.Algebra;
using LossGen.Generator.Binding;

namespace LossGen.Generator.Lowering;

/// <summary>Gradients of shared arrays that one pass adds up, after each block of samples.</summary>
/// <param name="Row">The index of an array's row, with the samples of the block inside; null where each sample adds to whole arrays.</param>
/// <param name="Terms">The gradients alone, as what a sample adds, of its inputs and of what it has saved.</param>
internal sealed record SharedGradient(Binder? Row, LossTerms Terms)
{
    public IEnumerable<BoundInput> Inputs => Terms.Gradients.Where(static g => g.Input.IsShared && !g.Pieces.IsEmpty).Select(static g => g.Input);
}

/// <summary>
/// Takes the gradients of shared arrays out of the pass over samples. What costs something and has at most one index is saved
/// for each sample of a block, over the index's axis; then a second pass goes through the rows of the shared array with the
/// samples inside. Every element is added to in the order of the samples, whoever adds.
/// </summary>
internal sealed class SharedGradients
{
    private const int RowHeight = 6_000, SavedHeight = 7_000;

    private readonly TermFactory _factory;
    private readonly List<(Term Key, Gradient Saved)> _saved = [];

    // While one piece is cut.
    private readonly List<(ConditionTerm Condition, bool Holds)> _assumed = [];
    private BoundInput _reader = null!;
    private Binder? _row;

    private SharedGradients(LossTerms loss) => _factory = loss.Factory;

    /// <summary>What the pass over samples computes and saves, and the passes that add up what it saved.</summary>
    public static (LossTerms Samples, ImmutableArray<SharedGradient> Shared) Split(LossTerms loss)
    {
        if (!loss.Gradients.Any(static g => g.Input.IsShared && !g.Pieces.IsEmpty))
            return (loss, ImmutableArray<SharedGradient>.Empty);
        var split = new SharedGradients(loss);
        var rewritten = loss.Gradients.Where(static g => g.Input.IsShared)
            .Select(g => (Row: RowOf(g.Input), Gradient: g with { Pieces = g.Pieces.Select(p => split.Rewrite(g.Input, p)).ToImmutableArray() }))
            .Where(static g => !g.Gradient.Pieces.IsEmpty).ToList();
        var saved = split._saved.Select(static s => s.Saved).ToList();

        // Every pass knows all arrays: they have the same numbers in all of them.
        var samples = loss with { Gradients = loss.Gradients.Select(static g => g.Input.IsShared ? Empty(g) : g).Concat(saved).ToImmutableArray() };
        var shared = rewritten.GroupBy(static g => g.Row).Select(group => new SharedGradient(group.Key, loss with
        {
            Value = loss.Factory.Zero,
            Divisor = null,
            Gradients = loss.Gradients
                .Select(g => group.Select(static r => r.Gradient).FirstOrDefault(r => r.Input == g.Input) ?? Empty(g))
                .Concat(saved.Select(Empty)).ToImmutableArray(),
        }));
        return (samples, shared.ToImmutableArray());
    }

    private static Gradient Empty(Gradient gradient) => gradient with { Pieces = ImmutableArray<Piece>.Empty };

    /// <summary>An array of one axis is short beside what a sample costs: each sample adds to all of it.</summary>
    private static Binder? RowOf(BoundInput input) => input.Axes.Length > 1 ? new Binder(input.Axes[0], RowHeight) : null;

    private Piece Rewrite(BoundInput input, Piece piece)
    {
        (_reader, _row) = (input, RowOf(input));
        var first = piece.Subscripts.FirstOrDefault();
        bool isRowsOwn = first is IndexTerm { Binder: var own } && !piece.Subscripts.Skip(1).Any(s => s.Free.Contains(own));
        if (_row is not null && isRowsOwn)
            piece = AtRow(piece, ((IndexTerm)first!).Binder, _row);
        var cut = piece with { Value = Cut(piece.Value), Condition = piece.Condition is null ? null : (ConditionTerm)CutBelow(piece.Condition) };
        return _row is null || isRowsOwn ? cut : cut with
        {
            Subscripts = cut.Subscripts.SetItem(0, _factory.Index(_row)),
            Condition = _factory.Both(IsAt(first!, _row), cut.Condition),
        };
    }

    private Piece AtRow(Piece piece, Binder own, Binder row)
    {
        Term Renamed(Term term) => _factory.Substitute(term, own, _factory.Index(row));
        return piece with
        {
            Binders = piece.Binders.Remove(own),
            Subscripts = piece.Subscripts.Select(s => (IntegerTerm)Renamed(s)).ToImmutableArray(),
            Condition = piece.Condition is null ? null : (ConditionTerm)Renamed(piece.Condition),
            Value = (RealTerm)Renamed(piece.Value),
        };
    }

    /// <summary>Whether a subscript names the row; an index that was searched for is saved as a number.</summary>
    private ConditionTerm IsAt(IntegerTerm subscript, Binder row) => IsCostly(subscript) && CanBeSaved(subscript)
        ? _factory.Compare(Comparison.Equal, Save(_factory.Conversion(subscript)), _factory.Conversion(_factory.Index(row)))
        : _factory.Compare(Comparison.Equal, subscript, _factory.Index(row));

    // What is saved -------------------------------------------------------------------------------------------------

    private RealTerm Cut(RealTerm term)
    {
        if (term.IsBatchConstant)
            return term;
        if (IsWorthSaving(term))
            return Save(term);
        return term switch
        {
            ProductTerm product => CutProduct(product),
            SelectTerm { Condition.IsParameterConstant: true } select => _factory.Select(select.Condition, Under(select, true), Under(select, false)),
            _ => (RealTerm)CutBelow(term),
        };
    }

    /// <summary>What only one side of a choice by parameters needs is saved as 0 on the other.</summary>
    private RealTerm Under(SelectTerm select, bool holds)
    {
        _assumed.Add((select.Condition, holds));
        var cut = Cut(holds ? select.WhenTrue : select.WhenFalse);
        _assumed.RemoveAt(_assumed.Count - 1);
        return cut;
    }

    /// <summary>Factors of one index are saved as one number, and those of none with them.</summary>
    private RealTerm CutProduct(ProductTerm product)
    {
        var host = product.Operands.Where(o => !o.IsBatchConstant && o.Free.Length == 1 && CanBeSaved(o))
            .GroupBy(static o => o.Free[0])
            .OrderByDescending(g => g.Key.Equals(_row)).ThenBy(g => g.Min(static o => o.Id))
            .FirstOrDefault(g => IsWorthSaving(_factory.Product(g)))?.Key;
        var joined = product.Operands
            .Where(o => o.IsParameterConstant || !o.IsBatchConstant && CanBeSaved(o) && (o.Free.IsEmpty || host is not null && o.Free[0].Equals(host))).ToList();
        if (joined.All(static o => o.IsParameterConstant) || !IsWorthSaving(_factory.Product(joined)))
            joined.Clear();
        var rest = product.Operands.Where(o => !joined.Contains(o)).Select(Cut);
        return _factory.Product(joined.Count == 0 ? rest : rest.Prepend(Save(_factory.Product(joined))));
    }

    private Term CutBelow(Term term)
    {
        if (term.Children.IsEmpty && term is not MemberTerm)
            return term;
        if (term is ConditionTerm condition && !term.IsBatchConstant && IsCostly(term) && CanBeSaved(term))
            return _factory.Compare(Comparison.Greater, Save(_factory.Select(condition, _factory.One, _factory.Zero)), _factory.Zero);
        return _factory.Rebuild(term, term.Children.Select(child => child is RealTerm real ? Cut(real) : CutBelow(child)).ToArray());
    }

    /// <summary>
    /// Whether an array of the term would save more than to compute it again. A number of the sample is worth it wherever the
    /// rows go round the samples: it would be computed once for each row.
    /// </summary>
    private bool IsWorthSaving(RealTerm term)
    {
        if (!CanBeSaved(term))
            return false;
        if (!term.Free.IsEmpty)
            return Specialiser.Reachable([term]).Any(t => t.Free.Contains(term.Free[0]) && IsCostlyItself(t));
        return IsCostly(term) || _row is not null && term is not (LoadTerm or UpstreamTerm or ConversionTerm);
    }

    private static bool CanBeSaved(Term term) => term.Free.Length < 2;

    private bool IsCostly(Term term) => Specialiser.Reachable([term]).Any(IsCostlyItself);

    private bool IsCostlyItself(Term term) => term is ArgumentTerm or MemberTerm || KernelBuilder.IsCostly(term, _factory.Catalogue);

    private RealTerm Save(RealTerm term)
    {
        foreach (var (condition, holds) in _assumed)
            term = holds ? _factory.Select(condition, term, _factory.Zero) : _factory.Select(condition, _factory.Zero, term);
        var whole = term;
        var binder = term.Free.IsEmpty ? null : term.Free[0];
        var (axes, binders, subscripts) = (ImmutableArray<BoundAxis>.Empty, ImmutableArray<Binder>.Empty, ImmutableArray<IntegerTerm>.Empty);
        if (binder is not null)
        {
            var own = new Binder(binder.Axis, SavedHeight);
            term = _factory.Substitute(term, binder, _factory.Index(own));
            (axes, binders, subscripts) = (ImmutableArray.Create(binder.Axis), ImmutableArray.Create(own), ImmutableArray.Create<IntegerTerm>(_factory.Index(own)));
        }

        int known = _saved.FindIndex(s => s.Key == term);
        if (known < 0)
        {
            known = _saved.Count;
            var array = new BoundInput { Name = known == 0 ? "saved" : $"saved{known + 1}", Ordinal = -1 - known, Kind = InputKind.Number, Axes = axes };
            var piece = new Piece(binders, subscripts, null, term);
            _saved.Add((term, new Gradient(array, ImmutableArray.Create(piece))));
        }

        var saved = _saved[known].Saved;
        if (!saved.Readers.Contains(_reader))
            _saved[known] = (term, saved with { Readers = saved.Readers.Add(_reader) });
        return WhereNotZero(whole, _factory.Load(saved.Input, binder is null ? subscripts : ImmutableArray.Create<IntegerTerm>(_factory.Index(binder))));
    }

    /// <summary>What parameters make 0 isn't read: in the kernel where they do nothing is left of it.</summary>
    private RealTerm WhereNotZero(RealTerm term, RealTerm load)
    {
        foreach (var factor in term is ProductTerm product ? product.Operands : ImmutableArray.Create(term))
        {
            if (factor is SelectTerm { Condition.IsParameterConstant: true, WhenFalse: NumberTerm { Value: 0 } } positive)
                load = _factory.Select(positive.Condition, WhereNotZero(positive.WhenTrue, load), _factory.Zero);
            else if (factor is SelectTerm { Condition.IsParameterConstant: true, WhenTrue: NumberTerm { Value: 0 } } negative)
                load = _factory.Select(negative.Condition, _factory.Zero, WhereNotZero(negative.WhenFalse, load));
        }

        return load;
    }
}
