using System.Collections.Immutable;
using System.Globalization;
using LossGen.Generator.Algebra;

namespace LossGen.Generator.Lowering;

/// <summary>What a kernel takes for granted of the parameters: it runs only where all of it is true.</summary>
internal sealed record Case(ImmutableArray<Assumption> Assumptions)
{
    public static readonly Case Any = new(ImmutableArray<Assumption>.Empty);

    public Case And(Assumption assumption) => new(Assumptions.Add(assumption));

    /// <summary>What tells the kernel from its siblings in the name of a type, like P2NoSwap.</summary>
    public string Name => string.Concat(Told.Select(Named).Distinct());

    /// <summary>In words of the formula, like p == 2 and not swap.</summary>
    public string Print(TermPrinter printer) => string.Join(" and ", Told.Select(a => a switch
    {
        { Holds: true } => printer.Print(a.Condition),
        { Condition: CompareTerm { Comparison: Comparison.Equal } equality } => $"{printer.Print(equality.Left)} != {printer.Print(equality.Right)}",
        { Condition: SwitchTerm @switch } => $"not {printer.Print(@switch)}",
        _ => $"not ({printer.Print(a.Condition)})",
    }));

    /// <summary>Without what follows from another assumption: a parameter that equals a number differs from all others.</summary>
    private IEnumerable<Assumption> Told => Assumptions.Where(
        a => a.Holds || !Assumptions.Any(other => other.Holds && IsEquality(other) && Subject(other.Condition) == Subject(a.Condition)));

    private static bool IsEquality(Assumption assumption) => assumption.Condition is CompareTerm { Comparison: Comparison.Equal };

    private static Term Subject(ConditionTerm condition) => condition is CompareTerm compare ? compare.Left : condition;

    private static string Named(Assumption assumption)
    {
        if (assumption.Condition is not CompareTerm compare)
            return (assumption.Holds ? "" : "No") + Named(assumption.Condition);
        if (compare.Comparison == Comparison.Equal && !assumption.Holds)
            return "Other" + Named(compare.Left);
        string relation = compare.Comparison switch
        {
            Comparison.Equal => "",
            Comparison.Less => "Below",
            Comparison.LessOrEqual => "AtMost",
            Comparison.Greater => "Above",
            _ => "AtLeast",
        };
        return (assumption.Holds ? "" : "Not") + Named(compare.Left) + relation + Named(compare.Right);
    }

    private static string Named(Term term) => term switch
    {
        ParameterTerm parameter => Raised(parameter.Parameter.Name),
        SwitchTerm @switch => Raised(@switch.Parameter.Name),
        NumberTerm { Value: double.PositiveInfinity } => "Inf",
        NumberTerm number => number.Value.ToString(CultureInfo.InvariantCulture).Replace("-", "Minus").Replace("+", "").Replace('.', '_'),
        _ => throw new InvalidOperationException($"No case is named after {term.GetType().Name}."),
    };

    private static string Raised(string name) => char.ToUpperInvariant(name[0]) + name.Substring(1);
}
