using System.Reflection;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace LossGen.Bench.Compiling;

/// <summary>
/// The definitions as the generator meets them: trees and references, without what was generated. No library is among them for
/// whose types it would write adapters.
/// </summary>
internal static class Sources
{
    private static readonly MetadataReference[] s_references =
    [
        .. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
            .Where(path => Path.GetFileName(path) is var name && name != "System.Numerics.Tensors.dll"
                && (name.StartsWith("System.", StringComparison.Ordinal) || name is "LossGen.Runtime.dll" or "netstandard.dll" or "mscorlib.dll"))
            .Select(path => MetadataReference.CreateFromFile(path)),
    ];

    public static SyntaxTree Parse(string text) => CSharpSyntaxTree.ParseText(text, CSharpParseOptions.Default.WithLanguageVersion(LanguageVersion.Latest));

    /// <summary>The files of a folder.</summary>
    public static SyntaxTree[] Of(string folder) => [.. Directory.GetFiles(folder, "*.cs").Order(StringComparer.Ordinal).Select(path => Parse(File.ReadAllText(path)))];

    /// <summary>Each loss as a file of its own.</summary>
    public static (string Name, SyntaxTree Tree)[] EachLoss(IEnumerable<SyntaxTree> trees) =>
    [
        .. trees.SelectMany(tree => tree.GetRoot().DescendantNodes().OfType<ClassDeclarationSyntax>())
            .Where(type => type.AttributeLists.Count > 0)
            .Select(type => (type.Identifier.Text, Parse("namespace LossGen;\n" + type.ToFullString()))),
    ];

    /// <summary>A library of these files.</summary>
    public static CSharpCompilation Compile(IEnumerable<SyntaxTree> trees) => CSharpCompilation.Create(
        "Definitions",
        [Parse("global using System; global using System.Collections.Generic; global using System.Linq;"), .. trees],
        s_references,
        new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, nullableContextOptions: NullableContextOptions.Enable));

    /// <summary>Bytes of IL in a loss and its kernels.</summary>
    public static int IntermediateBytes(Type loss)
    {
        const BindingFlags Everything = BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;
        return loss.Assembly.GetTypes()
            .Where(type => type == loss || Outermost(type).Name.EndsWith("__" + loss.Name + "Kernels", StringComparison.Ordinal))
            .SelectMany(type => type.GetMethods(Everything).Cast<MethodBase>().Concat(type.GetConstructors(Everything)))
            .Sum(method => method.GetMethodBody()?.GetILAsByteArray()?.Length ?? 0);
    }

    private static Type Outermost(Type type) => type.DeclaringType is { } outer ? Outermost(outer) : type;
}
