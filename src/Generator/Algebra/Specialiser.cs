using System.Collections.Immutable;

namespace LossGen.Generator.Algebra;

/// <summary>A condition on parameters alone, and whether it is taken to hold.</summary>
internal sealed record Assumption(ConditionTerm Condition, bool Holds)
{
    /// <summary>Whether another condition holds then, where that follows.</summary>
    public bool? Decides(ConditionTerm condition)
    {
        if (condition == Condition)
            return Holds;
        return Holds && Condition is CompareTerm { Comparison: Comparison.Equal } known
            && condition is CompareTerm { Comparison: Comparison.Equal, Right: NumberTerm } other && other.Left == known.Left ? false : null;
    }
}

/// <summary>What is left of a formula where something is known of its parameters.</summary>
internal sealed class Specialiser(CancellationToken cancellation)
{
    // A formula is specialised many times, each time on the pages of the time before.
    private readonly TermTable<Term> _values = new();
    private readonly TermTable<Term> _slopes = new();

    /// <summary>
    /// The value, the divisor and the gradients where the assumption is true. A parameter that is taken to equal a number is
    /// that number from then on, so that powers of it and comparisons with it are decided as well.
    /// </summary>
    /// <param name="hasGradients">Whether anybody looks at the gradients: else they stay as they are.</param>
    public LossTerms Assume(LossTerms loss, Assumption assumption, bool hasGradients)
    {
        _values.Clear();
        _slopes.Clear();
        var factory = loss.Factory;
        ConditionTerm answer = assumption.Holds ? factory.True : factory.False, contrary = factory.Not(answer), negation = factory.Not(assumption.Condition);
        var (parameter, number) = assumption switch
        {
            { Holds: true, Condition: CompareTerm { Comparison: Comparison.Equal, Left: ParameterTerm p, Right: NumberTerm n } } => (p, n),
            { Holds: false, Condition: CompareTerm { Comparison: Comparison.NotEqual, Left: ParameterTerm p, Right: NumberTerm n } } => (p, n),
            _ => ((ParameterTerm?)null, (NumberTerm?)null),
        };
        Term Known(Term term) => term == assumption.Condition ? answer : term == negation ? contrary : term == parameter ? number! : term;

        // Most of a formula doesn't hang on the parameters that are asked about.
        ulong asked = assumption.Condition.Parameters;
        var map = new TermMap(factory, Known, cancellation, term => (term.Parameters & asked) == asked, _values);

        loss = loss with { Value = map.Apply(loss.Value), Divisor = loss.Divisor is null ? null : map.Apply(loss.Divisor) };
        if (!hasGradients)
            return loss;

        // A slope that a condition leaves out is nothing, whatever it would have been multiplied by; a 0 of the formula's own is
        // another matter, for it doesn't take a NaN away.
        bool leavesOut = parameter is null && !loss.Gradients.Any(static g => g.Pieces.Any(static p => p.Value.HoldsZeroProduct));
        var slopes = leavesOut
            ? new TermMap(
                factory, term => term is ProductTerm { IsZero: true } ? factory.Zero : Known(term), cancellation,
                term => (term.Parameters & asked) == asked || term.HoldsZeroProduct, _slopes)
            : map;
        return loss with { Gradients = loss.Gradients.Select(gradient => gradient with { Pieces = Pieces(gradient.Pieces, factory, slopes) }).ToImmutableArray() };
    }

    private static ImmutableArray<Piece> Pieces(ImmutableArray<Piece> pieces, TermFactory factory, TermMap map) => pieces
        .Select(piece => piece with
        {
            Subscripts = piece.Subscripts.Select(map.Apply).ToImmutableArray(),
            Condition = piece.Condition is null || map.Apply(piece.Condition) is var condition && condition == factory.True ? null : condition,
            Value = map.Apply(piece.Value),
        })
        .Where(piece => piece.Overwrites || piece.Condition != factory.False && piece.Value is not NumberTerm { Value: 0 })
        .ToImmutableArray();

    /// <summary>Whether a term is a condition that could be asked of parameters.</summary>
    public static bool IsQuestion(Term term) => term is SwitchTerm or CompareTerm
    {
        Left: ParameterTerm or NumberTerm, Right: ParameterTerm or NumberTerm, Comparison: not Comparison.NotEqual,
    };

    /// <summary>The roots and all below them, each once.</summary>
    public static List<Term> Reachable(IEnumerable<Term> roots)
    {
        var reached = new List<Term>(64);
        var seen = new TermSet();
        foreach (Term root in roots)
            Reach(root);
        for (int i = 0; i < reached.Count; i++)
            foreach (Term child in reached[i].Children)
                Reach(child);
        return reached;

        void Reach(Term term)
        {
            if (seen.Add(term))
                reached.Add(term);
        }
    }
}
