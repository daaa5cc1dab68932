using System.Collections.Immutable;
using LossGen.Generator.Problems;
using Microsoft.CodeAnalysis;

namespace LossGen.Generator.Roslyn;

/// <summary>Copies what a type with [Loss] declares into text, and looks for what is wrong with it as C#.</summary>
internal static class DeclarationReader
{
    /// <summary>The declaration, or null at every part of the type but the one with its first [Loss].</summary>
    public static LossDeclaration? Read(GeneratorAttributeSyntaxContext context, CancellationToken cancellation)
    {
        if (context.TargetSymbol is not INamedTypeSymbol type || context.Attributes[0].AttributeClass is not { } attribute)
            return null;
        ImmutableArray<AttributeData> attributes = LossAttributes.Of(type, attribute);
        if (attributes[0].ApplicationSyntaxReference is not { } first
            || first.SyntaxTree != context.TargetNode.SyntaxTree
            || !context.TargetNode.Span.Contains(first.Span))
            return null;
        return Read(type, attributes, cancellation);
    }

    /// <summary>The declaration; an exception of ours is a problem of it.</summary>
    /// <param name="attributes">Every [Loss] of the type, in order.</param>
    public static LossDeclaration Read(INamedTypeSymbol type, ImmutableArray<AttributeData> attributes, CancellationToken cancellation)
    {
        try
        {
            return ReadAll(type, attributes, cancellation);
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            return new LossDeclaration(
                HintName: type.Name, Namespace: "", ContainingTypes: default, TypeName: type.Name, TypeParameters: "",
                Parameters: default, Formulas: default, CanExtend: false, HasDocumentation: false,
                Problems: new[] { GuardedCompiler.ProblemOf(exception, type.Name) });
        }
    }

    private static LossDeclaration ReadAll(INamedTypeSymbol type, ImmutableArray<AttributeData> attributes, CancellationToken cancellation)
    {
        List<Problem> problems = [];
        bool canExtend = TypeShape.Check(type, problems, cancellation);
        ImmutableArray<ParameterDeclaration> parameters = ParameterReader.Read(type, problems, cancellation);
        parameters = MemberClashes.Check(type, parameters, problems, cancellation);
        ImmutableArray<FormulaDeclaration> formulas = LossAttributes.Formulas(attributes, problems);

        return new LossDeclaration(
            HintName: HintNames.Of(type),
            Namespace: CSharpNames.Of(type.ContainingNamespace),
            ContainingTypes: TypeShape.ContainingTypes(type, cancellation),
            TypeName: CSharpNames.Escape(type.Name),
            TypeParameters: TypeShape.TypeParameters(type),
            Parameters: parameters,
            Formulas: formulas,
            CanExtend: canExtend,
            HasDocumentation: TypeShape.HasDocumentation(type, cancellation),
            Problems: problems.ToImmutableArray())
        {
            Accessibility = TypeShape.Accessibility(type),
        };
    }
}
