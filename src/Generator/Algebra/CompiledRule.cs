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

    private CompiledRule(Rule row, RealTerm pattern, RealTerm result, BoundAxis axis)
    {
        (Row, Pattern, Result, Axis) = (row, pattern, result, axis);
        When = row.When == null ? null : RowReader.Parse(row.When);
        int reductions = 0;
        bool readsAt = false;
        void Visit(Term term)
        {
            reductions += term.Bound == null ? 0 : 1;
            readsAt |= term is WildcardInteger;
            foreach (Term child in term.Children)
                Visit(child);
        }

        Visit(pattern);
        IsUnconditional = readsAt || reductions > 1;
    }

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
