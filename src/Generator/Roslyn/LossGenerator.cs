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

        IncrementalValuesProvider<GeneratedFile> files = declarations
            .Where(static declaration => declaration is not null)
            .Combine(facts)
            .Select((pair, cancellation) => compiler.Compile(pair.Left!, pair.Right, cancellation).File)
            .WithTrackingName(TrackingNames.Files);

        context.RegisterSourceOutput(
            files,
            static (output, file) => output.AddSource(file.HintName, SourceText.From(file.Text, Encoding.UTF8)));
    }
}
