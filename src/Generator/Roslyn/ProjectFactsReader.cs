using Microsoft.CodeAnalysis;

namespace LossGen.Generator.Roslyn;

/// <summary>Selects from the compilation the few facts that a generated file depends on.</summary>
internal static class ProjectFactsReader
{
    public static ProjectFacts Read(Compilation compilation) => new(
        HasGradCheck: compilation.GetTypeByMetadataName("LossGen.GradCheck") is not null)
    {
        Adapters = Adapters(compilation),
    };

    private static AdapterKinds Adapters(Compilation compilation)
    {
        var adapters = AdapterKinds.None;

        // Up to version 9 the type was an experiment with other members.
        if (compilation.GetTypeByMetadataName("System.Numerics.Tensors.ReadOnlyTensorSpan`1") is { } span && !span.GetMembers("IsDense").IsEmpty)
            adapters |= AdapterKinds.TensorSpans;
        if (compilation.GetTypeByMetadataName("TorchSharp.torch+autograd+SingleTensorFunction`1") is not null)
            adapters |= AdapterKinds.TorchSharp;
        if (compilation.GetTypeByMetadataName("Microsoft.ML.Trainers.IScalarLoss") is not null)
            adapters |= AdapterKinds.MLNet;
        return adapters;
    }
}
