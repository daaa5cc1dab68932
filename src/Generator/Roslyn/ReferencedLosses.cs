using System.Collections.Immutable;
using LossGen.Generator.Problems;
using Microsoft.CodeAnalysis;

namespace LossGen.Generator.Roslyn;

/// <summary>Reads the losses of referenced assemblies, of which attributes and constructors are all that is left.</summary>
internal static class ReferencedLosses
{
    /// <summary>Those of the assemblies that the [LossAdapters] of a file name; none of this one, whose losses have adapters.</summary>
    public static EquatableArray<ReferencedLoss> Read(GeneratorAttributeSyntaxContext context, CancellationToken cancellation)
    {
        Compilation compilation = context.SemanticModel.Compilation;
        var losses = ImmutableArray.CreateBuilder<ReferencedLoss>();
        foreach (AttributeData attribute in context.Attributes)
        {
            if (attribute.ConstructorArguments.Length != 1 || attribute.ConstructorArguments[0].Value is not INamedTypeSymbol { ContainingAssembly: { } assembly }
                || SymbolEqualityComparer.Default.Equals(assembly, compilation.Assembly))
                continue;
            bool isPublic = attribute.NamedArguments.Any(static named => named is { Key: "IsPublic", Value.Value: true });
            foreach (INamedTypeSymbol type in TypesIn(assembly.GlobalNamespace))
            {
                cancellation.ThrowIfCancellationRequested();
                if (TypeShape.Accessibility(type) == "public" && LossAttributes.Mark(type) && Declare(type, isPublic) is { } declaration)
                    losses.Add(new ReferencedLoss(declaration, Present(declaration, compilation)));
            }
        }
        return losses.ToImmutable();
    }

    private static LossDeclaration? Declare(INamedTypeSymbol type, bool isPublic)
    {
        if (ParameterReader.ReadCompiled(type) is not { } parameters)
            return null;
        List<Problem> problems = [];
        INamedTypeSymbol attribute = type.GetAttributes().First(LossAttributes.IsLoss).AttributeClass!;
        return new LossDeclaration(
            HintName: $"{Allowed(type.ContainingAssembly.Name)}-{HintNames.Of(type)}",
            Namespace: CSharpNames.Of(type.ContainingNamespace),
            ContainingTypes: ContainingTypes(type),
            TypeName: CSharpNames.Escape(type.Name),
            TypeParameters: "",
            Parameters: parameters,
            Formulas: LossAttributes.Formulas(LossAttributes.Of(type, attribute), problems),
            CanExtend: false,
            HasDocumentation: true,
            Problems: problems.ToImmutableArray())
        {
            Accessibility = isPublic ? "public" : "internal",
        };
    }

    /// <summary>From the outside in; none is written, so that their keywords don't matter.</summary>
    private static ImmutableArray<ContainingType> ContainingTypes(INamedTypeSymbol type)
    {
        var types = ImmutableArray.CreateBuilder<ContainingType>();
        for (INamedTypeSymbol? outer = type.ContainingType; outer is not null; outer = outer.ContainingType)
            types.Insert(0, new ContainingType("class", CSharpNames.Escape(outer.Name), ""));
        return types.ToImmutable();
    }

    /// <summary>The libraries for which another assembly has the class of the loss's adapters, and shows it to this one.</summary>
    private static AdapterKinds Present(LossDeclaration declaration, Compilation compilation)
    {
        string prefix = declaration.Namespace.Length == 0 ? "" : declaration.Namespace.Replace("@", "") + ".";
        return AdapterNames.Each
            .Where(kind => compilation.GetTypesByMetadataName(prefix + AdapterNames.ClassOf(declaration, kind)).Any(type => IsShown(type, compilation)))
            .Aggregate(AdapterKinds.None, static (all, kind) => all | kind);
    }

    private static bool IsShown(INamedTypeSymbol type, Compilation compilation) =>
        !SymbolEqualityComparer.Default.Equals(type.ContainingAssembly, compilation.Assembly) && compilation.IsSymbolAccessibleWithin(type, compilation.Assembly);

    private static IEnumerable<INamedTypeSymbol> TypesIn(INamespaceOrTypeSymbol container)
    {
        foreach (INamespaceOrTypeSymbol member in container.GetMembers().OfType<INamespaceOrTypeSymbol>())
        {
            if (member is INamedTypeSymbol type)
                yield return type;
            foreach (INamedTypeSymbol inner in TypesIn(member))
                yield return inner;
        }
    }

    /// <summary>An assembly may be called what no file is.</summary>
    private static string Allowed(string name) => string.Concat(name.Select(static c => char.IsLetterOrDigit(c) || c == '.' ? c : '_'));
}
