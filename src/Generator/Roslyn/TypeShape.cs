using System.Collections.Immutable;
using LossGen.Generator.Problems;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace LossGen.Generator.Roslyn;

/// <summary>What kind of type a loss is and where it stands.</summary>
internal static class TypeShape
{
    /// <summary>Reports what keeps the type from being a loss.</summary>
    /// <returns>Whether a generated file can add a part to it.</returns>
    public static bool Check(INamedTypeSymbol type, List<Problem> problems, CancellationToken cancellation)
    {
        int before = problems.Count;
        if (NotAClass(type) is var (kind, reason))
            Report(DeclarationProblems.NotAClass, type.Name, kind, reason);
        if (type.IsStatic)
            Report(DeclarationProblems.Static, type.Name);
        if (!IsPartial(type, cancellation))
            Report(DeclarationProblems.NotPartial, type.Name);

        for (INamedTypeSymbol? outer = type; outer is not null; outer = outer.ContainingType)
        {
            if (outer.IsFileLocal)
                Report(DeclarationProblems.FileLocal, outer.Name);
            if (!SymbolEqualityComparer.Default.Equals(outer, type) && !IsPartial(outer, cancellation))
                Report(DeclarationProblems.ContainingTypeNotPartial, outer.Name, type.Name, KeywordOf(outer, cancellation));
        }
        return problems.Count == before;

        void Report(ProblemKind problem, params string[] arguments) =>
            problems.Add(new Problem(problem, ProblemPart.Declaration, 0, default, arguments, Subject: arguments[0]));
    }

    /// <summary>From the outside in.</summary>
    public static ImmutableArray<ContainingType> ContainingTypes(INamedTypeSymbol type, CancellationToken cancellation)
    {
        var types = ImmutableArray.CreateBuilder<ContainingType>();
        for (INamedTypeSymbol? outer = type.ContainingType; outer is not null; outer = outer.ContainingType)
            types.Add(new ContainingType(KeywordOf(outer, cancellation), CSharpNames.Escape(outer.Name), TypeParameters(outer)));
        types.Reverse();
        return types.ToImmutable();
    }

    /// <summary>The names, which all parts of a type repeat; constraints and attributes need no repetition.</summary>
    public static string TypeParameters(INamedTypeSymbol type) =>
        string.Join(", ", type.TypeParameters.Select(static parameter => CSharpNames.Escape(parameter.Name)));

    /// <summary>How far code of its project may name the type; empty where it can't from beside it, or not without constraints.</summary>
    public static string Accessibility(INamedTypeSymbol type)
    {
        string accessibility = "public";
        for (INamedTypeSymbol? outer = type; outer is not null; outer = outer.ContainingType)
        {
            if (outer.Arity > 0)
                return "";
            switch (outer.DeclaredAccessibility)
            {
                case Microsoft.CodeAnalysis.Accessibility.Public:
                    break;
                case Microsoft.CodeAnalysis.Accessibility.Internal or Microsoft.CodeAnalysis.Accessibility.ProtectedOrInternal:
                    accessibility = "internal";
                    break;
                default:
                    return "";
            }
        }
        return accessibility;
    }

    /// <summary>Whether some part has a doc comment. Without /doc the compiler hands them over as plain comments.</summary>
    public static bool HasDocumentation(INamedTypeSymbol type, CancellationToken cancellation) =>
        Parts(type, cancellation).Any(static part => part.GetLeadingTrivia().Any(static trivia => trivia.Kind() switch
        {
            SyntaxKind.SingleLineDocumentationCommentTrivia or SyntaxKind.MultiLineDocumentationCommentTrivia => true,
            SyntaxKind.SingleLineCommentTrivia => IsDocumentation(trivia.ToString(), "///", '/'),
            SyntaxKind.MultiLineCommentTrivia => IsDocumentation(trivia.ToString(), "/**", '*'),
            _ => false,
        }));

    private static bool IsDocumentation(string comment, string opening, char notNext) =>
        comment.StartsWith(opening, StringComparison.Ordinal) && (comment.Length == opening.Length || comment[opening.Length] != notNext);

    private static (string Kind, string Reason)? NotAClass(INamedTypeSymbol type) => type switch
    {
        { IsRecord: true, TypeKind: TypeKind.Class } => ("a record", "'with' would skip the checks of its parameters"),
        { TypeKind: TypeKind.Struct } => ("a struct", $"'new {type.Name}()' would skip the defaults of its parameters"),
        { TypeKind: TypeKind.Interface } => ("an interface", "an interface holds no parameters"),
        _ => null,
    };

    private static bool IsPartial(INamedTypeSymbol type, CancellationToken cancellation) =>
        Parts(type, cancellation).All(static part => part.Modifiers.Any(SyntaxKind.PartialKeyword));

    private static string KeywordOf(INamedTypeSymbol type, CancellationToken cancellation)
    {
        TypeDeclarationSyntax part = Parts(type, cancellation).First();
        bool isRecordStruct = part is RecordDeclarationSyntax record && record.ClassOrStructKeyword.IsKind(SyntaxKind.StructKeyword);
        return isRecordStruct ? "record struct" : part.Keyword.ValueText;
    }

    private static IEnumerable<TypeDeclarationSyntax> Parts(INamedTypeSymbol type, CancellationToken cancellation) =>
        type.DeclaringSyntaxReferences.Select(reference => reference.GetSyntax(cancellation)).OfType<TypeDeclarationSyntax>();
}
