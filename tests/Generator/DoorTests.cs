using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using LossGen.Testing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace LossGen.Generator;

/// <summary>
/// The compiler's rooms have one-way doors. Every symbol that a file of src/Generator refers to has to be declared behind a
/// door that the file's room has.
/// </summary>
public sealed class DoorTests
{
    /// <summary>Stands for Microsoft.CodeAnalysis, which nobody but the room of its name may know.</summary>
    private const string CodeAnalysis = nameof(CodeAnalysis);

    /// <summary>
    /// A room, and the rooms it may use: all of one, or the one file that holds what is handed over, or of that a type.
    /// Models at the root are open to all, and so is a room to itself.
    /// </summary>
    private static readonly ImmutableDictionary<string, string[]> Doors = new Dictionary<string, string[]>
    {
        ["Roslyn"] = [CodeAnalysis, "Problems", "/GuardedCompiler.cs"],
        ["Problems"] = [],
        ["Syntax"] = ["Problems"],
        ["Functions"] = [],
        ["Binding"] = ["Syntax", "Functions", "Problems"],
        ["Algebra"] = ["Binding/BoundLoss.cs", "Binding/Corners.cs", "Functions", "Syntax", "Problems"],

        // Lowering makes terms for the addresses and bounds of its loops, puts the loops' indices into others, prints those that
        // it names temporaries after, and asks what is left of a formula in a case of its parameters.
        ["Lowering"] =
        [
            "Algebra/Term.cs", "Algebra/TermSet.cs", "Algebra/TermTable.cs", "Algebra/Substitution.cs", "Algebra/LossTerms.cs", "Algebra/TermFactory.cs", "Algebra/TermPrinter.cs",
            "Algebra/Specialiser.cs", "Binding/BoundLoss.cs", "Functions",
        ],

        // Emission writes loops; members, checks and documentation it writes from the loss itself, terms it only prints.
        ["Emission"] =
        [
            "Lowering/LoopIr.cs", "Lowering/Kernel.cs", "Lowering/Case.cs", "Lowering/Variant.cs", "Lowering/Program.cs", "Lowering/Shapes.cs",
            "Lowering/KernelBuilder.cs:KernelBuilder",
            "Algebra/LossTerms.cs", "Algebra/TermPrinter.cs", "Algebra/Term.cs:Binder", "Algebra/Term.cs:ReduceKind",
            "Binding/BoundLoss.cs", "Binding/Corners.cs:Corner", "Functions", "Problems",
        ],

        // Adapters hand on to members, whose signatures Emission knows; what the members compute they don't see.
        ["Adapters"] = ["Emission", "Lowering/Shapes.cs", "Binding/BoundLoss.cs"],

        // The root: models that know nothing, and the files that know the order.
        [""] = ["Problems"],
        ["/Compiler.cs"] = ["Syntax", "Binding", "Functions", "Algebra", "Lowering", "Emission", "Adapters", "Problems"],
        ["/Explanation.cs"] = ["Binding", "Algebra", "Lowering", "Problems"],
        ["/GuardedCompiler.cs"] = ["/Compiler.cs", "Emission", "Adapters", "Binding/BoundLoss.cs", "Functions", "Problems"],
    }.ToImmutableDictionary();

    private static readonly string Root = FindRoot();

    [Fact]
    public void Every_reference_goes_through_a_door()
    {
        CSharpCompilation compilation = Generator();
        Assert.Empty(compilation.GetDiagnostics().Where(d => d.Severity == DiagnosticSeverity.Error));

        var wrong = compilation.SyntaxTrees.SelectMany(tree => WrongDoors(compilation, tree)).ToImmutableSortedSet(StringComparer.Ordinal);

        Assert.True(wrong.IsEmpty, string.Join('\n', wrong));
    }

    [Fact]
    public void Every_room_is_in_the_table() => Assert.Empty(
        Directory.GetDirectories(Root).Select(path => Path.GetFileName(path)!)
            .Except(Doors.Keys.Concat(["bin", "obj", "Properties"])));

    /// <summary>The walk sees a name, a member, an inferred type and a generic argument.</summary>
    [Theory]
    [InlineData("Syntax/Bad.cs", "class Bad { LossGen.Generator.Functions.Function? f; }", "Syntax/Bad.cs uses Functions/Function.cs (Function)")]
    [InlineData("Syntax/Bad.cs", "class Bad { static object F() { var f = new LossGen.Generator.Roslyn.LossGenerator(); return f; } }", "Syntax/Bad.cs uses Roslyn/LossGenerator.cs (LossGenerator)")]
    [InlineData("Functions/Bad.cs", "class Bad { System.Collections.Generic.List<LossGen.Generator.Syntax.NameSyntax>? f; }", "Functions/Bad.cs uses Syntax/FormulaSyntax.cs (NameSyntax)")]
    [InlineData("Emission/Bad.cs", "class Bad { Microsoft.CodeAnalysis.Location? f; }", "Emission/Bad.cs uses CodeAnalysis (Location)")]
    [InlineData("Bad.cs", "class Bad { object f = LossGen.Generator.Functions.Facts.None; }", "Bad.cs uses Functions/Function.cs (Facts)")]
    public void A_wrong_door_is_seen(string path, string text, string expected)
    {
        CSharpCompilation compilation = Generator();
        SyntaxTree bad = Parse(text, Path.Combine(Root, path));

        Assert.Contains(expected, WrongDoors(compilation.AddSyntaxTrees(bad), bad));
    }

    private static IEnumerable<string> WrongDoors(CSharpCompilation compilation, SyntaxTree tree)
    {
        SemanticModel model = compilation.GetSemanticModel(tree);
        string file = PlaceOf(tree);
        string room = RoomOf(file);
        string[] doors = Doors.GetValueOrDefault("/" + file) ?? Doors[room];
        foreach (SimpleNameSyntax name in tree.GetRoot().DescendantNodes().OfType<SimpleNameSyntax>())
        {
            ISymbol? symbol = model.GetSymbolInfo(name).Symbol;
            if (symbol is null or INamespaceSymbol || OwnerOf(symbol) is not { } owner)
                continue;
            string? place = PlaceOf(owner);
            if (place is not null && !IsOpen(place, owner.Name, room, doors))
                yield return $"{file} uses {place} ({owner.Name})";
        }
    }

    private static bool IsOpen(string place, string type, string room, string[] doors)
    {
        string target = RoomOf(place);
        return target == room
            || Array.IndexOf(doors, target) >= 0
            || Array.IndexOf(doors, $"{place}:{type}") >= 0
            || Array.IndexOf(doors, target.Length == 0 ? "/" + place : place) >= 0
            || (target.Length == 0 && !Doors.ContainsKey("/" + place));
    }

    private static INamedTypeSymbol? OwnerOf(ISymbol symbol) => symbol switch
    {
        INamedTypeSymbol type => type.OriginalDefinition,
        ILocalSymbol or IParameterSymbol or IRangeVariableSymbol or ITypeParameterSymbol => null,
        IAliasSymbol alias => OwnerOf(alias.Target),
        _ => symbol.ContainingType?.OriginalDefinition,
    };

    /// <summary>The file below src/Generator that declares the type; <see cref="CodeAnalysis"/>; or null for the base library.</summary>
    private static string? PlaceOf(INamedTypeSymbol type) =>
        !type.DeclaringSyntaxReferences.IsEmpty ? type.DeclaringSyntaxReferences.Select(r => PlaceOf(r.SyntaxTree)).MinBy(p => p.Length)
        : type.ContainingAssembly?.Name.StartsWith("Microsoft.CodeAnalysis", StringComparison.Ordinal) == true ? CodeAnalysis
        : null;

    private static string PlaceOf(SyntaxTree tree) =>
        tree.FilePath.Length == 0 ? "" : Path.GetRelativePath(Root, tree.FilePath).Replace('\\', '/');

    private static string RoomOf(string place) =>
        place == CodeAnalysis ? place
        : place.Contains('/', StringComparison.Ordinal) ? place[..place.IndexOf('/', StringComparison.Ordinal)]
        : "";

    private static CSharpCompilation Generator()
    {
        const string Usings =
            "global using System; global using System.Collections.Generic; global using System.IO; "
            + "global using System.Linq; global using System.Threading; global using System.Threading.Tasks;";
        var trees = Directory.EnumerateFiles(Root, "*.cs", SearchOption.AllDirectories)
            .Where(path => RoomOf(Path.GetRelativePath(Root, path).Replace('\\', '/')) is not ("bin" or "obj"))
            .Order(StringComparer.Ordinal)
            .Select(path => Parse(File.ReadAllText(path), path));
        CSharpCompilation framework = LossBuild.Compilation();
        return framework
            .WithReferences(framework.References.Where(r => Path.GetFileName(r.Display) != "LossGen.Runtime.dll"))
            .AddSyntaxTrees(Parse(Usings, Path.Combine(Root, "Usings.cs")))
            .AddSyntaxTrees(trees)
            .AddReferences(
                MetadataReference.CreateFromFile(typeof(Compilation).Assembly.Location),
                MetadataReference.CreateFromFile(typeof(CSharpCompilation).Assembly.Location));
    }

    private static SyntaxTree Parse(string text, string path) =>
        CSharpSyntaxTree.ParseText(text, new CSharpParseOptions(LanguageVersion.CSharp12), path);

    private static string FindRoot([CallerFilePath] string here = "") =>
        Path.GetFullPath(Path.Combine(Path.GetDirectoryName(here)!, "..", "..", "src", "Generator"));
}
