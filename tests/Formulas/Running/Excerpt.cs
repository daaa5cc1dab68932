using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace LossGen.Formulas.Tests.Running;

/// <summary>Of a generated file, what the comparison calls: the members for double and int, and the lanes that these choose from.</summary>
internal sealed class Excerpt : CSharpSyntaxRewriter
{
    public static SyntaxTree Of(SyntaxTree file) => file.WithRootAndOptions(new Excerpt().Visit(file.GetRoot()), file.Options);

    public override SyntaxNode? VisitMethodDeclaration(MethodDeclarationSyntax node)
    {
        bool isAnother = node.TypeParameterList is null && node.ParameterList.Parameters.Any(
            parameter => parameter.Type!.ToString() is var type && (type.EndsWith("Span<float>", StringComparison.Ordinal) || type.EndsWith("Span<long>", StringComparison.Ordinal)));
        return isAnother ? null : node.TypeParameterList is null ? node : base.VisitMethodDeclaration(node);
    }

    public override SyntaxNode? VisitIfStatement(IfStatementSyntax node) => node.Condition.ToString() == "typeof(T) == typeof(float)" ? node.Else?.Statement : node;
}
