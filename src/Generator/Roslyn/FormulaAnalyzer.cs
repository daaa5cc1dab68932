using System.Collections.Immutable;
using LossGen.Generator.Problems;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;

namespace LossGen.Generator.Roslyn;

/// <summary>Reports what is wrong with a [Loss] at the very character, in whatever kind of C# string it stands.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class FormulaAnalyzer : DiagnosticAnalyzer
{
    private readonly GuardedCompiler _compiler;

    /// <summary>The analyzer as the compiler of C# creates it.</summary>
    public FormulaAnalyzer()
        : this(GuardedCompiler.Default)
    {
    }

    internal FormulaAnalyzer(GuardedCompiler compiler) => _compiler = compiler;

    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics => ProblemDescriptors.All;

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context)
    {
        context.EnableConcurrentExecution();
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        GuardedCompiler compiler = _compiler;
        context.RegisterCompilationStartAction(start =>
        {
            if (start.Compilation.GetTypeByMetadataName(LossGenerator.AttributeName) is not { } attribute)
                return;
            ProjectFacts facts = ProjectFactsReader.Read(start.Compilation) with { Adapters = AdapterKinds.None };
            start.RegisterSyntaxNodeAction(node => Analyze(node, attribute, facts, compiler), SyntaxKind.Attribute);
        });
    }

    private static void Analyze(
        SyntaxNodeAnalysisContext context, INamedTypeSymbol attributeType, ProjectFacts facts, GuardedCompiler compiler)
    {
        var syntax = (AttributeSyntax)context.Node;
        CancellationToken cancellation = context.CancellationToken;
        if (syntax.Parent?.Parent is not TypeDeclarationSyntax part
            || !SymbolEqualityComparer.Default.Equals(context.SemanticModel.GetTypeInfo(syntax, cancellation).Type, attributeType)
            || context.SemanticModel.GetDeclaredSymbol(part, cancellation) is not { } type)
            return;

        // Each attribute reports the problems of its own formula, the first one those of the declaration too.
        ImmutableArray<AttributeData> attributes = LossAttributes.Of(type, attributeType);
        int formula = 0;
        while (formula < attributes.Length && !LossAttributes.IsWrittenAt(attributes[formula], syntax))
            formula++;

        LossDeclaration declaration = DeclarationReader.Read(type, attributes, cancellation);
        foreach (Problem problem in compiler.Compile(declaration, facts, cancellation).Problems)
        {
            if (problem.Formula != formula)
                continue;
            Location place = problem.Part == ProblemPart.Declaration
                ? DeclarationPlaces.Of(type, part, problem.Subject, cancellation)
                : PlaceInText(context, syntax, problem);
            context.ReportDiagnostic(Diagnostic.Create(ProblemDescriptors.Of(problem.Kind), place, problem.Arguments.ToArray<object>()));
        }
    }

    private static Location PlaceInText(SyntaxNodeAnalysisContext context, AttributeSyntax attribute, Problem problem)
    {
        if (LossAttributes.ArgumentOf(attribute, problem.Part) is not { } argument)
            return attribute.GetLocation();
        FormulaTextMap map = FormulaTextMap.Of(argument, context.SemanticModel, context.CancellationToken);
        return Location.Create(attribute.SyntaxTree, map[problem.Range]);
    }
}
