using System.Collections.Immutable;
using System.Globalization;
using System.Reflection;
using System.Runtime.Loader;
using LossGen.Generator;
using LossGen.Generator.Roslyn;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Text;

namespace LossGen.Testing;

/// <summary>
/// C# sources as a project that references LossGen would build them: in goes text, out come the generated files, what the
/// compiler and the analyzer say, and the assembly.
/// </summary>
/// <remarks>
/// The test project needs Microsoft.CodeAnalysis.CSharp and plain references to LossGen.Generator (of which it must be a friend)
/// and LossGen.Runtime. The language is that of the oldest compiler supported, C# 12.
/// </remarks>
internal sealed class LossBuild
{
    private static readonly CSharpParseOptions ParseOptions = new(LanguageVersion.CSharp12, DocumentationMode.Diagnose);

    private static readonly ImmutableArray<MetadataReference> References =
    [
        .. Directory.EnumerateFiles(Path.GetDirectoryName(typeof(object).Assembly.Location)!, "*.dll")
            .Where(IsManaged)
            .Select(path => MetadataReference.CreateFromFile(path)),
        MetadataReference.CreateFromFile(typeof(LossAttribute).Assembly.Location),
    ];

    /// <summary>A project without a source: what comes of it shares the symbols of the references, and reads them once.</summary>
    private static readonly CSharpCompilation Nothing = CSharpCompilation.Create(
        "Acme", references: References, options: new(OutputKind.DynamicallyLinkedLibrary, nullableContextOptions: NullableContextOptions.Enable));

    private readonly CSharpCompilation _compilation;
    private Assembly? _assembly;

    private readonly GuardedCompiler _compiler;

    private LossBuild(CSharpCompilation compilation, GeneratorDriverRunResult run, GuardedCompiler compiler)
    {
        _compilation = compilation;
        _compiler = compiler;
        Run = run;
    }

    public GeneratorDriverRunResult Run { get; }

    /// <summary>The generated files by hint name.</summary>
    public ImmutableSortedDictionary<string, string> Files =>
        Run.Results.Single().GeneratedSources.ToImmutableSortedDictionary(s => s.HintName, s => s.SourceText.ToString(), StringComparer.Ordinal);

    /// <summary>The text of the only generated file.</summary>
    public string File => Files.Single().Value;

    /// <summary>The compiler's errors and warnings, in the author's text and in ours: there, public members want documentation.</summary>
    public ImmutableArray<Diagnostic> Diagnostics =>
    [
        .. _compilation.GetDiagnostics()
            .Where(d => d.Severity >= DiagnosticSeverity.Warning && !(d.Id == "CS1591" && d.Location.SourceTree!.FilePath.StartsWith("File", StringComparison.Ordinal))),
    ];

    /// <summary>What <see cref="FormulaAnalyzer"/> says, in the order of the text; what a pragma suppresses is left out.</summary>
    public ImmutableArray<Diagnostic> Problems =>
    [
        .. _compilation.WithAnalyzers([new FormulaAnalyzer(_compiler)])
            .GetAnalyzerDiagnosticsAsync().GetAwaiter().GetResult()
            .OrderBy(d => d.Location.SourceTree?.FilePath, StringComparer.Ordinal)
            .ThenBy(d => d.Location.SourceSpan)
            .ThenBy(d => d.Id, StringComparer.Ordinal),
    ];

    /// <summary>The assembly; an error or warning of the build throws, with the lines it is in.</summary>
    public Assembly Assembly => _assembly ??= Emit();

    /// <summary>Compiles sources with the generator; a source is a file name's worth of C#.</summary>
    public static LossBuild Of(params string[] sources) => Of(GuardedCompiler.Default, sources);

    /// <summary>The same with a compiler of formulas in place of ours.</summary>
    public static LossBuild Of(GuardedCompiler compiler, params string[] sources)
    {
        GeneratorDriver driver = Driver(new LossGenerator(compiler))
            .RunGeneratorsAndUpdateCompilation(Compilation(sources), out Compilation updated, out _);
        return new LossBuild((CSharpCompilation)updated, driver.GetRunResult(), compiler);
    }

    /// <summary>The same in a project that references further assemblies.</summary>
    public static LossBuild With(IEnumerable<Assembly> further, params string[] sources)
    {
        GeneratorDriver driver = Driver().RunGeneratorsAndUpdateCompilation(
            Compilation(sources).AddReferences(further.Select(assembly => MetadataReference.CreateFromFile(assembly.Location))), out Compilation updated, out _);
        return new LossBuild((CSharpCompilation)updated, driver.GetRunResult(), GuardedCompiler.Default);
    }

    /// <summary>The sources before any generator has run.</summary>
    public static CSharpCompilation Compilation(params string[] sources) => Nothing.AddSyntaxTrees(
    [
        .. sources.Select((source, i) => CSharpSyntaxTree.ParseText(
            SourceText.From(source, System.Text.Encoding.UTF8), ParseOptions, string.Create(CultureInfo.InvariantCulture, $"File{i}.cs"))),
    ]);

    /// <summary>A driver that remembers why each step ran.</summary>
    public static GeneratorDriver Driver(LossGenerator? generator = null) => CSharpGeneratorDriver.Create(
        [(generator ?? new LossGenerator()).AsSourceGenerator()],
        parseOptions: ParseOptions,
        driverOptions: new GeneratorDriverOptions(IncrementalGeneratorOutputKind.None, trackIncrementalGeneratorSteps: true));

    private Assembly Emit()
    {
        if (!Diagnostics.IsEmpty)
            throw new InvalidOperationException(string.Join("\n", Diagnostics.Select(Show)));
        using MemoryStream stream = new();
        var result = _compilation.Emit(stream);
        if (!result.Success)
            throw new InvalidOperationException(string.Join("\n", result.Diagnostics.Select(Show)));
        stream.Position = 0;
        return new AssemblyLoadContext("Acme", isCollectible: true).LoadFromStream(stream);
    }

    private static string Show(Diagnostic diagnostic)
    {
        FileLinePositionSpan place = diagnostic.Location.GetLineSpan();
        string? line = diagnostic.Location.SourceTree?.GetText().Lines[place.StartLinePosition.Line].ToString();
        return $"{diagnostic}\n    {line?.Trim()}";
    }

    private static bool IsManaged(string path)
    {
        try
        {
            AssemblyName.GetAssemblyName(path);
            return true;
        }
        catch (BadImageFormatException)
        {
            return false;
        }
    }
}
