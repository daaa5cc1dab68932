using System.Runtime.CompilerServices;
using LossGen.Definitions.Tests.Calls;
using LossGen.Generator;
using LossGen.Generator.Functions;
using LossGen.Generator.Lowering;
using LossGen.Testing;

namespace LossGen.Definitions.Tests;

/// <summary>What the compiler makes of each loss, in files that are read in review: its stages, and the code.</summary>
public class SnapshotTests
{
    public static TheoryData<string> Names => [.. EveryLoss.All.Select(loss => loss.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void The_stages_of_a_loss_are_as_they_were_read(string name)
    {
        LossDeclaration declaration = FrontEnd.Declare(EveryLoss.Named(name).Type);
        var explained = Enumerable.Range(0, declaration.Formulas.Count).Select(
            formula => Compiler.Explain(declaration, formula, Catalogue.Default, TestContext.Current.CancellationToken));
        Snapshot.Verify(string.Join("\n----\n\n", explained), name, "txt", Folder());
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void The_code_of_a_loss_is_as_it_was_read(string name) =>
        Snapshot.Verify(Compile(name), name, "cs", Folder());

    [Fact]
    public void The_code_in_the_README_is_what_is_generated()
    {
        string readme = File.ReadAllText(Path.Combine(Folder(), "..", "..", "..", "README.md")).ReplaceLineEndings("\n");
        int start = readme.IndexOf("for (nint sample", StringComparison.Ordinal);
        string shown = readme[start..readme.IndexOf("```", start, StringComparison.Ordinal)];

        Assert.Contains(Flush(shown), Flush(Compile("MultiMarginLoss")), StringComparison.Ordinal);

        static string Flush(string code) => string.Join('\n', code.Split('\n').Select(line => line.Trim()));
    }

    /// <summary>Beyond the limit a kernel is right and several times slower.</summary>
    [Theory]
    [MemberData(nameof(Names))]
    public void No_kernel_has_more_lane_calls_than_the_inliner_takes(string name)
    {
        var over = EveryLoss.Named(name).Overloads.Select(Lower).SelectMany(program => program.Kernels)
            .Where(kernel => kernel.LaneCalls > Kernel.MostLaneCalls)
            .Select(kernel => $"{kernel.Kind} by {kernel.Mode} for {kernel.Case.Name}: {kernel.LaneCalls}");

        Assert.Empty(over);
    }

    private static Generator.Lowering.Program Lower(Generator.Binding.BoundLoss loss) => Generator.Lowering.Program.Of(
        Generator.Algebra.Passes.Run(loss, Catalogue.Default, TestContext.Current.CancellationToken), hasNotes: false, TestContext.Current.CancellationToken);

    private static string Compile(string name) => string.Concat(Compiler.Compile(
        FrontEnd.Declare(EveryLoss.Named(name).Type), new ProjectFacts(HasGradCheck: false), TestContext.Current.CancellationToken).File.Pieces);

    private static string Folder([CallerFilePath] string source = "") => Path.Combine(Path.GetDirectoryName(source)!, "_snapshots");
}
