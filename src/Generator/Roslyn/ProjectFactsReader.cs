using Microsoft.CodeAnalysis;

namespace LossGen.Generator.Roslyn;

/// <summary>Selects from the compilation the few facts that a generated file depends on.</summary>
internal static class ProjectFactsReader
{
    public static ProjectFacts Read(Compilation compilation) => new(
        HasTensors: compilation.GetTypeByMetadataName("System.Numerics.Tensors.ReadOnlyTensorSpan`1") is not null,
        HasGradCheck: compilation.GetTypeByMetadataName("LossGen.GradCheck") is not null);
}
