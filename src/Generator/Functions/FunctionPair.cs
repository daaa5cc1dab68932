using System.Collections.Immutable;

namespace LossGen.Generator.Functions;

/// <summary>A row of the pair table: two functions of one argument which share their work, typically a value and its slope.</summary>
/// <param name="Runtime">The lane's member, which returns the first and hands out the second.</param>
internal sealed record FunctionPair(string First, string Second, string Runtime)
{
    public static readonly ImmutableArray<FunctionPair> All = ImmutableArray.Create(
        new FunctionPair("softplus", "sigmoid", "SoftplusAndSigmoid"));
}
