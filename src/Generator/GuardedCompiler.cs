using LossGen.Generator.Adapters;
using LossGen.Generator.Binding;
using LossGen.Generator.Emission;
using LossGen.Generator.Functions;
using LossGen.Generator.Problems;

namespace LossGen.Generator;

/// <summary>
/// The compiler, with its exceptions turned into LOSS0901 of the one loss that caused them: uncaught, an exception would be a
/// warning that removes every loss of the project and lets the build pass.
/// </summary>
internal sealed class GuardedCompiler(Func<LossDeclaration, ProjectFacts, CancellationToken, CompiledLoss> compile)
{
    /// <summary>Of files and of all there is to report.</summary>
    public static readonly GuardedCompiler Default = new(Compiler.Compile);

    /// <summary>Of files, for one who reports nothing.</summary>
    public static readonly GuardedCompiler OfFiles = new(Compiler.CompileFile);

    public CompiledLoss Compile(LossDeclaration declaration, ProjectFacts facts, CancellationToken cancellation)
    {
        try
        {
            return compile(declaration, facts, cancellation);
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            EquatableArray<Problem> problems = new[] { ProblemOf(exception, declaration.TypeName) };
            return new CompiledLoss(ErrorFile.Write(declaration, facts, problems, Outlines(declaration)), problems);
        }
    }

    /// <summary>The adapters of a loss of a referenced assembly, for libraries for which no other assembly has them.</summary>
    public static EquatableArray<AdapterFile> Adapt(ReferencedLoss loss, ProjectFacts facts, CancellationToken cancellation)
    {
        var asked = facts.Adapters & ~loss.Present;
        if (asked == AdapterKinds.None)
            return default;
        try
        {
            return Compiler.Adapt(loss.Declaration, facts with { Adapters = asked }, cancellation);
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            return new[] { new AdapterFile(AdapterNames.Each.First(kind => (asked & kind) != 0), ErrorFile.Write(loss.Declaration, facts, [ProblemOf(exception, loss.Declaration.TypeName)], [])) };
        }
    }

    /// <summary>What the adapters of all losses share, for each library that some loss has adapters for.</summary>
    public static EquatableArray<GeneratedFile> Common(IEnumerable<AdapterKinds> kinds) =>
        kinds.Distinct().OrderBy(static kind => kind).Select(AdapterFiles.Common).Where(static file => file is not null).Select(static file => file!).ToArray();

    /// <summary>None where the exception came from reading the declaration itself.</summary>
    private static IReadOnlyList<BoundLoss> Outlines(LossDeclaration declaration)
    {
        try
        {
            return Compiler.Outlines(declaration, Catalogue.Default);
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            return [];
        }
    }

    public static Problem ProblemOf(Exception exception, string typeName)
    {
        string place = exception.StackTrace?.Split('\n')[0].Trim() ?? "";
        return new Problem(
            InternalProblems.Exception, ProblemPart.Declaration, Formula: 0, default,
            new[] { typeName, $"{exception.GetType().Name}: {exception.Message} {place}" });
    }
}
