using LossGen.Generator.Binding;

namespace LossGen.Generator.Emission;

/// <summary>The members of a loss whose neighbour on the same type has an error, as signatures to be compiled against.</summary>
internal static class Signatures
{
    public static IEnumerable<string> Throwing(BoundLoss? loss) => [];
}
