using System.Collections.Immutable;

namespace LossGen.Generator.Algebra;

/// <summary>In a pattern: any real term; with subscripts, one that may depend on the index that the subscript names.</summary>
internal sealed class WildcardTerm(string name, ImmutableArray<IntegerTerm> subscripts) : RealTerm(ImmutableArray<Term>.CastUp(subscripts))
{
    public string Name { get; } = name;
    public ImmutableArray<IntegerTerm> Subscripts { get; } = subscripts;

    internal override TermData Data => new(Name);
}

/// <summary>In a pattern: any integer at which the body of a reduction is read.</summary>
internal sealed class WildcardInteger(string name) : IntegerTerm
{
    public string Name { get; } = name;

    internal override TermData Data => new(Name);
}
