using System.Collections.Immutable;

namespace LossGen.Generator.Algebra;

/// <summary>The names in a table row and what they stand for: too few to be hashed.</summary>
/// <param name="adjoint">What g stands for in a derivative.</param>
internal readonly struct RowNames(ImmutableArray<string> names, ImmutableArray<RealTerm> terms, RealTerm? adjoint = null)
{
    public static RowNames None => new(ImmutableArray<string>.Empty, ImmutableArray<RealTerm>.Empty);

    public RealTerm? Find(string name)
    {
        for (int i = 0; i < terms.Length; i++)
            if (names[i] == name)
                return terms[i];
        return name == "g" ? adjoint : null;
    }
}
