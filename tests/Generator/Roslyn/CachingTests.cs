using LossGen.Testing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using static Microsoft.CodeAnalysis.IncrementalStepRunReason;

namespace LossGen.Generator.Roslyn;

/// <summary>Which step runs again after which edit, by the reasons that the driver gives.</summary>
public sealed class CachingTests
{
    private const string Source =
        """
        using LossGen;

        namespace Acme
        {
            partial class Outer
            {
                [Loss("log(1 + exp(-y*x)) + margin", Inputs = "x, y")]
                public sealed partial class SoftMargin(double margin = 1);
            }
        }
        """;

    /// <summary>What is replaced by what, and then why the declaration and the file are what they are.</summary>
    public static TheoryData<string, string, string, IncrementalStepRunReason, IncrementalStepRunReason> Edits => new()
    {
        { "nothing", "", "", Unchanged, Cached },
        { "comment before", "    partial class", "    // A comment.\n    partial class", Unchanged, Cached },
        { "comment inside", "class SoftMargin", "class /* soft */ SoftMargin", Unchanged, Cached },
        { "blank lines", "[Loss", "\n\n\n[Loss", Unchanged, Cached },
        { "member added", "margin = 1);", "margin = 1) { public int Answer => 42; }", Unchanged, Cached },
        { "attribute added", "public sealed", "[System.Obsolete] public sealed", Unchanged, Cached },
        { "made internal", "public sealed", "internal sealed", Unchanged, Cached },
        { "other spelling of the formula", "\"log(1", "\"\" + @\"log(1", Unchanged, Cached },
        { "other spelling of the default", "margin = 1", "margin = 0.5 + 0.5", Unchanged, Cached },
        { "type added before", "    partial class", "    class Other;\n    partial class", Unchanged, Cached },

        // What may name a loss is for its adapters to know.
        { "type around made public", "    partial class", "    public partial class", Modified, Cached },

        { "formula", "log(1", "log(2", Modified, Modified },
        { "inputs", "\"x, y\"", "\"x, y in {-1, 1}\"", Modified, Modified },
        { "parameter's name", "double margin", "double gap", Modified, Modified },
        { "parameter's type", "double margin", "float margin", Modified, Modified },
        { "namespace", "namespace Acme", "namespace Beta", Modified, Modified },
        { "type around", "class Outer", "class Around", Modified, Modified },
        { "name", "SoftMargin", "HardMargin", Modified, Modified },
        { "no longer partial", "sealed partial", "sealed", Modified, Modified },
        { "attribute removed", "[Loss(\"log(1 + exp(-y*x)) + margin\", Inputs = \"x, y\")]", "", Removed, Removed },
    };

    [Theory]
    [MemberData(nameof(Edits))]
    public void An_edit_runs_what_depends_on_it(
        string edit, string before, string after, IncrementalStepRunReason declaration, IncrementalStepRunReason file)
    {
        CSharpCompilation compilation = LossBuild.Compilation(Source);
        GeneratorDriver driver = LossBuild.Driver().RunGenerators(compilation);
        SyntaxTree tree = compilation.SyntaxTrees[0];
        string edited = before.Length == 0 ? Source : Source.Replace(before, after, StringComparison.Ordinal);
        Assert.True(before.Length == 0 || edited != Source, edit);

        driver = driver.RunGenerators(compilation.ReplaceSyntaxTree(
            tree, CSharpSyntaxTree.ParseText(edited, (CSharpParseOptions)tree.Options, tree.FilePath)));

        Assert.Equal([declaration], Reasons(driver, TrackingNames.Declarations));
        Assert.Equal([file], Reasons(driver, TrackingNames.Files));
    }

    [Fact]
    public void A_file_without_losses_runs_nothing()
    {
        CSharpCompilation compilation = LossBuild.Compilation(Corpus.Sources);
        GeneratorDriver driver = LossBuild.Driver().RunGenerators(compilation);

        driver = driver.RunGenerators(compilation.AddSyntaxTrees(
            CSharpSyntaxTree.ParseText("class Unrelated;", (CSharpParseOptions)compilation.SyntaxTrees[0].Options, "Unrelated.cs")));

        Assert.All(Reasons(driver, TrackingNames.Declarations), reason => Assert.Equal(Unchanged, reason));
        Assert.All(Reasons(driver, TrackingNames.Files), reason => Assert.Equal(Cached, reason));
    }

    [Fact]
    public void Another_loss_runs_alone()
    {
        CSharpCompilation compilation = LossBuild.Compilation(Source);
        GeneratorDriver driver = LossBuild.Driver().RunGenerators(compilation);

        driver = driver.RunGenerators(compilation.AddSyntaxTrees(CSharpSyntaxTree.ParseText(
            "[LossGen.Loss(\"x\")] partial class Another;", (CSharpParseOptions)compilation.SyntaxTrees[0].Options, "Another.cs")));

        Assert.Equal([Unchanged, New], Reasons(driver, TrackingNames.Declarations));
        Assert.Equal([Cached, New], Reasons(driver, TrackingNames.Files));
    }

    /// <summary>What the project references is a fact of its own: files are made again, declarations are not.</summary>
    [Fact]
    public void A_new_reference_runs_the_compiler_and_not_the_reader()
    {
        CSharpCompilation compilation = LossBuild.Compilation(Source);
        GeneratorDriver driver = LossBuild.Driver().RunGenerators(compilation);

        driver = driver.RunGenerators(compilation.AddSyntaxTrees(CSharpSyntaxTree.ParseText(
            "namespace LossGen { public static class GradCheck; }",
            (CSharpParseOptions)compilation.SyntaxTrees[0].Options, "GradCheck.cs")));

        Assert.Equal([Unchanged], Reasons(driver, TrackingNames.Declarations));
        Assert.NotEqual([Cached], Reasons(driver, TrackingNames.Files));
    }

    /// <summary>Adapters are for libraries that are referenced.</summary>
    [Fact]
    public void Without_a_library_no_adapter_is_looked_for()
    {
        GeneratorDriver driver = LossBuild.Driver().RunGenerators(LossBuild.Compilation(Source));

        Assert.False(driver.GetRunResult().Results.Single().TrackedSteps.ContainsKey(TrackingNames.Adapters)
            && Reasons(driver, TrackingNames.Adapters).Any());
    }

    /// <summary>A model that keeps a piece of the compilation alive keeps all of it, in every version the author has typed.</summary>
    [Fact]
    public void No_model_reaches_into_the_compilation()
    {
        GeneratorDriver driver = LossBuild.Driver().RunGenerators(LossBuild.Compilation(Corpus.Sources));
        var steps = driver.GetRunResult().Results.Single().TrackedSteps;

        int reached = 0;
        foreach (string step in (string[])[TrackingNames.Declarations, TrackingNames.Files])
            foreach ((object value, _) in steps[step].SelectMany(run => run.Outputs))
                reached += ObjectGraph.Reach(value).Count;

        Assert.True(reached > 100, "The walk hardly reached anything.");
    }

    [Fact]
    public void The_walk_finds_what_it_looks_for()
    {
        CSharpCompilation compilation = LossBuild.Compilation(Source);

        foreach (object planted in (object[])
            [compilation, compilation.GlobalNamespace, compilation.SyntaxTrees[0], compilation.SyntaxTrees[0].GetRoot(), Location.None])
            Assert.ThrowsAny<Xunit.Sdk.XunitException>(() => ObjectGraph.Reach(new[] { (Name: "x", Value: planted) }));
    }

    private static IEnumerable<IncrementalStepRunReason> Reasons(GeneratorDriver driver, string step) =>
        driver.GetRunResult().Results.Single().TrackedSteps[step].SelectMany(run => run.Outputs).Select(output => output.Reason);
}
