using System.Collections.Immutable;

namespace LossGen.Generator.Algebra;

/// <summary>Integers that take the place of binders, with what has become of each term so far.</summary>
internal sealed class Substitution
{
    private readonly ImmutableArray<(Binder Binder, IntegerTerm Value)> _pairs;

    // A kernel asks for the same few again and again, and so does the next one.
    private readonly Dictionary<(Binder Binder, IntegerTerm Value), Substitution> _further = [];

    private Substitution(ImmutableArray<(Binder Binder, IntegerTerm Value)> pairs) => _pairs = pairs;

    /// <summary>Nothing takes the place of anything: where the substitutions of a factory begin.</summary>
    public static Substitution Nothing => new(ImmutableArray<(Binder, IntegerTerm)>.Empty);

    /// <summary>Terms that hold one of the binders, and what they are afterwards.</summary>
    public TermTable<Term> Done { get; } = new();

    /// <summary>The one that puts another integer in the place of another binder, too.</summary>
    public Substitution And(Binder binder, IntegerTerm value)
    {
        if (!_further.TryGetValue((binder, value), out Substitution? further))
            _further.Add((binder, value), further = new(_pairs.Add((binder, value))));
        return further;
    }

    /// <summary>What takes the place of a binder, or null where it stays.</summary>
    public IntegerTerm? Find(Binder binder)
    {
        foreach (var pair in _pairs)
            if (pair.Binder == binder)
                return pair.Value;
        return null;
    }

    public bool Changes(Term term)
    {
        foreach (Binder binder in term.Free)
            if (Find(binder) is not null)
                return true;
        return false;
    }

    /// <summary>
    /// Whether a reduction's binder has to be called something else first: it would capture what is put in, or hide a binder of
    /// that name.
    /// </summary>
    public bool Clashes(Binder bound)
    {
        foreach (var pair in _pairs)
            if (pair.Binder == bound || pair.Value.Free.Contains(bound))
                return true;
        return false;
    }

    /// <summary>The same inside a reduction whose binder has got another name.</summary>
    public Substitution With(Binder bound, IntegerTerm name) => new(_pairs.RemoveAll(pair => pair.Binder == bound).Add((bound, name)));
}
