using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace LossGen.Generator.Roslyn;

/// <summary>Names as they have to be written in C#.</summary>
internal static class CSharpNames
{
    /// <summary>The name, with @ where it is a word of the language, even if only in some places.</summary>
    public static string Escape(string name) =>
        SyntaxFacts.GetKeywordKind(name) == SyntaxKind.None && SyntaxFacts.GetContextualKeywordKind(name) == SyntaxKind.None
            ? name
            : "@" + name;

    /// <summary>The whole name of a namespace; empty for the global one.</summary>
    public static string Of(INamespaceSymbol @namespace) =>
        @namespace.IsGlobalNamespace ? ""
        : @namespace.ContainingNamespace.IsGlobalNamespace ? Escape(@namespace.Name)
        : $"{Of(@namespace.ContainingNamespace)}.{Escape(@namespace.Name)}";
}
