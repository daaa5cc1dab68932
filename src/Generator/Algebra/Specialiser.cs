using System.Collections.Immutable;

namespace LossGen.Generator.Algebra;

/// <summary>A condition on parameters alone, and whether it is taken to hold.</summary>
internal sealed record Assumption(ConditionTerm Condition, bool Holds);

/// <summary>What is left of a formula where something is known of its parameters.</summary>
internal static class Specialiser
{
    /// <summary>
    /// The value, the divisor and the gradients where the assumption is true. A parameter that is taken to equal a number is
    /// that number from then on, so that powers of it and comparisons with it are decided as well.
    /// </summary>
    public static LossTerms Assume(LossTerms loss, Assumption assumption, CancellationToken cancellation)
    {
        var factory = loss.Factory;
        ConditionTerm answer = assumption.Holds ? factory.True : factory.False, contrary = factory.Not(answer), negation = factory.Not(assumption.Condition);
        var (parameter, number) = assumption switch
        {
            { Holds: true, Condition: CompareTerm { Comparison: Comparison.Equal, Left: ParameterTerm p, Right: NumberTerm n } } => (p, n),
            { Holds: false, Condition: CompareTerm { Comparison: Comparison.NotEqual, Left: ParameterTerm p, Right: NumberTerm n } } => (p, n),
            _ => ((ParameterTerm?)null, (NumberTerm?)null),
        };
        Term Known(Term term) => term == assumption.Condition ? answer : term == negation ? contrary : term == parameter ? number! : term;
        var map = new TermMap(factory, Known, cancellation);

        // A slope that a condition leaves out is nothing, whatever it would have been multiplied by.
        var slopes = new TermMap(
            factory, term => parameter is null && term is ProductTerm { Operands: [NumberTerm { Value: 0 }, ..] } ? factory.Zero : Known(term), cancellation);
        return loss with
        {
            Value = map.Apply(loss.Value),
            Divisor = loss.Divisor is null ? null : map.Apply(loss.Divisor),
            Gradients = loss.Gradients.Select(gradient => gradient with { Pieces = Pieces(gradient.Pieces, factory, slopes) }).ToImmutableArray(),
        };
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

    /// <summary>What could be asked of parameters among the terms, in the order of the terms: a switch, a number compared with another.</summary>
    public static IEnumerable<ConditionTerm> Questions(IEnumerable<Term> terms) => terms
        .Where(static term => term is SwitchTerm or CompareTerm
        {
            Left: ParameterTerm or NumberTerm, Right: ParameterTerm or NumberTerm, Comparison: not Comparison.NotEqual,
        })
        .Cast<ConditionTerm>()
        .OrderBy(static condition => condition.Id);

    /// <summary>The roots and all below them, each once.</summary>
    public static ISet<Term> Reachable(IEnumerable<Term> roots)
    {
        var seen = new HashSet<Term>(roots);
        var pending = new Stack<Term>(seen);
        while (pending.Count > 0)
            foreach (Term child in pending.Pop().Children)
                if (seen.Add(child))
                    pending.Push(child);
        return seen;
    }
}
