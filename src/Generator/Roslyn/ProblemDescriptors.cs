using System.Collections.Immutable;
using System.Reflection;
using LossGen.Generator.Problems;
using Microsoft.CodeAnalysis;

namespace LossGen.Generator.Roslyn;

/// <summary>The rows of the problem table as Roslyn knows them.</summary>
internal static class ProblemDescriptors
{
    /// <summary>
    /// Where the pages can be read: in the repository that the build names, and nowhere if it names none. They stand in
    /// docs/diagnostics of the repository and of the package either way.
    /// </summary>
    private static readonly string? Repository = typeof(ProblemDescriptors).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>()
        .FirstOrDefault(static metadata => metadata.Key == "RepositoryUrl")?.Value?.TrimEnd('/');

    private static readonly ImmutableDictionary<string, DiagnosticDescriptor> ById =
        ProblemTable.All.ToImmutableDictionary(static kind => kind.Id, Make);

    public static readonly ImmutableArray<DiagnosticDescriptor> All = ProblemTable.All.Select(Of).ToImmutableArray();

    public static DiagnosticDescriptor Of(ProblemKind kind) => ById[kind.Id];

    private static DiagnosticDescriptor Make(ProblemKind kind) => new(
        kind.Id,
        kind.Title,
        kind.Message,
        category: "LossGen",
        kind.Severity switch
        {
            Severity.Error => DiagnosticSeverity.Error,
            Severity.Warning => DiagnosticSeverity.Warning,
            _ => DiagnosticSeverity.Info,
        },
        isEnabledByDefault: true,
        description: $"See docs/diagnostics/{kind.Id}.md, in the package or the repository, for what is wrong and what is right.",
        helpLinkUri: Repository is null ? "" : $"{Repository}/blob/main/docs/diagnostics/{kind.Id}.md",

        // The generated file has its #error either way: an error that could be silenced would be one without its message.
        customTags: kind.Severity == Severity.Error ? [WellKnownDiagnosticTags.NotConfigurable] : []);
}
