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

    private readonly Dictionary<Term, string> _unknowns = [];

    private readonly Dictionary<Term, RealTerm[]> _orders = [];

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
    public string? Unknown(Term part) => _unknowns.TryGetValue(part, out string? name) ? name : null;

    /// <summary>The operands of a sum or product of the pattern: what has a structure first, then bodies at an unknown index, then names.</summary>
    public RealTerm[] Order(Term part) => _orders[part];

    public Rule Row { get; }

    public RealTerm Pattern { get; }

    public RealTerm Result { get; }

    /// <summary>The axis of the pattern's reductions.</summary>
    public BoundAxis Axis { get; }

    public ExpressionSyntax? When { get; }

    /// <summary>Whether its reductions must run over every index.</summary>
    public bool IsUnconditional { get; }

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
