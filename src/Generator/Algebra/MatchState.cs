using System.Collections.Immutable;
using LossGen.Generator.Binding;

namespace LossGen.Generator.Algebra;

/// <summary>What the wildcards of a pattern stand for, so far.</summary>
internal sealed record MatchState
{
    public static readonly MatchState Empty = new();

    /// <summary>A term, and the binder in it that the wildcard's subscript names.</summary>
    public ImmutableDictionary<string, (RealTerm Term, Binder? Index)> Reals { get; init; } = ImmutableDictionary<string, (RealTerm, Binder?)>.Empty;

    public ImmutableDictionary<string, IntegerTerm> Integers { get; init; } = ImmutableDictionary<string, IntegerTerm>.Empty;

    /// <summary>The binders around the place, of the pattern and of the subject.</summary>
    public ImmutableDictionary<Binder, Binder> Binders { get; init; } = ImmutableDictionary<Binder, Binder>.Empty;

    /// <summary>The axis of the subject's reductions.</summary>
    public BoundAxis? Axis { get; init; }

    /// <summary>The condition of the one reduction of the pattern, and the binder in it.</summary>
    public (ConditionTerm Condition, Binder Binder)? Where { get; init; }
}
