using System.Collections.Immutable;
using LossGen.Generator.Binding;
using LossGen.Generator.Functions;

namespace LossGen.Generator.Algebra;

/// <summary>
/// Makes terms, each once, in canonical form: sums and products flat and ordered with the number first and like parts
/// merged, constants folded, conditions ordered. Nothing is folded that a NaN, an infinity or a zero could tell apart, the
/// sign of a zero excepted. Not shared between compilations.
/// </summary>
/// <remarks>
/// Binders of closed terms have small heights. A reduction is opened with a fresh binder before anything is built under it
/// and closed again by <see cref="Reduce"/>, so that no name is ever captured.
/// </remarks>
internal sealed partial class TermFactory
{
    /// <summary>Heights of binders that belong to no reduction of the graph.</summary>
    public const int ResultHeight = 1_000, PositionHeight = 2_000, OpenHeight = 1_000_000, FreshHeight = 2_000_000;

    private readonly TermPool _terms = new();
    private readonly Dictionary<long, NumberTerm> _numbers = [];
    private int _fresh = FreshHeight;

    public TermFactory(Catalogue catalogue)
    {
        Catalogue = catalogue;
        Zero = Number(0);
        One = Number(1);
        MinusOne = Number(-1);
        NaN = Number(double.NaN);
        True = Intern(new ConstantCondition(true));
        False = Intern(new ConstantCondition(false));
    }

    public Catalogue Catalogue { get; }

    public NumberTerm Zero { get; }

    public NumberTerm One { get; }

    public NumberTerm MinusOne { get; }

    public NumberTerm NaN { get; }

    public ConditionTerm True { get; }

    public ConditionTerm False { get; }

    /// <summary>A binder that no term has yet.</summary>
    public Binder Fresh(BoundAxis axis) => new(axis, _fresh++);

    public NumberTerm Number(double value)
    {
        if (double.IsNaN(value))
            value = double.NaN;
        long bits = BitConverter.DoubleToInt64Bits(value);
        if (!_numbers.TryGetValue(bits, out NumberTerm? known))
            _numbers.Add(bits, known = Intern(new NumberTerm(value)));
        return known;
    }

    public ParameterTerm Parameter(BoundParameter parameter) => Intern(new ParameterTerm(parameter));

    public RealTerm ParameterElement(BoundParameter parameter, ImmutableArray<IntegerTerm> subscripts) =>
        Intern(new ParameterElementTerm(parameter, subscripts));

    public LoadTerm Load(BoundInput input, ImmutableArray<IntegerTerm> subscripts) =>
        _terms.Find<LoadTerm>(new(input), ImmutableArray<Term>.CastUp(subscripts)) ?? Added(new LoadTerm(input, subscripts));

    public RealTerm Wildcard(string name, ImmutableArray<IntegerTerm> subscripts) => Intern(new WildcardTerm(name, subscripts));

    public IntegerTerm WildcardInteger(string name) => Intern(new WildcardInteger(name));

    public RealTerm Conversion(IntegerTerm operand) => Intern(new ConversionTerm(operand));

    public UpstreamTerm Upstream(ImmutableArray<Binder> indices) => Intern(new UpstreamTerm(indices));

    public RealTerm Apply(Function function, params RealTerm[] arguments) => Apply(function, ImmutableArray.Create(arguments));

    public RealTerm Apply(string function, params RealTerm[] arguments) => Apply(Catalogue.Function(function), ImmutableArray.Create(arguments));

    public RealTerm Apply(Function function, ImmutableArray<RealTerm> arguments)
    {
        if (arguments.All(static argument => argument is NumberTerm))
            return Number(function.Meaning([.. arguments.Select(argument => ((NumberTerm)argument).Value)]));
        if ((function.Facts & Facts.Commutative) != 0 && arguments[0].Id > arguments[1].Id)
            arguments = ImmutableArray.Create(arguments[1], arguments[0]);
        return _terms.Find<ApplyTerm>(new(function), ImmutableArray<Term>.CastUp(arguments)) ?? Added(new ApplyTerm(function, arguments));
    }

    public RealTerm Select(ConditionTerm condition, RealTerm whenTrue, RealTerm whenFalse)
    {
        if (condition is ConstantCondition constant)
            return constant.Value ? whenTrue : whenFalse;
        if (condition is NotTerm not)
            return Select(not.Operand, whenFalse, whenTrue);
        if (whenTrue is SelectTerm inner && inner.Condition == condition)
            whenTrue = inner.WhenTrue;
        if (whenFalse is SelectTerm other && other.Condition == condition)
            whenFalse = other.WhenFalse;
        if (whenTrue == whenFalse)
            return whenTrue;
        return _terms.Find<SelectTerm>(default, condition, whenTrue, whenFalse) ?? Added(new SelectTerm(condition, whenTrue, whenFalse));
    }

    // Integers

    public IndexTerm Index(Binder binder) => _terms.Find<IndexTerm>(new(binder)) ?? Added(new IndexTerm(binder));

    public LabelTerm Label(BoundInput input) => Intern(new LabelTerm(input));

    public ListLabelTerm ListLabel(BoundInput input, IntegerTerm position) => Intern(new ListLabelTerm(input, position));

    public ExtentTerm Extent(BoundAxis axis) => Intern(new ExtentTerm(axis));

    // Reductions

    /// <summary>Closes a reduction over a binder that is free in its body and condition.</summary>
    public RealTerm Reduce(ReduceKind kind, Binder binder, ConditionTerm? where, RealTerm body)
    {
        if (where == False || kind == ReduceKind.Sum && body == Zero)
            return Number(Identity(kind));
        (Binder closed, where, Term renamed) = Close(binder, where, body, null);
        return Intern(new ReduceTerm(kind, closed, where, (RealTerm)renamed));
    }

    public IntegerTerm Argument(ReduceKind kind, Binder binder, ConditionTerm? where, RealTerm body)
    {
        (Binder closed, where, Term renamed) = Close(binder, where, body, null);
        return Intern(new ArgumentTerm(kind, closed, where, (RealTerm)renamed));
    }

    /// <param name="at">An index outside of the reduction: the binder is not free in it.</param>
    public RealTerm LogSumExp(Binder binder, ConditionTerm? where, RealTerm body, IntegerTerm? at)
    {
        (Binder closed, where, Term renamed) = Close(binder, where, body, at);
        return Intern(new LogSumExpTerm(closed, where, (RealTerm)renamed, at));
    }

    /// <param name="at">An index outside of the reduction: the binder is not free in it.</param>
    public RealTerm Softmax(Binder binder, ConditionTerm? where, RealTerm body, IntegerTerm at, bool isLessOne = false)
    {
        (Binder closed, where, Term renamed) = Close(binder, where, body, at);
        return Intern(new SoftmaxTerm(closed, where, (RealTerm)renamed, at, isLessOne));
    }

    public static double Identity(ReduceKind kind) => kind switch
    {
        ReduceKind.Sum => 0,
        ReduceKind.Product => 1,
        ReduceKind.Max => double.NegativeInfinity,
        _ => double.PositiveInfinity,
    };

    private (Binder Binder, ConditionTerm? Where, Term Body) Close(Binder binder, ConditionTerm? where, Term body, IntegerTerm? outside)
    {
        if (where == True)
            where = null;
        int height = 1 + Math.Max(body.Height, where?.Height ?? 0);
        while (IsTaken(height))
            height++;
        var closed = new Binder(binder.Axis, height);
        if (closed == binder)
            return (binder, where, body);
        return (closed, Substitute(where, binder, Index(closed)), Substitute(body, binder, Index(closed)));

        bool IsTaken(int candidate)
        {
            var name = new Binder(binder.Axis, candidate);
            return name != binder && (body.Free.Contains(name) || where?.Free.Contains(name) == true);
        }
    }

    /// <summary>The one term that is equal to the candidate.</summary>
    private T Intern<T>(T candidate)
        where T : Term => (T)(_terms.Find(candidate) ?? Added(candidate));

    /// <param name="candidate">One that was looked for and not found.</param>
    private T Added<T>(T candidate)
        where T : Term
    {
        Describe(candidate);
        _terms.Add(candidate);
        return candidate;
    }

    private void Describe(Term candidate)
    {
        Binder? bound = candidate.Bound;
        candidate.Id = _terms.Count;
        candidate.Free = FreeOf(candidate, bound);
        candidate.Height = bound == null ? 0 : bound.Height;
        (candidate.IsBatchConstant, candidate.IsParameterConstant) = candidate switch
        {
            LoadTerm { Input.IsShared: false } or LabelTerm or ListLabelTerm or UpstreamTerm or MemberTerm => (false, false),
            LoadTerm => (true, false),
            ExtentTerm { Axis.List: not null } => (false, false),
            ExtentTerm or IndexTerm => (true, false),
            _ => (true, true),
        };
        candidate.Parameters = candidate switch
        {
            ParameterTerm parameter => Term.BitOf(parameter.Parameter),
            SwitchTerm @switch => Term.BitOf(@switch.Parameter),
            _ => 0,
        };
        candidate.IsActive = PassesSlopes(candidate);
        candidate.HoldsUpstream = candidate is UpstreamTerm;
        candidate.HoldsQuestion = Specialiser.IsQuestion(candidate);
        candidate.HoldsChoice = candidate is SelectTerm { Condition.IsParameterConstant: false };
        candidate.HoldsZeroProduct = candidate is ProductTerm { IsZero: true };
        candidate.HoldsComposition = Expander.IsComposition(candidate);
        candidate.MayReduceNothing = candidate is ExtentTerm { Axis.List: not null }
            || bound != null && (bound.Axis.List != null || candidate.Children.Any(child => child is ConditionTerm));
        foreach (Term child in candidate.Children)
        {
            candidate.Height = Math.Max(candidate.Height, child.Height);
            candidate.Parameters |= child.Parameters;
            candidate.HoldsUpstream |= child.HoldsUpstream;
            candidate.HoldsQuestion |= child.HoldsQuestion;
            candidate.HoldsChoice |= child.HoldsChoice;
            candidate.HoldsZeroProduct |= child.HoldsZeroProduct;
            candidate.HoldsComposition |= child.HoldsComposition;
            candidate.MayReduceNothing |= child.MayReduceNothing;
            candidate.IsBatchConstant &= child.IsBatchConstant;
            candidate.IsParameterConstant &= child.IsParameterConstant;
        }

        // A reduction runs over an extent, which the parameters alone don't give.
        if (bound != null)
        {
            candidate.IsParameterConstant = false;
            candidate.IsBatchConstant &= bound.Axis.List == null;
        }
    }

    private static bool PassesSlopes(Term term)
    {
        if (term is LoadTerm load)
            return load.Input.HasGradient;
        if (term is not RealTerm)
            return false;
        ImmutableArray<string?> slopes = term is ApplyTerm apply ? apply.Function.Derivative : ImmutableArray<string?>.Empty;
        for (int i = 0; i < term.Children.Length; i++)
            if (term.Children[i].IsActive && (slopes.IsEmpty || slopes[i] != null))
                return true;
        return false;
    }

    private static ImmutableArray<Binder> FreeOf(Term term, Binder? bound)
    {
        switch (term)
        {
            case IndexTerm index:
                return ImmutableArray.Create(index.Binder);
            case UpstreamTerm upstream:
                return Order(upstream.Indices);
            default:
                // What stands after the body of a reduction, an index that is read there, is outside of its binder.
                int inside = term.Children.Length - (term is LogSumExpTerm { At: not null } or SoftmaxTerm ? 1 : 0);
                ImmutableArray<Binder> free = ImmutableArray<Binder>.Empty;
                for (int i = 0; i < term.Children.Length; i++)
                    free = Union(free, term.Children[i].Free, i < inside ? bound : null);
                return free;
        }
    }

    /// <summary>Both in order, without one of the second.</summary>
    private static ImmutableArray<Binder> Union(ImmutableArray<Binder> left, ImmutableArray<Binder> right, Binder? without)
    {
        if (right.IsEmpty || right == left)
            return left;
        // Terms share the lists of what they are made of, so that most of those that are the same are so at a glance.
        if ((without == null || !right.Contains(without)) && AreAmong(left, right))
            return right;
        ImmutableArray<Binder> all = left;
        foreach (Binder binder in right)
        {
            if (binder == without || all.Contains(binder))
                continue;
            int place = 0;
            while (place < all.Length && Compare(all[place], binder) < 0)
                place++;
            all = all.Insert(place, binder);
        }

        return all;
    }

    private static bool AreAmong(ImmutableArray<Binder> some, ImmutableArray<Binder> all)
    {
        foreach (Binder binder in some)
            if (!all.Contains(binder))
                return false;
        return true;
    }

    private static int Compare(Binder left, Binder right)
    {
        int order = string.CompareOrdinal(left.Axis.Name, right.Axis.Name);
        return order != 0 ? order : left.Height.CompareTo(right.Height);
    }

    private static ImmutableArray<Binder> Order(IEnumerable<Binder> binders) =>
        binders.Distinct().OrderBy(binder => binder.Axis.Name, StringComparer.Ordinal).ThenBy(binder => binder.Height).ToImmutableArray();
}
