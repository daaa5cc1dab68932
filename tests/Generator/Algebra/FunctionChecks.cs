using System.Collections.Immutable;
using System.Globalization;
using LossGen.Generator.Functions;

namespace LossGen.Generator.Algebra;

/// <summary>Checks of a function row; each returns what is wrong, or null.</summary>
internal static class FunctionChecks
{
    private static readonly double[] Adjoints = [1, -2.5];

    public static (double Lower, double Upper) Interval(string domain)
    {
        string[] ends = domain.Split("..");
        return (double.Parse(ends[0], CultureInfo.InvariantCulture), double.Parse(ends[1], CultureInfo.InvariantCulture));
    }

    public static string? Derivative(Catalogue catalogue, Function function)
    {
        if (function.Derivative.IsEmpty)
            return null;
        foreach (double[] point in Points(function))
        {
            for (int i = 0; i < function.Arity; i++)
            {
                int argument = i;
                double Shifted(double x)
                {
                    double[] shifted = [.. point];
                    shifted[argument] = x;
                    return function.Meaning(shifted);
                }

                if (!Differences.IsSmooth(Shifted, point[i]) || IsStop(function) || IsUnasked(function, i))
                    continue;
                double expected = Differences.Slope(Shifted, point[i]);
                foreach (double adjoint in Adjoints)
                {
                    double actual = Slope(catalogue, function, point, i, adjoint);
                    if (Math.Abs(actual - adjoint * expected) > 1e-7 * Math.Max(1, Math.Abs(adjoint * expected)))
                        return $"{function.Name}({string.Join(", ", point)}) by {function.Parameters[i]}: {actual:R}, but differences give {adjoint * expected:R}";
                }
            }
        }

        return null;
    }

    public static string? Definition(Catalogue catalogue, Function function)
    {
        if (function.Definition == null)
            return null;
        foreach (double[] point in Points(function))
        {
            double expected = function.Meaning(point), actual = Evaluate(catalogue, function, point, (rows, arguments) => rows.Define(function, arguments));
            if (Math.Abs(actual - expected) > 1e-11 * Math.Max(1, Math.Abs(expected)))
                return $"{function.Name}({string.Join(", ", point)}) is {expected:R}, but its definition gives {actual:R}";
        }

        return null;
    }

    public static string? Facts(Function function)
    {
        bool Has(Facts fact) => (function.Facts & fact) == fact && fact != 0;
        string? Wrong(string what, double[] point) => $"{function.Name}({string.Join(", ", point)}) is not {what}";
        foreach (double[] point in Points(function))
        {
            double value = function.Meaning(point);
            double Negated() => function.Meaning([.. point.Select(x => -x)]);
            if (Has(Functions.Facts.Positive) && !(value > 0))
                return Wrong("positive", point);
            if (Has(Functions.Facts.NonNegative) && !(value >= 0))
                return Wrong("at least 0", point);
            if (Has(Functions.Facts.Increasing) && function.Meaning([point[0] + 0.01]) < value)
                return Wrong("increasing", point);
            if (Has(Functions.Facts.IncreasingInAll) && (function.Meaning([point[0] + 0.01, point[1]]) < value || function.Meaning([point[0], point[1] + 0.01]) < value))
                return Wrong("increasing in both", point);
            if (Has(Functions.Facts.Even) && Math.Abs(Negated() - value) > 1e-14)
                return Wrong("even", point);
            if (Has(Functions.Facts.Odd) && Math.Abs(Negated() + value) > 1e-13)
                return Wrong("odd", point);
            if (Has(Functions.Facts.Size) && value != Math.Abs(point[0]))
                return Wrong("the size", point);
            if (Has(Functions.Facts.Stepwise) && function.Meaning([point[0] + 1e-9]) != value && function.Meaning([point[0] - 1e-9]) != value)
                return Wrong("constant but for its jumps", point);
            if (Has(Functions.Facts.Commutative) && function.Meaning([point[1], point[0]]) != value)
                return Wrong("commutative", point);
        }

        return null;
    }

    public static string? NaN(Catalogue catalogue, Function function)
    {
        double[] usual = Points(function).First();
        for (int i = 0; i < function.Arity; i++)
        {
            // A power of 0 is 1 in IEEE 754 whatever the base; the others of this row are called with what is never NaN.
            if (function.Operator == Operator.Power || function.Name is "maxorsecond" or "minorsecond" && i == 0)
                continue;
            double[] point = [.. usual];
            point[i] = double.NaN;
            if (!double.IsNaN(function.Meaning(point)))
                return $"{function.Name} swallows a NaN of {function.Parameters[i]}";
            if (function.Definition != null && !double.IsNaN(Evaluate(catalogue, function, point, (rows, arguments) => rows.Define(function, arguments))))
                return $"the definition of {function.Name} swallows a NaN of {function.Parameters[i]}";
            for (int j = 0; j < function.Derivative.Length; j++)
                if (function.Derivative[j] is { } text && text.Contains(function.Parameters[i]) && !double.IsNaN(Slope(catalogue, function, point, j, 1)))
                    return $"the slope of {function.Name} by {function.Parameters[j]} swallows a NaN of {function.Parameters[i]}";
        }

        return null;
    }

    private static IEnumerable<double[]> Points(Function function)
    {
        (double lower, double upper) = Interval(function.Domain);
        var random = new Random(7);
        return Enumerable.Range(0, 40).Select(_ => Enumerable.Range(0, function.Arity).Select(_ => lower + (upper - lower) * random.NextDouble()).ToArray()).ToArray();
    }

    // Its slope is 0 by decree.
    private static bool IsStop(Function function) => function.Name == "stop" || function.Name == "corner";

    // Nobody asks for the slope of a side that holds no differentiable input.
    private static bool IsUnasked(Function function, int argument) =>
        function.Derivative[argument] == null && !function.IsPublic && (function.Runtime != null || argument == 0 && function.Arity == 2);

    private static double Slope(Catalogue catalogue, Function function, double[] point, int argument, double adjoint) =>
        function.Derivative[argument] == null ? 0 : Evaluate(catalogue, function, point, (rows, arguments) => rows.Slope(function, arguments, argument, rows.Read(adjoint.ToString(CultureInfo.InvariantCulture)))!);

    private static double Evaluate(Catalogue catalogue, Function function, double[] point, Func<RowReader, ImmutableArray<RealTerm>, RealTerm> make)
    {
        var factory = new TermFactory(catalogue);
        var sample = new Sample();
        for (int i = 0; i < point.Length; i++)
            sample.Wildcards.Add(function.Parameters[i], [point[i]]);
        ImmutableArray<RealTerm> arguments = [.. function.Parameters.Select(name => factory.Wildcard(name, ImmutableArray<IntegerTerm>.Empty))];
        RealTerm term = make(new RowReader(factory), arguments);
        return new TermEvaluator(sample).Real(new Expander(factory, default).Apply(term));
    }
}
