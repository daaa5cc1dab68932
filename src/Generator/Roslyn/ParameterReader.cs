using System.Collections.Immutable;
using System.Globalization;
using LossGen.Generator.Problems;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace LossGen.Generator.Roslyn;

/// <summary>Reads the primary constructor's parameters, on whichever part of the type it stands.</summary>
internal static class ParameterReader
{
    public static ImmutableArray<ParameterDeclaration> Read(INamedTypeSymbol type, List<Problem> problems, CancellationToken cancellation)
    {
        var parameters = ImmutableArray.CreateBuilder<ParameterDeclaration>();
        foreach (IParameterSymbol parameter in Symbols(type, cancellation))
        {
            if (parameter.RefKind != RefKind.None)
                Report(DeclarationProblems.ParameterPassing, parameter.Name, Words(parameter.RefKind));
            else if (Read(parameter) is { } declaration)
                parameters.Add(declaration);
            else
                Report(DeclarationProblems.ParameterType, parameter.Name, parameter.Type.ToDisplayString(SymbolDisplayFormat.MinimallyQualifiedFormat));
        }
        return parameters.ToImmutable();

        void Report(ProblemKind kind, string parameter, string argument) =>
            problems.Add(new Problem(kind, ProblemPart.Declaration, 0, default, new[] { parameter, argument }, Subject: parameter));
    }

    /// <summary>
    /// The parameters of a loss in a referenced assembly, where nothing tells the primary constructor from others but that the loss
    /// has a property for each of its parameters; null where there is no such constructor.
    /// </summary>
    public static ImmutableArray<ParameterDeclaration>? ReadCompiled(INamedTypeSymbol type) => type.InstanceConstructors
        .Where(static constructor => constructor.DeclaredAccessibility == Accessibility.Public)
        .OrderByDescending(static constructor => constructor.Parameters.Length)
        .Where(constructor => constructor.Parameters.All(parameter => !type.GetMembers(MemberNames.PropertyOf(parameter.Name)).IsEmpty))
        .Select(static constructor => constructor.Parameters.Select(Read).ToImmutableArray())
        .Where(static parameters => !parameters.Contains(null))
        .Select(static parameters => (ImmutableArray<ParameterDeclaration>?)parameters.Select(static p => p!).ToImmutableArray())
        .FirstOrDefault();

    /// <summary>Null for a type that no parameter of a formula has.</summary>
    private static ParameterDeclaration? Read(IParameterSymbol parameter) =>
        TypeOf(parameter) is { } type ? new ParameterDeclaration(parameter.Name, type, DefaultOf(parameter)) : null;

    /// <summary>The parameters as C# declares them; none without a primary constructor.</summary>
    public static ImmutableArray<IParameterSymbol> Symbols(INamedTypeSymbol type, CancellationToken cancellation)
    {
        // That its declaring syntax is the type's tells the primary constructor from the others.
        IMethodSymbol? primary = type.InstanceConstructors.FirstOrDefault(constructor =>
            constructor.DeclaringSyntaxReferences.Any(reference => reference.GetSyntax(cancellation) is TypeDeclarationSyntax));
        return primary?.Parameters ?? ImmutableArray<IParameterSymbol>.Empty;
    }

    private static string Words(RefKind kind) => kind switch
    {
        RefKind.Ref => "ref",
        RefKind.Out => "out",
        RefKind.In => "in",
        _ => "ref readonly",
    };

    private static ParameterType? TypeOf(IParameterSymbol parameter) => parameter.Type switch
    {
        { SpecialType: SpecialType.System_Double } => ParameterType.Double,
        { SpecialType: SpecialType.System_Single } => ParameterType.Float,
        { SpecialType: SpecialType.System_Int32 } => ParameterType.Int,
        { SpecialType: SpecialType.System_Int64 } => ParameterType.Long,
        { SpecialType: SpecialType.System_Boolean } => ParameterType.Bool,
        IArrayTypeSymbol { Rank: 1, ElementType.SpecialType: SpecialType.System_Double } => IsNullable(parameter)
            ? ParameterType.NullableArray
            : ParameterType.Array,
        _ => null,
    };

    // A default of null says so too, where nullable annotations are off.
    private static bool IsNullable(IParameterSymbol parameter) =>
        parameter.NullableAnnotation == NullableAnnotation.Annotated || parameter.HasExplicitDefaultValue;

    private static double? DefaultOf(IParameterSymbol parameter) => parameter switch
    {
        { HasExplicitDefaultValue: false } => null,
        { ExplicitDefaultValue: bool value } => value ? 1 : 0,
        { ExplicitDefaultValue: IConvertible value } => value.ToDouble(CultureInfo.InvariantCulture),
        _ => null,
    };
}
