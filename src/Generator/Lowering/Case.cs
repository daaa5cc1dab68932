using System.Collections.Immutable;
using System.Globalization;
using LossGen.Generator.Algebra;
using LossGen.Generator.Functions;

namespace LossGen.Generator.Lowering;

/// <summary>What a kernel takes for granted of the parameters: it runs only where all of it is true.</summary>
internal sealed class Case(ImmutableArray<Assumption> assumptions)
{
    public static readonly Case Any = new(ImmutableArray<Assumption>.Empty);

    private string? _name;

    public ImmutableArray<Assumption> Assumptions { get; } = assumptions;

    public Case And(Assumption assumption) => new(Assumptions.Add(assumption));

    /// <summary>What tells the kernel from its siblings in the name of a type, like P2NoSwap.</summary>
    public string Name => _name ??= string.Concat(Told.Select(a => Left(a) is var (parameter, number) ? Raised(parameter) + Named(number) : Named(a)).Distinct());

    /// <summary>In words of the formula, like p == 2 and not swap.</summary>
    public string Print(TermPrinter printer) => string.Join(" and ", Told.Select(a => a switch
    {
        { Holds: true } => printer.Print(a.Condition),
        _ when Left(a) is var (parameter, number) => $"{parameter} == {Constants.Notation(number)}",
        { Condition: CompareTerm { Comparison: Comparison.Equal } equality } => $"{printer.Print(equality.Left)} != {printer.Print(equality.Right)}",
        { Condition: SwitchTerm @switch } => $"not {printer.Print(@switch)}",
        _ => $"not ({printer.Print(a.Condition)})",
    }).Distinct());

    /// <summary>Without what follows from another assumption: a parameter that equals a number differs from all others.</summary>
    private IEnumerable<Assumption> Told => Assumptions.Where(
        a => a.Holds || !Assumptions.Any(other => other.Holds && IsEquality(other) && Subject(other.Condition) == Subject(a.Condition)));

    private static bool IsEquality(Assumption assumption) => assumption.Condition is CompareTerm { Comparison: Comparison.Equal };

    private static Term Subject(ConditionTerm condition) => condition is CompareTerm compare ? compare.Left : condition;

    /// <summary>Where an assumption fails of a parameter whose domain has then but one number left, that one.</summary>
    private (string Parameter, double Number)? Left(Assumption assumption)
    {
        if (assumption is not { Holds: false, Condition: CompareTerm { Left: ParameterTerm { Parameter: { Domain: var domain } parameter }, Right: NumberTerm { Value: var bound } } compare })
            return null;
        switch (compare.Comparison)
        {
            case Comparison.Greater when bound == domain.Lower && !domain.LowerIsStrict:
            case Comparison.Less when bound == domain.Upper && !domain.UpperIsStrict:
                return (parameter.Name, bound);
            case Comparison.Equal when domain.IsFinite:
                var others = Assumptions.Where(other => !other.Holds && IsEquality(other) && Subject(other.Condition) == compare.Left)
                    .Select(static other => ((CompareTerm)other.Condition).Right).OfType<NumberTerm>().Select(static number => number.Value);
                double[] left = [.. domain.Values.Except(others)];
                return left.Length == 1 ? (parameter.Name, left[0]) : null;
            default:
                return null;
        }
    }

    private static string Named(Assumption assumption)
    {
        if (assumption.Condition is not CompareTerm compare)
            return (assumption.Holds ? "" : "No") + Named(assumption.Condition);
        if (compare.Comparison == Comparison.Equal && !assumption.Holds)
            return "Other" + Named(compare.Left);
        string relation = (compare.Comparison, assumption.Holds) switch
        {
            (Comparison.Equal, _) => "",
            (Comparison.Less, true) or (Comparison.GreaterOrEqual, false) => "Below",
            (Comparison.LessOrEqual, true) or (Comparison.Greater, false) => "AtMost",
            (Comparison.Greater, true) or (Comparison.LessOrEqual, false) => "Above",
            _ => "AtLeast",
        };
        return Named(compare.Left) + relation + Named(compare.Right);
    }

    private static string Named(Term term) => term switch
    {
        ParameterTerm parameter => Raised(parameter.Parameter.Name),
        SwitchTerm @switch => Raised(@switch.Parameter.Name),
        NumberTerm number => Named(number.Value),
        _ => throw new InvalidOperationException($"No case is named after {term.GetType().Name}."),
    };

    private static string Named(double number) => double.IsPositiveInfinity(number)
        ? "Inf"
        : number.ToString(CultureInfo.InvariantCulture).Replace("-", "Minus").Replace("+", "").Replace('.', '_');

    private static string Raised(string name) => char.ToUpperInvariant(name[0]) + name.Substring(1);
}
