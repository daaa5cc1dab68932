using System.Globalization;
using LossGen.Generator.Binding;
using LossGen.Generator.Functions;
using LossGen.Generator.Syntax;

namespace LossGen.Generator.Algebra;

/// <summary>Checks of a rule as an equation; each returns what is wrong, or null.</summary>
internal sealed class RuleChecks
{
    private readonly Rule _row;
    private readonly RealTerm _pattern;
    private readonly RealTerm _result;
    private readonly BoundAxis _axis = new("C");
    private readonly Dictionary<string, bool> _names = [];
    private readonly List<string> _integers = [];

    public RuleChecks(Rule row, Catalogue catalogue)
    {
        _row = row;
        var factory = new TermFactory(catalogue);
        _pattern = new PatternReader(factory, _axis).Read(row.Pattern);
        _result = new Expander(factory, default).Apply(new PatternReader(factory, _axis).Read(row.Result));
        Collect(_pattern);
    }

    public string? Equation()
    {
        var random = new Random(11);
        int tried = 0;
        for (int i = 0; i < 200 && tried < 40; i++)
        {
            Sample sample = Draw(random);
            if (!Holds(sample))
                continue;
            tried++;
            double expected = Value(_pattern, sample), actual = Value(_result, sample);
            if (!IsClose(expected, actual, 1e-9))
                return $"{Describe(sample)}: {expected:R} became {actual:R}";
            foreach (double[] numbers in sample.Wildcards.Values)
                for (int at = 0; at < numbers.Length; at++)
                {
                    double Slope(RealTerm term) => Differences.Slope(x => With(numbers, at, x, () => Value(term, sample)), numbers[at]);
                    if (Differences.IsSmooth(x => With(numbers, at, x, () => Value(_pattern, sample)), numbers[at]) && !IsClose(Slope(_pattern), Slope(_result), 1e-6))
                        return $"{Describe(sample)}: the slope {Slope(_pattern):R} became {Slope(_result):R}";
                }
        }

        return tried < 10 ? $"only {tried} samples satisfy {_row.When}" : null;
    }

    /// <summary>A NaN stays one; what promises bits keeps them at every special value.</summary>
    public string? SpecialValues()
    {
        double[] special = [double.NaN, double.PositiveInfinity, double.NegativeInfinity, 0.0, -0.0, 5e-324, double.MaxValue, double.MinValue, 1, -1];
        var random = new Random(12);
        foreach (string name in _names.Keys)
            foreach (double value in special)
            {
                Sample sample = Draw(random);
                sample.Wildcards[name][0] = value;
                if (!Holds(sample))
                    continue;
                double before = Value(_pattern, sample), after = Value(_result, sample);
                if (double.IsNaN(value) ? double.IsNaN(before) && !double.IsNaN(after) : _row.Contract == FloatContract.Bits && !(before == after || double.IsNaN(before) && double.IsNaN(after)))
                    return $"{Describe(sample)}: {before:R} became {after:R}";
            }

        return null;
    }

    /// <summary>At the witness the pattern fails and the result does not.</summary>
    public string? Witness()
    {
        if (_row.Witness == null)
            return null;
        string[] sides = _row.Witness.Split(':');
        double expected = double.Parse(sides[1], CultureInfo.InvariantCulture);
        var sample = new Sample();
        foreach (string part in sides[0].Split(';'))
        {
            string[] pair = part.Split('=', StringSplitOptions.TrimEntries);
            double[] numbers = [.. pair[1].Trim('[', ']').Split(',').Select(number => double.Parse(number, CultureInfo.InvariantCulture))];
            if (_integers.Contains(pair[0]))
                sample.WildcardIntegers[pair[0]] = (int)numbers[0];
            else
                sample.Wildcards[pair[0]] = numbers;
        }

        sample.Extents[_axis] = sample.Wildcards.Values.Max(numbers => numbers.Length);
        double before = Value(_pattern, sample), after = Value(_result, sample);
        if (!(Math.Abs(after - expected) <= 1e-12 * Math.Abs(expected)))
            return $"{_row.Witness}, but the result is {after:R}";
        return Math.Abs(before - expected) <= 0.01 * Math.Abs(expected) && Math.Abs(before - expected) <= 100 * Math.Abs(after - expected) + 1e-8 * Math.Abs(expected)
            ? $"{_row.Witness}, and the pattern gives {before:R}, which is not wrong"
            : null;
    }

    private void Collect(Term term)
    {
        if (term is WildcardTerm wildcard)
            _names[wildcard.Name] = !wildcard.Subscripts.IsEmpty;
        if (term is WildcardInteger integer && !_integers.Contains(integer.Name))
            _integers.Add(integer.Name);
        foreach (Term child in term.Children)
            Collect(child);
    }

    private Sample Draw(Random random)
    {
        (double lower, double upper) = FunctionChecks.Interval(_row.Domain);
        var sample = new Sample();
        sample.Extents[_axis] = 3;
        foreach ((string name, bool isArray) in _names)
            sample.Wildcards[name] = [.. Enumerable.Range(0, isArray ? 3 : 1).Select(_ => lower + (upper - lower) * random.NextDouble())];
        foreach (string name in _integers)
            sample.WildcardIntegers[name] = random.Next(3);
        return sample;
    }

    private bool Holds(Sample sample) => _row.When == null || Holds(RowReader.Parse(_row.When), sample);

    // What a rule asks of the form of a term is no question of numbers.
    private static bool Holds(ExpressionSyntax when, Sample sample) => when switch
    {
        BinarySyntax { Operator: "and" } both => Holds(both.Left, sample) && Holds(both.Right, sample),
        CallSyntax { Function.Text: "constant" } constant => !double.IsNaN(Number(constant.Arguments[0], sample)),
        ComparisonSyntax compare when compare.Operands.Any(operand => double.IsNaN(Number(operand, sample))) => true,
        ComparisonSyntax compare => TermFactory.Holds(RowReader.Comparison(compare.Operators[0]), Number(compare.Operands[0], sample), Number(compare.Operands[1], sample)),
        _ => true,
    };

    private static double Number(ExpressionSyntax syntax, Sample sample) => syntax switch
    {
        ReferenceSyntax reference => sample.Wildcards[reference.Name][0],
        UnarySyntax minus => -Number(minus.Operand, sample),
        NumberSyntax number => number.Value,
        _ => throw new InvalidOperationException(syntax.GetType().Name),
    };

    private static double With(double[] numbers, int at, double value, Func<double> body)
    {
        double before = numbers[at];
        numbers[at] = value;
        double result = body();
        numbers[at] = before;
        return result;
    }

    private static double Value(RealTerm term, Sample sample) => new TermEvaluator(sample).Real(term);

    private static bool IsClose(double a, double b, double tolerance) =>
        a.Equals(b) || a == b || Math.Abs(a - b) <= tolerance * Math.Max(1, Math.Abs(a));

    private string Describe(Sample sample) =>
        $"{_row.Name} at {string.Join(", ", sample.Wildcards.Select(name => $"{name.Key} = {string.Join(" ", name.Value)}"))}";
}
