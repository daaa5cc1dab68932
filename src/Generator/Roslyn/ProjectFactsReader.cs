using Microsoft.CodeAnalysis;

namespace LossGen.Generator.Roslyn;

/// <summary>Selects from the compilation the few facts that a generated file depends on.</summary>
internal static class ProjectFactsReader
{
    public static ProjectFacts Read(Compilation compilation) => new(
        HasGradCheck: compilation.GetTypeByMetadataName("LossGen.GradCheck") is not null);
}
