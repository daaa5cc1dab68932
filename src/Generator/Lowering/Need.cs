using System.Collections.Immutable;
using LossGen.Generator.Algebra;

namespace LossGen.Generator.Lowering;

/// <summary>A condition that is the same for the whole call, and whether it must hold or not.</summary>
/// <param name="Condition">On parameters; null where <paramref name="Wanted"/> is the condition.</param>
internal sealed record Literal(ConditionTerm? Condition, Binding.BoundInput? Wanted, bool Holds)
{
    // A set is walked in the order of hashes, and the text that is written must not depend on where objects lie.
    public override int GetHashCode() => unchecked(((Condition?.Id ?? -1) * 31 + (Wanted?.Ordinal ?? -1)) * 2 + (Holds ? 1 : 0));
}

/// <summary>When a term is needed: one of several conjunctions of literals holds. None at all is never, an empty one always.</summary>
internal sealed class Need : IEquatable<Need>
{
    public static readonly Need Always = new(ImmutableArray.Create(ImmutableHashSet<Literal>.Empty));
    public static readonly Need Never = new(ImmutableArray<ImmutableHashSet<Literal>>.Empty);

    private const int MostCases = 6;

    private Need(ImmutableArray<ImmutableHashSet<Literal>> cases) => Cases = cases;

    public ImmutableArray<ImmutableHashSet<Literal>> Cases { get; }

    public bool IsAlways => Cases.Any(static c => c.IsEmpty);

    public Need And(Literal literal) =>
        new(Cases.Where(c => !c.Contains(literal with { Holds = !literal.Holds })).Select(c => c.Add(literal)).ToImmutableArray());

    public Need Or(Need other)
    {
        if (IsAlways || other.IsAlways)
            return Always;
        var cases = Cases.ToList();
        foreach (var added in other.Cases)
            Merge(cases, added);
        if (cases.Any(static c => c.IsEmpty) || cases.Count > MostCases)
            return Always;
        return new(cases.ToImmutableArray());
    }

    /// <summary>Adds a case; a wider one swallows it, and two that differ in one literal's sign are one without it.</summary>
    private static void Merge(List<ImmutableHashSet<Literal>> cases, ImmutableHashSet<Literal> added)
    {
        for (int i = 0; i < cases.Count; i++)
        {
            if (cases[i].IsSubsetOf(added))
                return;
            var difference = cases[i].SymmetricExcept(added);
            if (difference.Count == 2 && cases[i].Count == added.Count
                && difference.First() is var literal && difference.Contains(literal with { Holds = !literal.Holds }))
            {
                var joined = cases[i].Intersect(added);
                cases.RemoveAt(i);
                Merge(cases, joined);
                return;
            }
        }

        cases.RemoveAll(added.IsSubsetOf);
        cases.Add(added);
    }

    public bool Equals(Need? other) =>
        other is not null && Cases.Length == other.Cases.Length && Cases.All(c => other.Cases.Any(c.SetEquals));

    public override bool Equals(object? obj) => Equals(obj as Need);

    public override int GetHashCode() => Cases.Length;
}
