using System.Collections.Immutable;
using System.Reflection;
using System.Runtime.Loader;
using System.Text;
using LossGen.Definitions.Tests.Calls;
using LossGen.Formulas.Tests.Drawing;
using LossGen.Generator;
using LossGen.Generator.Functions;
using LossGen.Generator.Problems;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace LossGen.Formulas.Tests.Running;

/// <summary>Losses on their way into one assembly. It stays loaded: code that can be unloaded takes half as long again to compile.</summary>
internal sealed class LossBatch(Tally tally)
{
    private static readonly CSharpParseOptions s_language = new(LanguageVersion.CSharp12, DocumentationMode.None);

    private static readonly ImmutableArray<MetadataReference> s_references =
    [
        .. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
            .Where(path => Path.GetFileName(path) is var name && (name.StartsWith("System.", StringComparison.Ordinal) || name == "LossGen.Runtime.dll"))
            .Select(path => MetadataReference.CreateFromFile(path)),
    ];

    // What comes of it shares the symbols of the references, and reads them once.
    private static readonly CSharpCompilation s_nothing = CSharpCompilation.Create(
        "Drawn", references: s_references, options: new(OutputKind.DynamicallyLinkedLibrary, optimizationLevel: OptimizationLevel.Release, concurrentBuild: false));

    // Entries for float and long and what they choose from are a good part of a file, and compared in tests/Definitions: of
    // most losses the C# compiler doesn't see them, and doesn't ask where a null may come from.
    private const int WholeOneIn = 10;

    // A type that is local to a file wants one of its own.
    private static int s_files;

    private readonly List<(int Seed, RandomLoss Loss, string Code)> _losses = [];

    public int Count => _losses.Count;

    /// <summary>Takes a loss as far as its code.</summary>
    /// <returns>Whether the loss binds; one that doesn't is counted and forgotten.</returns>
    public bool TryAdd(int seed, RandomLoss loss)
    {
        CompiledLoss compiled = Compiler.Compile(Declare(NameOf(seed), loss), new ProjectFacts(HasGradCheck: false), CancellationToken.None);
        if (!tally.Told(seed, loss, compiled.Problems))
            return false;
        Interlocked.Increment(ref tally.Compiled);
        _losses.Add((seed, loss, string.Concat(compiled.File.Pieces)));
        return true;
    }

    /// <summary>What the compiler makes of a loss, stage by stage.</summary>
    public static string Explain(RandomLoss loss) => Compiler.Explain(Declare("Given", loss), 0, Catalogue.Default, CancellationToken.None);

    /// <summary>The losses as types that can be called; one that the C# compiler objects to is a failure, and left out.</summary>
    public (Widths Widths, IReadOnlyList<(int Seed, RandomLoss Loss, LossUnderTest Type)> Losses) Load()
    {
        Assembly? assembly = Build();
        while (assembly is null)
            assembly = Build();
        Interlocked.Add(ref tally.Built, _losses.Count);
        return (new(assembly), [.. _losses.Select(loss => (loss.Seed, loss.Loss, Type(assembly.GetType("Drawn." + NameOf(loss.Seed))!)))]);
    }

    /// <returns>Null after what cannot be built has been left out.</returns>
    private Assembly? Build()
    {
        var owners = new Dictionary<SyntaxTree, int>();
        for (int index = 0; index < _losses.Count; index++)
        {
            owners.Add(Parse(Author(_losses[index].Seed, _losses[index].Loss)), index);
            string code = Widths.Redirect(_losses[index].Code);
            owners.Add(_losses[index].Seed % WholeOneIn == 0 ? Parse(code) : Excerpt.Of(Parse(WithoutNullable(code))), index);
        }

        var compilation = s_nothing.AddSyntaxTrees(owners.Keys.Prepend(Parse(Widths.Source)));
        using var stream = new MemoryStream();
        ILookup<int, Diagnostic> problems = compilation.Emit(stream).Diagnostics
            .Where(problem => problem.Severity >= DiagnosticSeverity.Warning)
            .ToLookup(problem => problem.Location.SourceTree is { } tree ? owners[tree] : throw new InvalidOperationException(problem.ToString()));
        foreach (IGrouping<int, Diagnostic> wrong in problems.OrderByDescending(wrong => wrong.Key))
        {
            tally.Fail(_losses[wrong.Key].Seed, _losses[wrong.Key].Loss, string.Join("\n    ", wrong.Take(4).Select(Show)));
            _losses.RemoveAt(wrong.Key);
        }

        stream.Position = 0;
        return problems.Count > 0 ? null : new AssemblyLoadContext("Drawn").LoadFromStream(stream);
    }

    private static string WithoutNullable(string code) => code.Replace("#nullable enable", "#nullable enable annotations", StringComparison.Ordinal);

    private static LossUnderTest Type(Type type) => new(type, FrontEnd.Bind(type));

    private static string NameOf(int seed) => FormattableString.Invariant($"Loss{seed}");

    private static string Author(int seed, RandomLoss loss) =>
        $"""
        #nullable enable
        namespace Drawn
        """ + "\n{\n" + $"[global::LossGen.Loss({SymbolDisplay.FormatLiteral(loss.Formula, quote: true)}, Inputs = {SymbolDisplay.FormatLiteral(loss.Inputs, quote: true)})]\n"
            + $"public sealed partial class {NameOf(seed)}({loss.Parameters});\n}}\n";

    private static LossDeclaration Declare(string name, RandomLoss loss) => new(
        name, "Drawn", Array.Empty<ContainingType>(), name, "", ParameterList.Read(loss.Parameters),
        new[] { new FormulaDeclaration(loss.Formula, loss.Inputs) }, CanExtend: true, HasDocumentation: false, Array.Empty<Problem>());

    private static SyntaxTree Parse(string source) => CSharpSyntaxTree.ParseText(source, s_language, path: Interlocked.Increment(ref s_files) + ".cs", Encoding.UTF8);

    private static string Show(Diagnostic problem) =>
        $"{problem}\n        {problem.Location.SourceTree?.GetText().Lines[problem.Location.GetLineSpan().StartLinePosition.Line].ToString().Trim()}";
}
