using System.Collections.Immutable;
using LossGen.Generator.Algebra;

namespace LossGen.Generator.Lowering;

/// <summary>A condition that is the same for the whole call, and whether it must hold or not.</summary>
/// <param name="Condition">On parameters; null where <paramref name="Wanted"/> is the condition.</param>
internal sealed record Literal(ConditionTerm? Condition, Binding.BoundInput? Wanted, bool Holds)
{
    /// <summary>What orders literals, and tells them apart within one formula: two that differ in <see cref="Holds"/> only are neighbours.</summary>
    public long Rank => ((Condition?.Id ?? Wanted!.Ordinal - (1L << 32)) << 1) | (Holds ? 1L : 0L);
}

/// <summary>
/// When a term is needed: one of several conjunctions of literals holds, each in the order of their ranks. None at all is
/// never, an empty one always.
/// </summary>
internal sealed class Need : IEquatable<Need>
{
    public static readonly Need Always = new(ImmutableArray.Create(ImmutableArray<Literal>.Empty));

    public static readonly Need Never = new(ImmutableArray<ImmutableArray<Literal>>.Empty);

    private const int MostCases = 6;

    private Need(ImmutableArray<ImmutableArray<Literal>> cases)
    {
        Cases = cases;
        foreach (var conjunction in cases)
            IsAlways |= conjunction.IsEmpty;
    }

    public ImmutableArray<ImmutableArray<Literal>> Cases { get; }

    public bool IsAlways { get; }

    public Need And(Literal literal)
    {
        var cases = ImmutableArray.CreateBuilder<ImmutableArray<Literal>>(Cases.Length);
        foreach (var conjunction in Cases)
        {
            int place = 0;
            while (place < conjunction.Length && conjunction[place].Rank < (literal.Rank & ~1L))
                place++;
            bool isKnown = place < conjunction.Length && conjunction[place].Rank == literal.Rank;
            bool isContrary = place < conjunction.Length && conjunction[place].Rank == (literal.Rank ^ 1);
            if (!isContrary)
                cases.Add(isKnown ? conjunction : conjunction.Insert(place, literal));
        }

        return new(cases.ToImmutable());
    }

    public Need Or(Need other) => ReferenceEquals(this, other) || IsAlways ? this : Joined(other);

    private Need Joined(Need other)
    {
        if (other.IsAlways)
            return other;
        if (Covers(other))
            return this;
        var cases = Cases.ToBuilder();
        foreach (var added in other.Cases)
            Merge(cases, added);
        if (cases.Count > MostCases)
            return Always;
        Need merged = new(cases.ToImmutable());
        return merged.IsAlways ? Always : merged;
    }

    /// <summary>Whether each case of the other is one of these, or narrower: most needs that meet are the same.</summary>
    private bool Covers(Need other)
    {
        foreach (var narrow in other.Cases)
        {
            bool isCovered = false;
            foreach (var wide in Cases)
                isCovered |= IsSubset(wide, narrow);
            if (!isCovered)
                return false;
        }

        return true;
    }

    /// <summary>Adds a case; a wider one swallows it, and two that differ in one literal's sign are one without it.</summary>
    private static void Merge(ImmutableArray<ImmutableArray<Literal>>.Builder cases, ImmutableArray<Literal> added)
    {
        for (int i = 0; i < cases.Count; i++)
        {
            if (IsSubset(cases[i], added))
                return;
            if (OnlyContrary(cases[i], added) is int place)
            {
                var joined = added.RemoveAt(place);
                cases.RemoveAt(i);
                Merge(cases, joined);
                return;
            }
        }

        for (int i = cases.Count - 1; i >= 0; i--)
            if (IsSubset(added, cases[i]))
                cases.RemoveAt(i);
        cases.Add(added);
    }

    private static bool IsSubset(ImmutableArray<Literal> few, ImmutableArray<Literal> many)
    {
        if (few.Length > many.Length)
            return false;
        int next = 0;
        foreach (var literal in few)
        {
            while (next < many.Length && many[next].Rank < literal.Rank)
                next++;
            if (next == many.Length || many[next].Rank != literal.Rank)
                return false;
        }

        return true;
    }

    /// <summary>The place of the one literal whose contrary stands in the other conjunction, if they are the same but for it.</summary>
    private static int? OnlyContrary(ImmutableArray<Literal> left, ImmutableArray<Literal> right)
    {
        if (left.Length != right.Length)
            return null;
        int? place = null;
        for (int i = 0; i < left.Length; i++)
        {
            if (left[i].Rank == right[i].Rank)
                continue;
            if (place is not null || left[i].Rank != (right[i].Rank ^ 1))
                return null;
            place = i;
        }

        return place;
    }

    private static bool IsSame(ImmutableArray<Literal> left, ImmutableArray<Literal> right) => left.Length == right.Length && IsSubset(left, right);

    public bool Equals(Need? other)
    {
        if (other is null || Cases.Length != other.Cases.Length)
            return false;
        foreach (var conjunction in Cases)
        {
            bool found = false;
            foreach (var same in other.Cases)
                found |= IsSame(conjunction, same);
            if (!found)
                return false;
        }

        return true;
    }

    public override bool Equals(object? obj) => Equals(obj as Need);

    public override int GetHashCode() => Cases.Length;
}
