using LossGen.Generator.Binding;
using LossGen.Generator.Functions;

namespace LossGen.Definitions.Tests.Reference;

/// <summary>The value of a bound formula at one sample, naively in double, with its slope by the element that the sample seeds.</summary>
internal sealed class Evaluator(Sample sample) : Walk<Dual>(sample)
{
    private static readonly double Unit = Math.ScaleB(1, -53);

    // Differences ask for values of a displaced sample, and for nothing else.
    private readonly bool _hasSlopes = sample.Displacement == 0;

    /// <summary>
    /// A digest of every decision taken so far: comparisons, choices of a maximum, sides of a corner. Two evaluations with
    /// different ones have a corner between them.
    /// </summary>
    public long Decisions { get; private set; }

    /// <summary>
    /// Whether a condition compared numbers that differ by no more than rounding, as a variance of equal numbers and 0, or a largest
    /// was chosen among such: whoever rounds otherwise may take another case, or another one.
    /// </summary>
    public bool IsDecidedByRounding { get; private set; }

    protected override Dual Undefined => new(double.NaN, double.NaN, 0, 0, 0);

    protected override Dual Number(double value) => value;

    protected override Dual Read(BoundInput input, int offset) => Sample.Number(input, offset, IsFrozen);

    protected override int? Order(Dual left, Dual right)
        => double.IsNaN(left.Value) || double.IsNaN(right.Value) ? null : left.Value.CompareTo(right.Value);

    protected override Dual WithoutSlope(Dual number) => number with { Slope = 0, SlopeUncertainty = 0, SlopeError = 0 };

    protected override Dual Apply(BoundCall call, Dual[] arguments)
    {
        double[] values = Array.ConvertAll(arguments, static argument => argument.Value);
        double value = IsPowerOfNaN(call, values) ? double.NaN : call.Function.Meaning(values);
        Corner(call.Function.Name, values, value);
        if (!_hasSlopes)
            return value;
        double[] partials = call.Function.Name is "max" or "min"
            ? Extremum(call, values, value)
            : Partials.Of(call.Function, values, value);
        return Dual.Of(value, arguments, partials, Uncertain(call.Function, arguments, partials));
    }

    protected override Dual Reduce(ReductionKind kind, List<Dual> terms) => kind switch
    {
        ReductionKind.Sum or ReductionKind.Count => Sum(terms),
        ReductionKind.Product => terms.Aggregate((Dual)1, (product, term) => product * term),
        ReductionKind.Mean => Over(Sum(terms), terms.Count),
        ReductionKind.LogSumExp => LogSumExp(terms),
        _ => throw new NotSupportedException(kind.ToString()),
    };

    protected override Dual Share(List<Dual> terms, int place)
    {
        Dual[] exponentials = [.. terms.Select(Exp)];
        Dual sum = Sum(exponentials);
        return (place < 0 ? 0 : exponentials[place]) * Dual.Of(1 / sum.Value, sum, -1 / sum.Value / sum.Value);
    }

    protected override void Decide(long choice) => Decisions = unchecked((Decisions * 31 + choice + 7) * 1099511628211);

    protected override void Compared(Dual left, Dual right) => IsDecidedByRounding |= left.Value != right.Value
        && Math.Abs(left.Value - right.Value) <= 8 * Unit * (left.Uncertainty + right.Uncertainty);

    /// <summary>NaN^0 is 1, and NaN where a rule takes the power by a logarithm: nothing is promised.</summary>
    private static bool IsPowerOfNaN(BoundCall call, double[] values) => call.Function.Name == "power" && double.IsNaN(values[0]);

    /// <summary>How far partial derivatives are off, in units of the precision, for the numbers that they are taken at are off.</summary>
    private static double[] Uncertain(Function function, Dual[] arguments, double[] partials)
    {
        if (function.Name is "max" or "min" || Array.TrueForAll(arguments, static argument => argument.Slope == 0))
            return [];
        double[] nearby = Array.ConvertAll(arguments, static argument => argument.Value + Unit * argument.Uncertainty);
        double[] moved = Partials.Of(function, nearby, function.Meaning(nearby));
        return [.. moved.Zip(partials, (m, p) => Math.Abs(m - p) / Unit is var off && double.IsFinite(off) ? off : 0)];
    }

    private static double[] Extremum(BoundCall call, double[] values, double value)
    {
        if (double.IsNaN(value))
            return [double.NaN, double.NaN];
        if (values[0] != values[1])
            return values[0] == value ? [1, 0] : [0, 1];
        (double left, double right) = Tie(call);
        return [left, right];
    }

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

    private static Dual Sum(IReadOnlyList<Dual> terms)
    {
        Dual sum = 0;
        for (int index = 0; index < terms.Count; index++)
            sum += terms[index];
        return sum;
    }

    private static Dual Over(Dual sum, double count) => Dual.Of(sum.Value / count, sum, 1 / count);

    private static Dual LogSumExp(List<Dual> terms)
    {
        Dual sum = Sum(terms.ConvertAll(Exp));
        return Dual.Of(Math.Log(sum.Value), sum, 1 / sum.Value);
    }

    private static Dual Exp(Dual term)
    {
        double value = Math.Exp(term.Value);
        return Dual.Of(value, term, value);
    }

    protected override Dual Norm(List<Dual> terms, Dual power)
    {
        double p = power.Value;
        if (double.IsPositiveInfinity(p))
            return InfinityNorm(terms);
        double value = Math.Pow(terms.Sum(term => Math.Pow(Math.Abs(term.Value), p)), 1 / p);
        if (value == 0)
            return 0;
        foreach (Dual term in terms)
            Decide(p == 1 ? SignOf(term.Value).GetHashCode() : 0);
        double[] partials =
            [.. terms.Select(term => term.Value == 0 && p <= 1 ? 0 : SignOf(term.Value) * Math.Pow(Math.Abs(term.Value) / value, p - 1))];
        return Dual.Of(value, [.. terms], partials, []);
    }

    private static double SignOf(double value) => double.IsNaN(value) ? value : Math.Sign(value);

    // sign / k on each of the k components that attain the maximum.
    private Dual InfinityNorm(List<Dual> terms)
    {
        double value = terms.Count == 0 ? 0 : terms.Max(term => Math.Abs(term.Value));
        if (terms.Any(term => double.IsNaN(term.Value)))
            return Undefined;
        Dual[] attaining = [.. terms.Where(term => Math.Abs(term.Value) == value)];
        Decide(terms.FindIndex(term => Math.Abs(term.Value) == value));
        double[] partials = Array.ConvertAll(attaining, term => value == 0 ? 0.0 : (double)Math.Sign(term.Value) / attaining.Length);
        return Dual.Of(value, attaining, partials, []);
    }
}
