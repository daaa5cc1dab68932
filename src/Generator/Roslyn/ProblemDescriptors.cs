using System.Collections.Immutable;
using LossGen.Generator.Problems;
using Microsoft.CodeAnalysis;

namespace LossGen.Generator.Roslyn;

/// <summary>The rows of the problem table as Roslyn knows them.</summary>
internal static class ProblemDescriptors
{
    private const string Pages = "https://github.com/lossgen/lossgen/blob/main/docs/diagnostics/";

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
        helpLinkUri: $"{Pages}{kind.Id}.md",

        // The generated file has its #error either way: an error that could be silenced would be one without its message.
        customTags: kind.Severity == Severity.Error ? [WellKnownDiagnosticTags.NotConfigurable] : []);
}
