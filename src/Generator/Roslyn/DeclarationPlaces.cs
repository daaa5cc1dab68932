using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace LossGen.Generator.Roslyn;

/// <summary>Where in the author's text the subject of a declaration's problem stands.</summary>
internal static class DeclarationPlaces
{
    /// <param name="part">The part of the type with the attribute: preferred where the type itself is meant.</param>
    /// <param name="subject">The name of a parameter, a member or a type around, or empty for the type itself.</param>
    public static Location Of(INamedTypeSymbol type, TypeDeclarationSyntax part, string subject, CancellationToken cancellation)
    {
        return ParameterReader.Symbols(type, cancellation).Cast<ISymbol>().Concat(type.GetMembers(subject)).Concat(ContainingTypes(type))
            .Where(symbol => symbol.Name == subject)
            .SelectMany(static symbol => symbol.Locations)
            .FirstOrDefault(static place => place.SourceTree is { } tree && !GeneratedParts.Holds(tree))
            ?? part.Identifier.GetLocation();
    }

    private static IEnumerable<INamedTypeSymbol> ContainingTypes(INamedTypeSymbol type)
    {
        for (INamedTypeSymbol? outer = type.ContainingType; outer is not null; outer = outer.ContainingType)
            yield return outer;
    }
}
