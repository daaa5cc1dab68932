using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace LossGen.Generator.Roslyn;

/// <summary>Adds to every type with [Loss] the members that its formulas describe. Problems are the analyzer's to report.</summary>
[Generator(LanguageNames.CSharp)]
public sealed class LossGenerator : IIncrementalGenerator
{
    /// <summary>The attribute's name in metadata.</summary>
    internal const string AttributeName = "LossGen." + AttributeTypeName;

    internal const string AttributeTypeName = "LossAttribute";

    private const string AdaptersAttributeName = "LossGen.LossAdaptersAttribute";

    private readonly GuardedCompiler _compiler;

    /// <summary>The generator as the compiler of C# creates it.</summary>
    public LossGenerator()
        : this(GuardedCompiler.OfFiles)
    {
    }

    internal LossGenerator(GuardedCompiler compiler) => _compiler = compiler;

    /// <inheritdoc/>
    public void Initialize(IncrementalGeneratorInitializationContext context)
    {
        GuardedCompiler compiler = _compiler;

        IncrementalValuesProvider<LossDeclaration?> declarations = context.SyntaxProvider
            .ForAttributeWithMetadataName(
                AttributeName,
                predicate: static (node, _) => node is TypeDeclarationSyntax,
                transform: static (context, cancellation) => DeclarationReader.Read(context, cancellation))
            .WithTrackingName(TrackingNames.Declarations);

        IncrementalValueProvider<ProjectFacts> facts = context.CompilationProvider
            .Select(static (compilation, _) => ProjectFactsReader.Read(compilation));

        IncrementalValuesProvider<CompiledLoss> losses = declarations
            .Where(static declaration => declaration is not null)
            .Combine(facts)
            .Select((pair, cancellation) => compiler.Compile(pair.Left!, pair.Right, cancellation));

        IncrementalValuesProvider<GeneratedFile> files = losses
            .Select(static (loss, _) => loss.File)
            .WithTrackingName(TrackingNames.Files);

        IncrementalValuesProvider<AdapterFile> adapters = losses
            .SelectMany(static (loss, _) => loss.Adapters)
            .WithTrackingName(TrackingNames.Adapters);

        // Two attributes may name the same assembly.
        IncrementalValuesProvider<AdapterFile> ofReferenced = context.SyntaxProvider
            .ForAttributeWithMetadataName(
                AdaptersAttributeName,
                predicate: static (node, _) => node is CompilationUnitSyntax,
                transform: static (context, cancellation) => ReferencedLosses.Read(context, cancellation))
            .Collect()
            .SelectMany(static (losses, _) => losses.SelectMany(static l => l).Distinct())
            .Combine(facts)
            .SelectMany(static (pair, cancellation) => GuardedCompiler.Adapt(pair.Left, pair.Right, cancellation))
            .WithTrackingName(TrackingNames.AdaptersOfReferenced);

        IncrementalValuesProvider<GeneratedFile> common = adapters.Collect()
            .Combine(ofReferenced.Collect())
            .SelectMany(static (all, _) => GuardedCompiler.Common(all.Left.Concat(all.Right).Select(static adapter => adapter.Kind)));

        context.RegisterSourceOutput(files, static (output, file) => Add(output, file));
        context.RegisterSourceOutput(adapters, static (output, adapter) => Add(output, adapter.File));
        context.RegisterSourceOutput(ofReferenced, static (output, adapter) => Add(output, adapter.File));
        context.RegisterSourceOutput(common, static (output, file) => Add(output, file));
    }

    private static void Add(SourceProductionContext output, GeneratedFile file) =>
        output.AddSource(file.HintName, file.Pieces.Count == 1 ? SourceText.From(file.Pieces[0], Encoding.UTF8) : new TextInPieces(file.Pieces));
}
