using System.Collections.Immutable;
using LossGen.Generator.Binding;
using LossGen.Generator.Functions;
using LossGen.Generator.Syntax;

namespace LossGen.Generator.Algebra;

/// <summary>Applies the rules of a phase, inner terms first, until none matches; each shared node is rewritten once.</summary>
internal sealed class Rewriter
{
    /// <summary>No formula needs so many steps; it ends what a table that contradicts itself would make endless.</summary>
    private const int MaximalSteps = 1_000;

    private readonly TermFactory _factory;
    private readonly RuleTable _rules;
    private readonly Bounds _bounds;
    private readonly RowReader _reader;
    private readonly TermMap _map;
    private readonly List<string> _applied;
    private int _steps;

    /// <param name="applied">Collects the names of the rules that were applied, in order of first use.</param>
    public Rewriter(TermFactory factory, Bounds bounds, RulePhase phases, List<string> applied, CancellationToken cancellation)
    {
        _factory = factory;
        _bounds = bounds;
        _applied = applied;
        _reader = new RowReader(factory);
        _rules = RuleTable.Of(factory.Catalogue, phases);
        _map = new TermMap(factory, Step, cancellation);
    }

    public T Apply<T>(T term)
        where T : Term => _map.Apply(term);

    private Term Step(Term term)
    {
        if (term is not RealTerm real)
            return term;
        foreach (CompiledRule rule in _rules.Concerning(real))
        {
            if (!rule.MayMatch(real) || Rewrite(rule, real) is not { } result)
                continue;
            string name = rule.Row.Name;
            if (++_steps > MaximalSteps)
                throw new InvalidOperationException($"The rules do not end: {name}.");
            if (!_applied.Contains(name))
                _applied.Add(name);
            // What it became may match again, inside and outside.
            return _map.Apply(result);
        }

        return term;
    }

    private RealTerm? Rewrite(CompiledRule rule, RealTerm term) => new Matcher(_factory, rule).Rewrite(term, state => Holds(rule.When, state));

    private static RowNames Names(MatchState state)
    {
        var names = ImmutableArray.CreateBuilder<string>(state.Reals.Count);
        var terms = ImmutableArray.CreateBuilder<RealTerm>(state.Reals.Count);
        foreach (var real in state.Reals)
        {
            names.Add(real.Key);
            terms.Add(real.Value.Term);
        }

        return new(names.MoveToImmutable(), terms.MoveToImmutable());
    }

    private bool Holds(ExpressionSyntax? when, MatchState state)
    {
        switch (when)
        {
            case null:
                return true;
            case BinarySyntax { Operator: "and" } both:
                return Holds(both.Left, state) && Holds(both.Right, state);
            case UnarySyntax { Operator: "not" } not:
                return !Holds(not.Operand, state);
            case CallSyntax call:
                RealTerm argument = state.Reals[((ReferenceSyntax)call.Arguments[0]).Name].Term;
                return call.Function.Text switch
                {
                    "number" => argument is NumberTerm,
                    "integer" => argument is NumberTerm { Value: var value } && value == Math.Floor(value),
                    "constant" => argument.IsParameterConstant && argument is NumberTerm or ParameterTerm,
                    "varying" => !argument.IsParameterConstant,
                    "finite" => !(argument.MayReduceNothing && (state.Axis is { List: not null } || state.Where != null)),
                    "squares" => Squares.Are(argument, _bounds),
                    _ => throw new InvalidOperationException($"A rule's condition cannot use {call.Function.Text}."),
                };
            default:
                return _bounds.Proves(_reader.Condition(when, Names(state)));
        }
    }
}
