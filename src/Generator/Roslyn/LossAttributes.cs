using System.Collections.Immutable;
using LossGen.Generator.Problems;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace LossGen.Generator.Roslyn;

/// <summary>The [Loss] attributes of a type and what they say.</summary>
internal static class LossAttributes
{
    /// <summary>Those of all its parts, in the order of the compilation.</summary>
    public static ImmutableArray<AttributeData> Of(INamedTypeSymbol type, INamedTypeSymbol attribute) =>
        type.GetAttributes().Where(a => SymbolEqualityComparer.Default.Equals(a.AttributeClass, attribute)).ToImmutableArray();

    /// <summary>Whether the type has one at all.</summary>
    public static bool Mark(INamedTypeSymbol type) => type.GetAttributes().Any(IsLoss);

    public static bool IsLoss(AttributeData attribute) =>
        attribute.AttributeClass is { Name: LossGenerator.AttributeTypeName } known && known.ToDisplayString() == LossGenerator.AttributeName;

    public static bool IsWrittenAt(AttributeData attribute, AttributeSyntax syntax) =>
        attribute.ApplicationSyntaxReference is { } place && place.SyntaxTree == syntax.SyntaxTree && place.Span == syntax.Span;

    /// <summary>The C# expression whose value is the formula or the inputs; null where it is left out.</summary>
    public static ExpressionSyntax? ArgumentOf(AttributeSyntax attribute, ProblemPart part) =>
        attribute.ArgumentList?.Arguments.FirstOrDefault(argument => part == ProblemPart.Inputs
            ? argument.NameEquals?.Name.Identifier.ValueText == nameof(FormulaDeclaration.Inputs)
            : argument.NameEquals is null)?.Expression;

    /// <summary>What the attributes say; a formula that is no constant string is reported and stands as empty.</summary>
    public static ImmutableArray<FormulaDeclaration> Formulas(ImmutableArray<AttributeData> attributes, List<Problem> problems)
    {
        var formulas = ImmutableArray.CreateBuilder<FormulaDeclaration>(attributes.Length);
        for (int i = 0; i < attributes.Length; i++)
        {
            AttributeData attribute = attributes[i];
            string? formula = attribute.ConstructorArguments.Length == 1 ? attribute.ConstructorArguments[0].Value as string : null;
            if (formula is null)
                problems.Add(Missing(i, ProblemPart.Formula, "formula", "\"log(1 + exp(-y*x))\""));

            TypedConstant? inputs = null;
            foreach (KeyValuePair<string, TypedConstant> named in attribute.NamedArguments)
                if (named.Key == nameof(FormulaDeclaration.Inputs))
                    inputs = named.Value;
            if (inputs is { Kind: TypedConstantKind.Error })
                problems.Add(Missing(i, ProblemPart.Inputs, "Inputs", "\"x[C], y in C\""));

            formulas.Add(new FormulaDeclaration(formula ?? "", inputs?.Value as string));
        }
        return formulas.MoveToImmutable();
    }

    private static Problem Missing(int formula, ProblemPart part, string what, string example) =>
        new(DeclarationProblems.FormulaMissing, part, formula, default, new[] { what, example });
}
