using System.Collections.Immutable;
using LossGen.Generator.Binding;
using LossGen.Generator.Functions;

namespace LossGen.Generator.Algebra;

/// <summary>A bound formula as terms: the same value, with every construct of the language made of the few kinds of terms.</summary>
/// <param name="watch">Is told of each call and of each piecewise, for what looks at them where they are written.</param>
internal sealed class TermBuilder(TermFactory factory, TermBuilder.IWatch? watch = null)
{
    internal interface IWatch
    {
        /// <param name="guards">What holds where the call is evaluated.</param>
        void Call(BoundCall call, ImmutableArray<RealTerm> arguments, IReadOnlyList<ConditionTerm> guards);

        void Piecewise(BoundPiecewise piecewise, RealTerm value, IReadOnlyList<ConditionTerm> guards);
    }


    private readonly RowReader _rows = new(factory);
    private readonly ReductionBuilder _reductions = new(factory);
    private readonly Dictionary<BoundIndex, Binder> _binders = [];
    private readonly List<ConditionTerm> _guards = [];

    /// <summary>Gives an index of the result its binder.</summary>
    public Binder BindResult(BoundIndex index, int ordinal) => _binders[index] = new Binder(index.Axis, TermFactory.ResultHeight + ordinal);

    public RealTerm Build(BoundReal real)
    {
        switch (real)
        {
            case BoundNumber number:
                return factory.Number(number.Value);
            case BoundInputElement element:
                return factory.Load(element.Input, Build(element.Subscripts));
            case BoundParameterValue value:
                return factory.Parameter(value.Parameter);
            case BoundParameterElement element:
                return factory.ParameterElement(element.Parameter, Build(element.Subscripts));
            case BoundConversion conversion:
                return factory.Conversion(Build(conversion.Operand));
            case BoundCall call:
                ImmutableArray<RealTerm> arguments = call.Arguments.Select(Build).ToImmutableArray();
                watch?.Call(call, arguments, _guards);
                return Call(call.Function, arguments);
            case BoundPiecewise piecewise:
                return Piecewise(piecewise);
            case BoundReduction reduction:
                ImmutableArray<Binder> binders = Bind(reduction.Indices);
                ConditionTerm? where = Where(reduction.Condition);
                RealTerm body = Guarded(where == null ? [] : [where], reduction.Body);
                if (reduction.Reduction.Definition is { } definition)
                    return new ReductionReader(factory, _reductions, binders, where, body).Read(definition);
                return _reductions.Build(reduction.Reduction.Kind, binders, where, body, reduction.Power == null ? null : Build(reduction.Power));
            case BoundSoftmax softmax:
                IntegerTerm at = Build(softmax.At);
                Binder binder = Bind(softmax.Index);
                ConditionTerm? condition = Where(softmax.Condition);
                RealTerm share = factory.Softmax(binder, condition, Build(softmax.Body), at);
                // An index that is left out has no share.
                return condition == null ? share : factory.Select(factory.Substitute(condition, binder, at)!, share, factory.Zero);
            default:
                throw new InvalidOperationException($"{real.GetType().Name} is no number.");
        }
    }

    private RealTerm Piecewise(BoundPiecewise piecewise)
    {
        var cases = new List<(ConditionTerm Condition, RealTerm Value)>();
        var passed = new List<ConditionTerm>();
        foreach (BoundCase @case in piecewise.Cases)
        {
            ConditionTerm condition = Build(@case.Condition);
            cases.Add((condition, Guarded([.. passed, condition], @case.Value)));
            passed.Add(factory.Not(condition));
        }

        RealTerm result = piecewise.Otherwise == null ? factory.NaN : Guarded(passed, piecewise.Otherwise);
        for (int i = cases.Count - 1; i >= 0; i--)
            result = factory.Select(cases[i].Condition, cases[i].Value, result);
        watch?.Piecewise(piecewise, result, _guards);
        return result;
    }

    private RealTerm Guarded(IReadOnlyList<ConditionTerm> guards, BoundReal real)
    {
        int outside = _guards.Count;
        _guards.AddRange(guards);
        RealTerm result = Build(real);
        _guards.RemoveRange(outside, _guards.Count - outside);
        return result;
    }

    private RealTerm Call(Function function, ImmutableArray<RealTerm> arguments)
    {
        if (function.Operator == Operator.Power)
            return Power(arguments[0], arguments[1]);
        if (function.OneSided != null && arguments[0].IsActive != arguments[1].IsActive)
        {
            bool first = arguments[0].IsActive;
            return factory.Apply(function.OneSided, first ? arguments[1] : arguments[0], first ? arguments[0] : arguments[1]);
        }

        return _rows.Call(function, arguments);
    }

    /// <summary>
    /// A power of a parameter is decided once a call where it is one of a few numbers: those of its domain, else 1 and 2.
    /// </summary>
    private RealTerm Power(RealTerm @base, RealTerm exponent)
    {
        // The root of a sum of powers is recognised with the powers whole.
        if (exponent is PowerTerm { Base: ParameterTerm, Exponent: NumberTerm { Value: -1 } })
            @base = new TermMap(factory, WholePower, CancellationToken.None).Apply(@base);
        if (exponent is not ParameterTerm { Parameter: var parameter })
            return factory.Power(@base, exponent);
        if (parameter.Domain.IsFinite)
        {
            ImmutableArray<double> values = parameter.Domain.Values;
            RealTerm last = factory.Power(@base, factory.Number(values[values.Length - 1]));
            return Cases(values.RemoveAt(values.Length - 1), last);
        }

        return Cases(ImmutableArray.Create(1.0, 2.0), factory.Power(@base, exponent));

        RealTerm Cases(ImmutableArray<double> values, RealTerm otherwise)
        {
            foreach (double value in values.Reverse())
            {
                NumberTerm number = factory.Number(value);
                otherwise = factory.Select(factory.Compare(Comparison.Equal, exponent, number), factory.Power(@base, number), otherwise);
            }

            return otherwise;
        }
    }

    /// <summary>A power without a case of its exponent that says the same.</summary>
    private Term WholePower(Term term) =>
        term is SelectTerm { Condition: CompareTerm { Comparison: Comparison.Equal, Right: NumberTerm number } compare, WhenFalse: PowerTerm power } select
            && power.Exponent == compare.Left && select.WhenTrue == factory.Power(power.Base, number) ? power : term;

    public ConditionTerm Build(BoundCondition condition)
    {
        switch (condition)
        {
            case BoundComparison comparison:
                return factory.Compare(RowReader.Comparison(comparison.Operator), Build(comparison.Left), Build(comparison.Right));
            case BoundIntegerComparison comparison:
                return factory.Compare(RowReader.Comparison(comparison.Operator), Build(comparison.Left), Build(comparison.Right));
            case BoundAnd and:
                return factory.And([Build(and.Left), Build(and.Right)]);
            case BoundOr or:
                return factory.Or([Build(or.Left), Build(or.Right)]);
            case BoundNot not:
                return factory.Not(Build(not.Operand));
            case BoundMembership membership:
                return factory.Member(Build(membership.Item), membership.List);
            case BoundQuantifier quantifier:
                ImmutableArray<Binder> binders = Bind(quantifier.Indices);
                return _reductions.Quantifier(quantifier.IsAll, binders, Where(quantifier.Condition), Build(quantifier.Body));
            case BoundSwitch @switch:
                return factory.Switch(@switch.Parameter);
            default:
                throw new InvalidOperationException($"{condition.GetType().Name} is no condition.");
        }
    }

    private IntegerTerm Build(BoundInteger integer)
    {
        switch (integer)
        {
            case BoundIndexValue index:
                return factory.Index(_binders[index.Index]);
            case BoundLabel label:
                return factory.Label(label.Input);
            case BoundListLabel label:
                return factory.ListLabel(label.Input, Build(label.Position));
            case BoundExtent extent:
                return factory.Extent(extent.Of);
            case BoundArgument argument:
                ReduceKind kind = argument.Reduction.Kind == ReductionKind.ArgMax ? ReduceKind.Max : ReduceKind.Min;
                return factory.Argument(kind, Bind(argument.Index), Where(argument.Condition), Build(argument.Body));
            default:
                throw new InvalidOperationException($"{integer.GetType().Name} is no integer.");
        }
    }

    private ImmutableArray<IntegerTerm> Build(ImmutableArray<BoundInteger> integers) => integers.Select(Build).ToImmutableArray();

    private ConditionTerm? Where(BoundCondition? condition) => condition == null ? null : Build(condition);

    private ImmutableArray<Binder> Bind(ImmutableArray<BoundIndex> indices) => indices.Select(Bind).ToImmutableArray();

    private Binder Bind(BoundIndex index) => _binders[index] = factory.Fresh(index.Axis);
}
