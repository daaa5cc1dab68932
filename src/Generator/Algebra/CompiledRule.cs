using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using LossGen.Generator.Binding;
using LossGen.Generator.Functions;
using LossGen.Generator.Syntax;

namespace LossGen.Generator.Algebra;

/// <summary>A rule whose texts are read: pattern and result are terms with wildcards, in a factory of their own.</summary>
internal sealed class CompiledRule
{
    private static readonly ConditionalWeakTable<Catalogue, CompiledRule[]> Tables = new();

    private readonly TermTable<string> _unknowns = new();

    private readonly TermTable<RealTerm[]> _orders = new();

    private CompiledRule(Rule row, RealTerm pattern, RealTerm result, BoundAxis axis)
    {
        (Row, Pattern, Result, Axis) = (row, pattern, result, axis);
        When = row.When == null ? null : RowReader.Parse(row.When);
        int reductions = 0;
        bool readsAt = false;
        string? Visit(Term term)
        {
            reductions += term.Bound == null ? 0 : 1;
            readsAt |= term is WildcardInteger;
            string? unknown = (term as WildcardInteger)?.Name;
            foreach (Term child in term.Children)
            {
                string? inside = Visit(child);
                unknown ??= inside;
            }

            if (unknown != null)
                _unknowns[term] = unknown;
            if (term is SumTerm or ProductTerm)
                _orders[term] = [.. term.Children.Cast<RealTerm>().OrderBy(part => part is WildcardTerm { Subscripts.IsEmpty: true } ? 2 : Unknown(part) != null ? 1 : 0)];
            return unknown;
        }

        Visit(pattern);
        IsUnconditional = readsAt || reductions > 1;
    }

    /// <summary>The index in a part of the pattern that stands for any integer, or null.</summary>
    public string? Unknown(Term part) => _unknowns[part];

    /// <summary>The operands of a sum or product of the pattern: what has a structure first, then bodies at an unknown index, then names.</summary>
    public RealTerm[] Order(Term part) => _orders[part]!;

    public Rule Row { get; }

    public RealTerm Pattern { get; }

    public RealTerm Result { get; }

    /// <summary>The axis of the pattern's reductions.</summary>
    public BoundAxis Axis { get; }

    public ExpressionSyntax? When { get; }

    /// <summary>Whether its reductions must run over every index.</summary>
    public bool IsUnconditional { get; }

    /// <summary>
    /// Whether there is a chance, by a look at kinds alone: most rules are not about most terms, and matching in earnest is
    /// dear, even to begin with.
    /// </summary>
    public bool MayMatch(RealTerm subject) => MayMatch(Pattern, subject);

    // Asked only while no name is known, as a part whose names are all known may have any kind.
    private bool MayMatch(Term pattern, Term subject) => IsOfAnyKind(pattern) || IsOfSameKind(pattern, subject);

    private bool IsOfSameKind(Term pattern, Term subject) => (pattern, subject) switch
    {
        (SumTerm, SumTerm { IsGrouped: false } sum) => AnyMayMatch(Order(pattern)[0], sum.Operands),
        (ProductTerm, ProductTerm product) => AnyMayMatch(Order(pattern)[0], product.Operands),
        (ApplyTerm apply, ApplyTerm other) => apply.Function.Name == other.Function.Name,
        (PowerTerm power, PowerTerm other) => MayMatch(power.Base, other.Base),
        (ReduceTerm reduce, ReduceTerm other) => reduce.Kind == other.Kind && MayMatch(reduce.Body, other.Body),
        (NumberTerm number, NumberTerm other) => number.Value.Equals(other.Value),
        _ => pattern.GetType() == subject.GetType(),
    };

    private bool AnyMayMatch(RealTerm pattern, ImmutableArray<RealTerm> subjects)
    {
        if (IsOfAnyKind(pattern))
            return true;
        foreach (RealTerm subject in subjects)
            if (IsOfSameKind(pattern, subject))
                return true;
        return false;
    }

    /// <summary>A name, or a name with a minus.</summary>
    public static bool IsOfAnyKind(Term pattern) => pattern is WildcardTerm or ProductTerm { Operands: [NumberTerm { Value: -1 }, WildcardTerm] };

    /// <summary>The rules of a catalogue, read once.</summary>
    public static IReadOnlyList<CompiledRule> Of(Catalogue catalogue) => Tables.GetValue(catalogue, Compile);

    private static CompiledRule[] Compile(Catalogue catalogue)
    {
        var factory = new TermFactory(catalogue);
        var rules = new List<CompiledRule>();
        foreach (Rule row in catalogue.Rules)
        {
            var axis = new BoundAxis("C");
            RealTerm pattern = new PatternReader(factory, axis).Read(row.Pattern);
            RealTerm result = new PatternReader(factory, axis).Read(row.Result);
            rules.Add(new CompiledRule(row, pattern, result, axis));
            // A sum is recognised with all its signs the other way round, too.
            if (pattern is SumTerm)
                rules.Add(new CompiledRule(row, factory.Negate(pattern), factory.Negate(result), axis));
        }

        return [.. rules];
    }
}
