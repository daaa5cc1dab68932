using System.Collections.Immutable;
using LossGen.Generator.Binding;
using LossGen.Generator.Functions;

namespace LossGen.Definitions.Tests.Reference;

/// <summary>
/// The plainest way through a bound formula at one sample: recursion over the bound tree, a dictionary from index to position;
/// only a reduction that has read no index from around it isn't run again, so that one walk is for one sample that stays as it
/// is. What the numbers are, and how they are computed with, is left to whoever derives from it.
/// </summary>
internal abstract class Walk<TNumber>(Sample sample)
{
    private readonly Dictionary<BoundIndex, (long Value, int Level)> _indices = [];
    private readonly Dictionary<BoundReduction, TNumber> _known = new(ReferenceEqualityComparer.Instance);
    private int _frozen;

    // How many brackets are open, and the outermost of them whose index was read.
    private int _level;
    private int _outermost = int.MaxValue;

    /// <summary>Whether a maximum, a minimum or a log-sum-exp of nothing, which is infinite, was met so far.</summary>
    public bool IsOfNothing { get; private set; }

    protected Sample Sample { get; } = sample;

    /// <summary>Whether a <c>stop</c> is around what is read.</summary>
    protected bool IsFrozen => _frozen > 0;

    /// <summary>A number that stands where no case holds.</summary>
    protected abstract TNumber Undefined { get; }

    protected abstract TNumber Number(double value);

    protected abstract TNumber Read(BoundInput input, int offset);

    /// <summary>The sign of left − right, or null where one of them is NaN.</summary>
    protected abstract int? Order(TNumber left, TNumber right);

    protected abstract TNumber WithoutSlope(TNumber number);

    protected abstract TNumber Apply(BoundCall call, TNumber[] arguments);

    /// <summary>A sum, product, mean or log-sum-exp.</summary>
    protected abstract TNumber Reduce(ReductionKind kind, List<TNumber> terms);

    protected abstract TNumber Norm(List<TNumber> terms, TNumber power);

    /// <summary>The share of the term at <paramref name="place"/> in a softmax; of none where it is negative.</summary>
    protected abstract TNumber Share(List<TNumber> terms, int place);

    /// <summary>Told of every comparison, choice of a maximum, and side of a corner.</summary>
    protected virtual void Decide(long choice)
    {
    }

    /// <summary>Told of the numbers that a condition compares, and of those among which a largest or smallest is chosen.</summary>
    protected virtual void Compared(TNumber left, TNumber right)
    {
    }

    /// <summary>Puts the indices left of := at one of the losses of the sample.</summary>
    public void SetResult(ReferenceBatch batch, int result)
    {
        foreach (BoundIndex index in batch.Loss.ResultIndices.Reverse())
        {
            int extent = batch.Extents[index.Axis];
            _indices[index] = (result % extent, int.MaxValue);
            result /= extent;
        }
    }

    public TNumber Evaluate(BoundReal expression) => expression switch
    {
        BoundNumber number => Number(number.Value),
        BoundInputElement element => Read(element.Input, Sample.Offset(element.Input, Subscripts(element.Subscripts))),
        BoundParameterValue value => Number(Sample.Parameters.Number(value.Parameter)),
        BoundParameterElement element => Number(ParameterElement(element)),
        BoundConversion conversion => Number(Integer(conversion.Operand)),
        BoundCall { Function.Name: "stop" } call => Frozen(call.Arguments[0]),
        BoundCall call => Apply(call, Arguments(call)),
        BoundPiecewise piecewise => Piecewise(piecewise),
        BoundReduction reduction => Reduce(reduction),
        BoundSoftmax softmax => Softmax(softmax),
        _ => throw new NotSupportedException(expression.GetType().Name),
    };

    private TNumber[] Arguments(BoundCall call)
    {
        var arguments = new TNumber[call.Arguments.Length];
        for (int index = 0; index < arguments.Length; index++)
            arguments[index] = Evaluate(call.Arguments[index]);
        return arguments;
    }

    private double ParameterElement(BoundParameterElement element)
    {
        double[]? array = Sample.Parameters.Array(element.Parameter);
        return array is null
            ? element.Parameter.NullConstant!.Value
            : array[Sample.Element(element.Parameter.Axes, Subscripts(element.Subscripts))];
    }

    private long[] Subscripts(ImmutableArray<BoundInteger> subscripts)
    {
        var values = new long[subscripts.Length];
        for (int index = 0; index < values.Length; index++)
            values[index] = Integer(subscripts[index]);
        return values;
    }

    private TNumber Frozen(BoundReal expression)
    {
        _frozen++;
        TNumber value = Evaluate(expression);
        _frozen--;
        return WithoutSlope(value);
    }

    /// <summary>
    /// The slopes of max(a, b) and min(a, b) at a tie: it goes to the side that holds no differentiable input, and is shared when
    /// both hold one.
    /// </summary>
    protected static (double Left, double Right) Tie(BoundCall call)
    {
        bool left = IsDifferentiable(call.Arguments[0]);
        bool right = IsDifferentiable(call.Arguments[1]);
        return left && right ? (0.5, 0.5) : left ? (0, 1) : (1, 0);
    }

    private static bool IsDifferentiable(BoundReal expression) => expression switch
    {
        BoundInputElement element => element.Input.HasGradient,
        BoundCall { Function.Name: "stop" } => false,
        BoundCall call => call.Arguments.Any(IsDifferentiable),
        BoundPiecewise piecewise => piecewise.Cases.Any(c => IsDifferentiable(c.Value))
            || piecewise.Otherwise is { } otherwise && IsDifferentiable(otherwise),
        BoundReduction reduction => IsDifferentiable(reduction.Body),
        BoundSoftmax softmax => IsDifferentiable(softmax.Body),
        _ => false,
    };

    private TNumber Piecewise(BoundPiecewise piecewise)
    {
        foreach (BoundCase candidate in piecewise.Cases)
        {
            if (Holds(candidate.Condition))
                return Evaluate(candidate.Value);
        }

        return piecewise.Otherwise is { } otherwise ? Evaluate(otherwise) : Undefined;
    }

    /// <summary>Runs <paramref name="visit"/> for every combination of the indices that satisfies the condition.</summary>
    private void ForEach(ImmutableArray<BoundIndex> indices, BoundCondition? condition, Action visit, int depth = 0)
    {
        if (depth == indices.Length)
        {
            if (condition is null || Holds(condition))
                visit();
            return;
        }

        BoundIndex index = indices[depth];
        bool isNested = _indices.TryGetValue(index, out (long, int) outer);
        long extent = Sample.Extent(index.Axis);
        int level = _level++;
        for (long value = 0; value < extent; value++)
        {
            _indices[index] = (value, level);
            ForEach(indices, condition, visit, depth + 1);
        }

        _level--;

        // A definition that is put in its place inside its own bracket binds the same index again.
        if (isNested)
            _indices[index] = outer;
        else
            _indices.Remove(index);
    }

    private TNumber Reduce(BoundReduction reduction)
    {
        if (IsFrozen)
            return ReduceAnew(reduction);
        if (_known.TryGetValue(reduction, out TNumber? known))
            return known;
        int before = _outermost;
        _outermost = int.MaxValue;
        TNumber value = ReduceAnew(reduction);
        if (_outermost >= _level)
            _known.Add(reduction, value);
        _outermost = Math.Min(_outermost, before);
        return value;
    }

    private TNumber ReduceAnew(BoundReduction reduction)
    {
        List<TNumber> terms = [];
        ForEach(reduction.Indices, reduction.Condition, () => terms.Add(Evaluate(reduction.Body)));
        ReductionKind kind = reduction.Reduction.Kind;
        IsOfNothing |= terms.Count == 0 && kind is ReductionKind.Max or ReductionKind.Min or ReductionKind.LogSumExp;
        return kind switch
        {
            ReductionKind.Max or ReductionKind.Min when terms.Count == 0 => Number(reduction.Reduction.Identity),
            ReductionKind.Max => terms[First(terms, 1)],
            ReductionKind.Min => terms[First(terms, -1)],
            ReductionKind.Norm => Norm(terms, reduction.Power is { } power ? Evaluate(power) : Number(2)),
            _ => Reduce(kind, terms),
        };
    }

    // The first of the largest, or of the smallest; the first NaN if there is one.
    private int First(List<TNumber> terms, int sign)
    {
        int first = 0;
        for (int index = 0; index < terms.Count; index++)
        {
            if (Order(terms[index], terms[index]) is null)
            {
                first = index;
                break;
            }

            if (sign * Order(terms[index], terms[first]) > 0)
                first = index;
        }

        foreach (TNumber term in terms)
            Compared(term, terms[first]);
        Decide(first);
        return first;
    }

    private TNumber Softmax(BoundSoftmax softmax)
    {
        // The subscript belongs to the surroundings: it is read before the bracket's own index hides them.
        long at = Integer(softmax.At);
        int place = -1;
        List<TNumber> terms = [];
        ForEach([softmax.Index], softmax.Condition, () =>
        {
            if (_indices[softmax.Index].Value == at)
                place = terms.Count;
            terms.Add(Evaluate(softmax.Body));
        });
        return Share(terms, place);
    }

    private long Integer(BoundInteger integer)
    {
        switch (integer)
        {
            case BoundIndexValue value:
                (long place, int level) = _indices[value.Index];
                _outermost = Math.Min(_outermost, level);
                return place;
            case BoundLabel label:
                return Sample.Label(label.Input);
            case BoundListLabel label:
                return Sample.List(label.Input).ElementAtOrDefault((int)Integer(label.Position));
            case BoundExtent extent:
                return Sample.Extent(extent.Of);
            case BoundArgument argument:
                return Argument(argument);
            default:
                throw new NotSupportedException(integer.GetType().Name);
        }
    }

    private long Argument(BoundArgument argument)
    {
        List<long> places = [];
        List<TNumber> values = [];
        ForEach([argument.Index], argument.Condition, () =>
        {
            places.Add(_indices[argument.Index].Value);
            values.Add(Evaluate(argument.Body));
        });
        int first = First(values, argument.Reduction.Kind == ReductionKind.ArgMax ? 1 : -1);
        return places.Count == 0 ? 0 : places[first];
    }

    private bool Holds(BoundCondition condition)
    {
        switch (condition)
        {
            case BoundComparison comparison:
                TNumber left = Evaluate(comparison.Left), right = Evaluate(comparison.Right);
                Compared(left, right);
                bool holds = Order(left, right) is { } order && Compare(comparison.Operator, order);
                Decide(holds ? 1 : 2);
                return holds;
            case BoundIntegerComparison comparison:
                return Compare(comparison.Operator, Integer(comparison.Left).CompareTo(Integer(comparison.Right)));
            case BoundAnd and:
                return Holds(and.Left) && Holds(and.Right);
            case BoundOr or:
                return Holds(or.Left) || Holds(or.Right);
            case BoundNot not:
                return !Holds(not.Operand);
            case BoundMembership membership:
                return Sample.List(membership.List).Contains(Integer(membership.Item));
            case BoundSwitch parameter:
                return Sample.Parameters.Number(parameter.Parameter) != 0;
            case BoundQuantifier quantifier:
                int passed = 0;
                int failed = 0;
                ForEach(quantifier.Indices, quantifier.Condition, () => _ = Holds(quantifier.Body) ? passed++ : failed++);
                return quantifier.IsAll ? failed == 0 : passed > 0;
            default:
                throw new NotSupportedException(condition.GetType().Name);
        }
    }

    private static bool Compare(string comparison, int order) => comparison switch
    {
        "==" => order == 0,
        "!=" => order != 0,
        "<" => order < 0,
        "<=" => order <= 0,
        ">" => order > 0,
        ">=" => order >= 0,
        _ => throw new NotSupportedException(comparison),
    };
}
