using System.Collections.Immutable;

namespace LossGen.Generator.Functions;

/// <summary>
/// A row of the table of families: functions of u and of -u which share their work, typically a value and its slope.
/// Of several rows that compute what a kernel needs, the shortest is taken.
/// </summary>
/// <param name="Runtime">The lane's member, which returns the first and hands out the others.</param>
internal sealed record FunctionFamily(string Runtime, ImmutableArray<FamilyMember> Members)
{
    public static readonly ImmutableArray<FunctionFamily> All = ImmutableArray.Create(
        Row("SoftplusAndSigmoid", "softplus(u)", "sigmoid(u)"),
        Row("SigmoidAndComplement", "sigmoid(u)", "sigmoid(-u)"),
        Row("SoftplusOfBothSigns", "softplus(u)", "softplus(-u)"),
        Row("SoftplusAndSigmoidOfBothSigns", "softplus(u)", "softplus(-u)", "sigmoid(u)", "sigmoid(-u)"));

    public static FunctionFamily Row(string runtime, params string[] members) => new(runtime, members.Select(FamilyMember.Parse).ToImmutableArray());
}

/// <summary>A function of u, or of -u.</summary>
internal sealed record FamilyMember(string Function, bool IsOfNegative)
{
    public static FamilyMember Parse(string text) => new(text.Substring(0, text.IndexOf('(')), text.EndsWith("(-u)", StringComparison.Ordinal));
}
