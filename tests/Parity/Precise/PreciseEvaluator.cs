using LossGen.Definitions.Tests.Reference;
using LossGen.Generator.Binding;
using LossGen.Generator.Functions;

namespace LossGen.Parity.Tests.Precise;

/// <summary>The value of a bound formula at one sample, plainly in 256 bits, with its slopes by all elements at once.</summary>
internal sealed class PreciseEvaluator(Sample sample) : Walk<Sloped>(sample)
{
    protected override Sloped Undefined => throw new NotSupportedException("No case holds.");

    // A number of the formula is the double that the compiler read.
    protected override Sloped Number(double value) => (BigFloat)value;

    protected override Sloped Read(BoundInput input, int offset) => Sloped.Element(Sample.Drawn(input, offset), input, offset);

    protected override int? Order(Sloped left, Sloped right) => BigFloat.Order(left.Value, right.Value);

    protected override Sloped WithoutSlope(Sloped number) => number.Value;

    protected override Sloped Apply(BoundCall call, Sloped[] arguments)
    {
        if (call.Function.Name is "max" or "min")
            return Extremum(call, arguments, call.Function.Name == "max" ? 1 : -1);
        if (!Functions.All.TryGetValue(call.Function.Name, out PreciseFunction? function))
            throw new NotSupportedException(call.Function.Name);
        BigFloat[] values = [.. arguments.Select(argument => argument.Value)];
        BigFloat value = function.Value(values);
        return Sloped.Of(value, arguments, by => function.Partial(values, value, by));
    }

    private Sloped Extremum(BoundCall call, Sloped[] arguments, int sign)
    {
        if (Order(arguments[0], arguments[1]) is not { } order)
            return Sloped.Of(BigFloat.NaN, arguments, _ => BigFloat.NaN);
        (double left, double right) = order == 0 ? Tie(call) : sign * order > 0 ? (1, 0) : (0, 1);
        return Sloped.Of(arguments[sign * order > 0 ? 0 : 1].Value, arguments, by => by == 0 ? left : right);
    }

    protected override Sloped Reduce(ReductionKind kind, List<Sloped> terms) => kind switch
    {
        ReductionKind.Sum or ReductionKind.Count => Sum(terms),
        ReductionKind.LogSumExp => LogSumExp(terms),
        _ => throw new NotSupportedException(kind.ToString()),
    };

    private static Sloped Sum(IReadOnlyList<Sloped> terms)
        => Sloped.Of(terms.Aggregate((BigFloat)0, (sum, term) => sum + term.Value), terms, _ => 1);

    // Less the largest, so that it is never below it, and of one term that term: a difference of the two is no trace of a
    // rounding with the wrong sign.
    private static Sloped LogSumExp(List<Sloped> terms)
    {
        if (terms.Count == 0)
            return BigFloat.NegativeInfinity;
        BigFloat largest = terms.Aggregate(terms[0].Value, (most, term) => term.Value > most ? term.Value : most);
        BigFloat[] exponentials = [.. terms.Select(term => Elementary.Exp(term.Value - largest))];
        BigFloat sum = exponentials.Aggregate((BigFloat)0, (sum, term) => sum + term);
        return Sloped.Of(largest + Elementary.Log(sum), terms, by => exponentials[by] / sum);
    }

    protected override Sloped Norm(List<Sloped> terms, Sloped power)
    {
        BigFloat p = power.Value;
        BigFloat[] sizes = [.. terms.Select(term => BigFloat.Abs(term.Value))];
        if (p == BigFloat.PositiveInfinity)
            return InfinityNorm(terms, sizes);
        BigFloat value = Root(sizes.Aggregate((BigFloat)0, (sum, size) => sum + Elementary.Power(size, p)), p);
        if (value.IsZero)
            return value;
        return Sloped.Of(value, terms, by => sizes[by].IsZero ? 0 : terms[by].Value.Sign * Elementary.Power(sizes[by] / value, p - 1));
    }

    private static BigFloat Root(BigFloat sum, BigFloat p) => p == 1 ? sum : p == 2 ? Elementary.Sqrt(sum) : Elementary.Power(sum, 1 / p);

    // sign / k on each of the k components that attain the maximum.
    private static Sloped InfinityNorm(List<Sloped> terms, BigFloat[] sizes)
    {
        BigFloat value = sizes.Aggregate((BigFloat)0, (largest, size) => size > largest ? size : largest);
        int attaining = sizes.Count(size => size == value);
        return Sloped.Of(value, terms, by => sizes[by] == value ? (BigFloat)terms[by].Value.Sign / attaining : 0);
    }

    protected override Sloped Share(List<Sloped> terms, int place) => throw new NotSupportedException("softmax");
}
