using LossGen.Generator.Binding;
using LossGen.Generator.Functions;

namespace LossGen.Generator.Algebra;

/// <summary>What terms can be, by interval analysis from the declared domains, NaN aside.</summary>
internal sealed class Bounds
{
    private readonly Dictionary<RealTerm, Interval> _known = [];

    public Interval Of(RealTerm term)
    {
        if (!_known.TryGetValue(term, out Interval interval))
            _known.Add(term, interval = Compute(term));
        return interval;
    }

    public bool Proves(ConditionTerm condition) => condition switch
    {
        ConstantCondition constant => constant.Value,
        CompareTerm compare => Interval.Proves(compare.Comparison, Of(compare.Left), Of(compare.Right)),
        AndTerm and => and.Operands.All(Proves),
        OrTerm or => or.Operands.Any(Proves),
        _ => false,
    };

    public static Interval Of(BoundDomain domain) => domain.IsFinite
        ? new Interval(domain.Values.Min(), false, domain.Values.Max(), false)
        : new Interval(domain.Lower, domain.LowerIsStrict, domain.Upper, domain.UpperIsStrict);

    private Interval Compute(RealTerm term)
    {
        switch (term)
        {
            case NumberTerm number:
                return double.IsNaN(number.Value) ? Interval.All : Interval.Point(number.Value);
            case ParameterTerm { Parameter: { Type: ParameterType.Bool } }:
                return new Interval(0, false, 1, false);
            case ParameterTerm parameter:
                return Of(parameter.Parameter.Domain);
            case ParameterElementTerm element:
                Interval array = Of(element.Parameter.Domain);
                return element.Parameter.NullConstant is { } constant ? array.Union(Interval.Point(constant)) : array;
            case LoadTerm load:
                return Of(load.Input.Domain);
            case ConversionTerm:
                return Interval.NonNegative;
            case SumTerm sum:
                return sum.Operands.Select(Of).Aggregate((left, right) => left + right);
            case ProductTerm { IsZero: true }:
                // -0 where the others are negative, which is not as good as 0 to what divides by its size.
                return Interval.All;
            case ProductTerm product:
                return product.Operands.Select(Of).Aggregate((left, right) => left * right);
            case PowerTerm power:
                return Power(Of(power.Base), power.Exponent);
            case SelectTerm select:
                return Of(select.WhenTrue).Union(Of(select.WhenFalse));
            case SoftmaxTerm softmax:
                return softmax.IsLessOne ? new Interval(-1, false, 0, false) : new Interval(0, false, 1, false);
            case LogSumExpTerm { At: not null, Where: null }:
                return Interval.NonNegative;
            case ReduceTerm { Kind: ReduceKind.Max or ReduceKind.Min } reduce:
                Interval body = Of(reduce.Body);
                return reduce.Where == null && reduce.Binder.Axis.List == null ? body : body.Union(Interval.Point(TermFactory.Identity(reduce.Kind)));
            case ReduceTerm reduce:
                return Repeated(reduce, Of(reduce.Body));
            case ApplyTerm apply:
                return Apply(apply);
            default:
                return Interval.All;
        }
    }

    private static Interval Power(Interval @base, RealTerm exponent)
    {
        if (exponent is not NumberTerm { Value: var p })
            return @base.IsPositive ? new Interval(0, true, double.PositiveInfinity, false) : @base.Lower >= 0 ? Interval.NonNegative : Interval.All;
        if (p < 0)
            return Power(@base, -p).Reciprocal();
        return Power(@base, p);
    }

    private static Interval Power(Interval @base, double p)
    {
        if (@base.Lower >= 0)
            return @base.Map(value => Math.Pow(value, p));
        if (p != Math.Floor(p))
            return Interval.NonNegative;
        if (p % 2 != 0)
            return @base.Map(value => Math.Pow(value, p));
        Interval size = Size(@base);
        return size.Map(value => Math.Pow(value, p));
    }

    private static Interval Size(Interval value) =>
        value.Lower >= 0 ? value : value.Upper <= 0 ? -value
        : new Interval(0, false, Math.Max(-value.Lower, value.Upper), -value.Lower > value.Upper ? value.LowerIsOpen : value.UpperIsOpen);

    private static Interval Repeated(ReduceTerm reduce, Interval body)
    {
        // An unconditional sum over an axis has a term, so a sum of positive terms is positive.
        bool isNever = reduce.Where == null && reduce.Binder.Axis.List == null;
        if (reduce.Kind == ReduceKind.Sum)
            return new Interval(
                body.Lower >= 0 ? (isNever ? body.Lower : 0) : double.NegativeInfinity, body.Lower >= 0 && isNever && body.LowerIsOpen,
                body.Upper <= 0 ? (isNever ? body.Upper : 0) : double.PositiveInfinity, body.Upper <= 0 && isNever && body.UpperIsOpen);
        return body.IsPositive ? new Interval(0, true, double.PositiveInfinity, false) : body.Lower >= 0 ? Interval.NonNegative : Interval.All;
    }

    private Interval Apply(ApplyTerm apply)
    {
        Facts facts = apply.Function.Facts;
        Interval first = Of(apply.Arguments[0]);
        Interval result = Interval.All;
        if ((facts & Facts.Increasing) != 0 && apply.Arguments.Length == 1)
            result = first.Map(value => apply.Function.Meaning([value]));
        else if ((facts & Facts.IncreasingInAll) != 0)
            result = Extremes(apply);
        if ((facts & Facts.Size) != 0)
            result = Size(first);
        if ((facts & Facts.Positive) == Facts.Positive && result.Lower <= 0)
            return result with { Lower = 0, LowerIsOpen = true };
        if ((facts & Facts.NonNegative) != 0 && result.Lower < 0)
            return result with { Lower = 0, LowerIsOpen = false };
        return result;
    }

    private Interval Extremes(ApplyTerm apply)
    {
        Interval[] arguments = [.. apply.Arguments.Select(Of)];
        double lower = apply.Function.Meaning([.. arguments.Select(argument => argument.Lower)]);
        double upper = apply.Function.Meaning([.. arguments.Select(argument => argument.Upper)]);
        return new Interval(
            double.IsNaN(lower) ? double.NegativeInfinity : lower, arguments.All(argument => argument.Lower != lower || argument.LowerIsOpen),
            double.IsNaN(upper) ? double.PositiveInfinity : upper, arguments.All(argument => argument.Upper != upper || argument.UpperIsOpen));
    }
}
