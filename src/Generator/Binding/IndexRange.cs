using System.Collections.Immutable;
using LossGen.Generator.Functions;
using LossGen.Generator.Syntax;

namespace LossGen.Generator.Binding;

/// <summary>
/// Over which axis an index runs: the one on which it stands alone as a subscript, failing that the axis of an index or
/// label that it is compared with. Looks at the text, before anything in it is bound.
/// </summary>
internal sealed class IndexRange(Catalogue catalogue)
{
    /// <summary>
    /// Of a formula. Indices that are compared with one another in many nested brackets would be sought for very long; then
    /// their ranges count as unknown, and the author is asked to write them.
    /// </summary>
    private const int MaximalSteps = 300_000;

    private int _steps;

    /// <summary>A place that tells a range.</summary>
    public readonly record struct Place(BoundAxis Axis, TextRange Range);

    /// <param name="Axes">One where the range is known.</param>
    /// <param name="AreSubscripts">Whether the index is a subscript there; else it is compared.</param>
    /// <param name="UnknownArray">An array that nothing declares, subscripted by the index: the real mistake.</param>
    /// <param name="Computed">A subscript that is computed from the index: a mistake too.</param>
    public sealed record Answer(ImmutableArray<Place> Places, bool AreSubscripts, ReferenceSyntax? UnknownArray, BinarySyntax? Computed)
    {
        public IEnumerable<BoundAxis> Axes => Places.Select(place => place.Axis).Distinct();

        public BoundAxis? Single => Axes.Count() == 1 ? Places[0].Axis : null;
    }

    private sealed class Search(string name)
    {
        public string Name { get; } = name;
        public List<Place> Alone { get; } = [];
        public List<Place> Compared { get; } = [];
        public ReferenceSyntax? UnknownArray { get; set; }
        public BinarySyntax? Computed { get; set; }
    }

    /// <param name="uses">Expressions and binders in which the name may stand.</param>
    /// <param name="scope">Without the name itself, or with it as a pending one.</param>
    public Answer Find(string name, IEnumerable<SyntaxNode> uses, Scope scope)
    {
        var search = new Search(name);
        foreach (SyntaxNode use in uses)
            Visit(use, scope, search);
        List<Place> places = search.Alone.Count > 0 ? search.Alone : search.Compared;
        return new Answer(places.ToImmutableArray(), search.Alone.Count > 0, search.UnknownArray, search.Computed);
    }

    /// <summary>The axes of an array that is read by subscripts, or null where the expression is none.</summary>
    public ImmutableArray<BoundAxis>? AxesOf(ExpressionSyntax target, Scope scope)
    {
        switch (target)
        {
            case ReferenceSyntax reference:
                return scope.Find(reference.Name) switch
                {
                    InputSymbol { Input.Axes.IsEmpty: false } symbol => symbol.Input.Axes,
                    ParameterSymbol { Parameter.IsArray: true } symbol => symbol.Parameter.Axes,
                    DefinitionSymbol { Axes.IsEmpty: false } symbol => symbol.Axes,
                    ArgumentSymbol symbol => AxesOf(symbol.Argument, symbol.Scope),
                    _ => null,
                };
            case ReductionSyntax reduction when catalogue.FindReduction(reduction.Word.Text)?.Kind == ReductionKind.Softmax:
                return OfReduction(reduction, scope) is { } axis ? ImmutableArray.Create(axis) : null;
            default:
                return null;
        }
    }

    private void Visit(SyntaxNode node, Scope scope, Search search)
    {
        if (++_steps > MaximalSteps)
            return;
        switch (node)
        {
            case SubscriptSyntax subscript:
                VisitSubscript(subscript, scope, search);
                break;
            case ComparisonSyntax comparison:
                VisitComparison(comparison, scope, search);
                break;
            case BinderSyntax { Constraint: null, Axis: { } list } binder when binder.Name.Text == search.Name:
                // i in y: a membership, whose list gives the axis as a comparison would.
                if (LabelAxisOf(list.Text, scope) is { } labelAxis)
                    search.Compared.Add(new Place(labelAxis, binder.Range));
                break;
        }

        Scope inner = node is ReductionSyntax reduction ? WithPending(reduction, scope) : scope;
        foreach (SyntaxNode child in SyntaxChildren.Of(node))
            Visit(child, inner, search);
    }

    private void VisitSubscript(SubscriptSyntax subscript, Scope scope, Search search)
    {
        ImmutableArray<BoundAxis>? axes = null;
        for (int i = 0; i < subscript.Subscripts.Length; i++)
        {
            if (subscript.Subscripts[i] is BinarySyntax computed && (IsName(computed.Left, search) || IsName(computed.Right, search)))
                search.Computed ??= computed;
            if (!IsName(subscript.Subscripts[i], search))
                continue;
            axes ??= AxesOf(subscript.Target, scope);
            if (axes is { } known && i < known.Length)
                search.Alone.Add(new Place(known[i], subscript.Range));
            else if (subscript.Target is ReferenceSyntax target && scope.Find(target.Name) is null)
                search.UnknownArray ??= target;
        }
    }

    private void VisitComparison(ComparisonSyntax comparison, Scope scope, Search search)
    {
        for (int i = 0; i < comparison.Operators.Length; i++)
        {
            ExpressionSyntax left = comparison.Operands[i];
            ExpressionSyntax right = comparison.Operands[i + 1];
            TextRange range = left.Range.Through(right.Range);
            bool isMembership = comparison.Operators[i] is "in" or "not in";
            if (IsName(left, search) && (isMembership ? ListAxisOf(right, scope) : AxisOf(right, scope)) is { } rightAxis)
                search.Compared.Add(new Place(rightAxis, range));
            else if (IsName(right, search) && !isMembership && AxisOf(left, scope) is { } leftAxis)
                search.Compared.Add(new Place(leftAxis, range));
        }
    }

    private static bool IsName(ExpressionSyntax expression, Search search) =>
        expression is ReferenceSyntax reference && reference.Name == search.Name;

    private BoundAxis? ListAxisOf(ExpressionSyntax list, Scope scope) => list is ReferenceSyntax reference ? LabelAxisOf(reference.Name, scope) : null;

    private static BoundAxis? LabelAxisOf(string name, Scope scope) => scope.Find(name) switch
    {
        InputSymbol { Input.Kind: InputKind.LabelList } symbol => symbol.Input.LabelAxis,
        ArgumentSymbol { Argument: ReferenceSyntax reference } symbol => LabelAxisOf(reference.Name, symbol.Scope),
        _ => null,
    };

    /// <summary>The axis of an index, a label, an element of a list, an argmax; null for everything else.</summary>
    private BoundAxis? AxisOf(ExpressionSyntax expression, Scope scope) => expression switch
    {
        ReferenceSyntax reference => scope.Find(reference.Name) switch
        {
            InputSymbol { Input.Kind: InputKind.Label } symbol => symbol.Input.LabelAxis,
            IndexSymbol symbol => symbol.Index.Axis,
            SubscriptSymbol symbol => symbol.Value.Axis,
            PendingIndexSymbol symbol => OfPending(symbol),
            ArgumentSymbol symbol => AxisOf(symbol.Argument, symbol.Scope),
            DefinitionSymbol { Axes.IsEmpty: true, Syntax.IsFunction: false } symbol => AxisOf(symbol.Syntax.Body, symbol.Scope),
            _ => null,
        },
        SubscriptSyntax { Target: ReferenceSyntax target } => LabelAxisOf(target.Name, scope),
        ReductionSyntax reduction when catalogue.FindReduction(reduction.Word.Text)?.Kind is ReductionKind.ArgMax or ReductionKind.ArgMin => OfReduction(reduction, scope),
        _ => null,
    };

    private BoundAxis? OfPending(PendingIndexSymbol symbol)
    {
        if (symbol.IsBeingSought)
            return null;
        if (symbol.Binder.Axis is { } axis && symbol.Scope.Find(axis.Text) is AxisSymbol known)
            return known.Axis;
        symbol.IsBeingSought = true;
        BoundAxis? found = Find(symbol.Name, symbol.Uses, symbol.Scope).Single;
        symbol.IsBeingSought = false;
        return found;
    }

    private BoundAxis? OfReduction(ReductionSyntax reduction, Scope scope) =>
        reduction.Binders.Length == 1 && WithPending(reduction, scope).Find(reduction.Binders[0].Name.Text) is PendingIndexSymbol symbol ? OfPending(symbol) : null;

    /// <summary>The scope inside a bracket of which nothing is bound yet.</summary>
    public static Scope WithPending(ReductionSyntax reduction, Scope scope) =>
        WithPending(reduction.Binders, Uses(reduction), scope);

    public static Scope WithPending(ImmutableArray<BinderSyntax> binders, ImmutableArray<SyntaxNode> uses, Scope scope)
    {
        Scope inner = scope;
        foreach (BinderSyntax binder in binders)
            inner = inner.With(new PendingIndexSymbol(binder, uses, scope));
        return inner;
    }

    /// <summary>Every place in which an index of the reduction may stand.</summary>
    public static ImmutableArray<SyntaxNode> Uses(ReductionSyntax reduction)
    {
        var uses = ImmutableArray.CreateBuilder<SyntaxNode>();
        uses.AddRange(reduction.Binders);
        if (reduction.Condition is not null)
            uses.Add(reduction.Condition);
        uses.AddRange(reduction.Arguments);
        return uses.ToImmutable();
    }
}
