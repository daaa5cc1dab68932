using System.Collections.Immutable;
using LossGen.Generator.Binding;
using LossGen.Generator.Functions;
using ReductionRow = LossGen.Generator.Functions.Reduction;

namespace LossGen.Definitions.Tests.Reference;

/// <summary>The value of a bound formula at one sample, naively, with its slope by the element that the sample seeds.</summary>
internal sealed class Evaluator(Sample sample)
{
    private static readonly double Unit = Math.ScaleB(1, -53);

    private readonly Dictionary<BoundIndex, long> _indices = [];

    // Differences ask for values of a displaced sample, and for nothing else.
    private readonly bool _hasSlopes = sample.Displacement == 0;

    private int _frozen;

    /// <summary>
    /// A digest of every decision taken so far: comparisons, choices of a maximum, sides of a corner. Two evaluations with
    /// different ones have a corner between them.
    /// </summary>
    public long Decisions { get; private set; }

    /// <summary>Whether a maximum, a minimum or a log-sum-exp of nothing, which is infinite, was met so far.</summary>
    public bool IsOfNothing { get; private set; }

    public void Set(BoundIndex index, long value) => _indices[index] = value;

    public Dual Evaluate(BoundReal expression) => expression switch
    {
        BoundNumber number => number.Value,
        BoundInputElement element => sample.Number(element.Input, Subscripts(element.Subscripts), _frozen > 0),
        BoundParameterValue value => sample.Parameters.Number(value.Parameter),
        BoundParameterElement element => ParameterElement(element),
        BoundConversion conversion => Integer(conversion.Operand),
        BoundCall call => Call(call),
        BoundPiecewise piecewise => Piecewise(piecewise),
        BoundReduction reduction => Reduce(reduction),
        BoundSoftmax softmax => Softmax(softmax),
        _ => throw new NotSupportedException(expression.GetType().Name),
    };

    private Dual ParameterElement(BoundParameterElement element)
    {
        double[]? array = sample.Parameters.Array(element.Parameter);
        return array is null
            ? element.Parameter.NullConstant!.Value
            : array[sample.Element(element.Parameter.Axes, Subscripts(element.Subscripts))];
    }

    private long[] Subscripts(ImmutableArray<BoundInteger> subscripts)
    {
        var values = new long[subscripts.Length];
        for (int index = 0; index < values.Length; index++)
            values[index] = Integer(subscripts[index]);
        return values;
    }

    private Dual Call(BoundCall call)
    {
        if (call.Function.Name == "stop")
            return Frozen(call.Arguments[0]);

        var arguments = new Dual[call.Arguments.Length];
        var values = new double[arguments.Length];
        for (int index = 0; index < arguments.Length; index++)
            values[index] = (arguments[index] = Evaluate(call.Arguments[index])).Value;
        double value = call.Function.Meaning(values);
        Corner(call.Function.Name, values, value);
        if (!_hasSlopes)
            return value;
        double[] partials = call.Function.Name is "max" or "min"
            ? Extremum(call, values, value)
            : Partials.Of(call.Function, values, value);
        return Dual.Of(value, [.. arguments.Zip(partials)], Uncertain(call.Function, arguments, partials));
    }

    /// <summary>How far partial derivatives are off, in units of the precision, for the numbers that they are taken at are off.</summary>
    private static double[] Uncertain(Function function, Dual[] arguments, double[] partials)
    {
        if (function.Name is "max" or "min" || Array.TrueForAll(arguments, a => a.Slope == 0))
            return [];
        double[] nearby = [.. arguments.Select(a => a.Value + Unit * a.Uncertainty)];
        double[] moved = Partials.Of(function, nearby, function.Meaning(nearby));
        return [.. moved.Zip(partials, (m, p) => Math.Abs(m - p) / Unit is var off && double.IsFinite(off) ? off : 0)];
    }

    private Dual Frozen(BoundReal expression)
    {
        _frozen++;
        Dual value = Evaluate(expression);
        _frozen--;
        return value with { Slope = 0, SlopeUncertainty = 0, SlopeError = 0 };
    }

    // max(a, b): a tie goes to the side that holds no differentiable input, and is shared when both hold one.
    private static double[] Extremum(BoundCall call, double[] values, double value)
    {
        if (double.IsNaN(value))
            return [double.NaN, double.NaN];
        if (values[0] != values[1])
            return values[0] == value ? [1, 0] : [0, 1];
        bool left = IsDifferentiable(call.Arguments[0]);
        bool right = IsDifferentiable(call.Arguments[1]);
        return left && right ? [0.5, 0.5] : left ? [0, 1] : [1, 0];
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

    private void Corner(string function, double[] values, double value)
    {
        switch (function)
        {
            case "relu" or "abs" or "sign":
                Decide(Math.Sign(double.IsNaN(values[0]) ? 2 : values[0]));
                break;
            case "max" or "min" or "clampmin" or "clampmax" or "clamp":
                Decide(Array.IndexOf(values, value));
                break;
            case "floor" or "round":
                Decide(value.GetHashCode());
                break;
        }
    }

    private void Decide(long choice) => Decisions = unchecked((Decisions * 31 + choice + 7) * 1099511628211);

    private Dual Piecewise(BoundPiecewise piecewise)
    {
        foreach (BoundCase candidate in piecewise.Cases)
        {
            if (Holds(candidate.Condition))
                return Evaluate(candidate.Value);
        }

        return piecewise.Otherwise is { } otherwise ? Evaluate(otherwise) : new Dual(double.NaN, double.NaN, 0, 0, 0);
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
        bool isNested = _indices.TryGetValue(index, out long outer);
        long extent = sample.Extent(index.Axis);
        for (long value = 0; value < extent; value++)
        {
            _indices[index] = value;
            ForEach(indices, condition, visit, depth + 1);
        }

        // A definition that is put in its place inside its own bracket binds the same index again.
        if (isNested)
            _indices[index] = outer;
        else
            _indices.Remove(index);
    }

    private Dual Reduce(BoundReduction reduction)
    {
        List<Dual> terms = [];
        ForEach(reduction.Indices, reduction.Condition, () => terms.Add(Evaluate(reduction.Body)));
        IsOfNothing |= terms.Count == 0 && reduction.Reduction.Kind is ReductionKind.Max or ReductionKind.Min or ReductionKind.LogSumExp;
        return reduction.Reduction.Kind switch
        {
            ReductionKind.Sum or ReductionKind.Count => Sum(terms),
            ReductionKind.Product => terms.Aggregate((Dual)1, (product, term) => product * term),
            ReductionKind.Mean => Over(Sum(terms), terms.Count),
            ReductionKind.Max => Extreme(terms, reduction.Reduction, 1),
            ReductionKind.Min => Extreme(terms, reduction.Reduction, -1),
            ReductionKind.LogSumExp => LogSumExp(terms),
            ReductionKind.Norm => Norm(terms, reduction.Power is { } power ? Evaluate(power).Value : 2),
            _ => throw new NotSupportedException(reduction.Reduction.Word),
        };
    }

    private static Dual Sum(IEnumerable<Dual> terms) => terms.Aggregate((Dual)0, (sum, term) => sum + term);

    private static Dual Over(Dual sum, double count) => Dual.Of(sum.Value / count, (sum, 1 / count));

    private Dual Extreme(List<Dual> terms, ReductionRow reduction, int sign)
    {
        if (terms.Count == 0)
            return reduction.Identity;
        int first = First([.. terms.Select(term => term.Value)], sign);
        Decide(first);
        return terms[first];
    }

    // The first of the largest, or of the smallest; the first NaN if there is one.
    private static int First(double[] values, int sign)
    {
        int first = 0;
        for (int index = 0; index < values.Length; index++)
        {
            if (double.IsNaN(values[index]))
                return index;
            if (sign * values[index] > sign * values[first])
                first = index;
        }

        return first;
    }

    private static Dual LogSumExp(List<Dual> terms)
    {
        Dual sum = Sum(terms.Select(Exp));
        return Dual.Of(Math.Log(sum.Value), (sum, 1 / sum.Value));
    }

    private static Dual Exp(Dual term)
    {
        double value = Math.Exp(term.Value);
        return Dual.Of(value, (term, value));
    }

    private Dual Norm(List<Dual> terms, double p)
    {
        if (double.IsPositiveInfinity(p))
            return InfinityNorm(terms);
        double value = Math.Pow(terms.Sum(term => Math.Pow(Math.Abs(term.Value), p)), 1 / p);
        if (value == 0)
            return 0;
        foreach (Dual term in terms)
            Decide(p == 1 ? SignOf(term.Value).GetHashCode() : 0);
        return Dual.Of(value, [.. terms.Select(term =>
            (term, term.Value == 0 && p <= 1 ? 0 : SignOf(term.Value) * Math.Pow(Math.Abs(term.Value) / value, p - 1)))]);
    }

    private static double SignOf(double value) => double.IsNaN(value) ? value : Math.Sign(value);

    // sign / k on each of the k components that attain the maximum.
    private Dual InfinityNorm(List<Dual> terms)
    {
        double value = terms.Count == 0 ? 0 : terms.Max(term => Math.Abs(term.Value));
        if (terms.Any(term => double.IsNaN(term.Value)))
            return new(double.NaN, double.NaN, 0, 0, 0);
        Dual[] attaining = [.. terms.Where(term => Math.Abs(term.Value) == value)];
        Decide(terms.FindIndex(term => Math.Abs(term.Value) == value));
        return Dual.Of(value, [.. attaining.Select(term => (term, value == 0 ? 0.0 : (double)Math.Sign(term.Value) / attaining.Length))]);
    }

    private Dual Softmax(BoundSoftmax softmax)
    {
        // The subscript belongs to the surroundings: it is read before the bracket's own index hides them.
        long at = Integer(softmax.At);
        Dual sum = 0;
        Dual chosen = 0;
        ForEach([softmax.Index], softmax.Condition, () =>
        {
            Dual term = Exp(Evaluate(softmax.Body));
            sum += term;
            if (_indices[softmax.Index] == at)
                chosen = term;
        });
        return chosen * Dual.Of(1 / sum.Value, (sum, -1 / sum.Value / sum.Value));
    }

    public long Integer(BoundInteger integer)
    {
        switch (integer)
        {
            case BoundIndexValue value:
                return _indices[value.Index];
            case BoundLabel label:
                return sample.Label(label.Input);
            case BoundListLabel label:
                return sample.List(label.Input).ElementAtOrDefault((int)Integer(label.Position));
            case BoundExtent extent:
                return sample.Extent(extent.Of);
            case BoundArgument argument:
                return Argument(argument);
            default:
                throw new NotSupportedException(integer.GetType().Name);
        }
    }

    private long Argument(BoundArgument argument)
    {
        List<long> places = [];
        List<double> values = [];
        ForEach([argument.Index], argument.Condition, () =>
        {
            places.Add(_indices[argument.Index]);
            values.Add(Evaluate(argument.Body).Value);
        });
        int first = First([.. values], argument.Reduction.Kind == ReductionKind.ArgMax ? 1 : -1);
        Decide(first);
        return places.Count == 0 ? 0 : places[first];
    }

    public bool Holds(BoundCondition condition)
    {
        switch (condition)
        {
            case BoundComparison comparison:
                bool holds = Compare(comparison.Operator, Evaluate(comparison.Left).Value, Evaluate(comparison.Right).Value);
                Decide(holds ? 1 : 2);
                return holds;
            case BoundIntegerComparison comparison:
                return Compare(comparison.Operator, Integer(comparison.Left), Integer(comparison.Right));
            case BoundAnd and:
                return Holds(and.Left) && Holds(and.Right);
            case BoundOr or:
                return Holds(or.Left) || Holds(or.Right);
            case BoundNot not:
                return !Holds(not.Operand);
            case BoundMembership membership:
                return sample.List(membership.List).Contains(Integer(membership.Item));
            case BoundSwitch parameter:
                return sample.Parameters.Number(parameter.Parameter) != 0;
            case BoundQuantifier quantifier:
                int passed = 0;
                int failed = 0;
                ForEach(quantifier.Indices, quantifier.Condition, () => _ = Holds(quantifier.Body) ? passed++ : failed++);
                return quantifier.IsAll ? failed == 0 : passed > 0;
            default:
                throw new NotSupportedException(condition.GetType().Name);
        }
    }

    private static bool Compare(string comparison, double left, double right) => comparison switch
    {
        "==" => left == right,
        "!=" => left < right || left > right,
        "<" => left < right,
        "<=" => left <= right,
        ">" => left > right,
        ">=" => left >= right,
        _ => throw new NotSupportedException(comparison),
    };
}
