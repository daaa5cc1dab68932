using System.Numerics.Tensors;
using System.Reflection;
using System.Runtime.CompilerServices;
using LossGen.Generator.Roslyn;
using LossGen.Testing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.ML.Trainers;

namespace LossGen.Adapters.Tests;

/// <summary>Which files of adapters there are, as they are read in review, and when they are made.</summary>
public sealed class AdapterFileTests
{
    private const string Source =
        """
        using LossGen;

        namespace Acme
        {
            [Loss("weight[y] * max(0, margin - x[y] + x[i])^p / C where i != y", Inputs = "x[C], y in C, weight[C] = 1, p in {1, 2}")]
            public sealed partial class MultiMargin(double margin = 1, int p = 1, double[]? weight = null);

            [Loss("{ x if y == 1; relu(margin - x) if y == -1 }", Inputs = "x, y in {-1, 1}")]
            internal sealed partial class Hinge(double margin = 1);
        }
        """;

    private static readonly Assembly[] s_libraries = [typeof(ReadOnlyTensorSpan<>).Assembly, typeof(TorchSharp.torch).Assembly, typeof(IScalarLoss).Assembly];

    [Fact]
    public void Without_a_library_there_is_no_adapter()
    {
        Assert.Equal(["Acme.Hinge.g.cs", "Acme.MultiMargin.g.cs"], LossBuild.Of(Source).Files.Keys);
    }

    [Fact]
    public void Each_library_has_its_files()
    {
        LossBuild build = LossBuild.With(s_libraries, Source);

        Assert.Equal(
            [
                "Acme.Hinge.MLNet.g.cs", "Acme.Hinge.TensorSpans.g.cs", "Acme.Hinge.TorchSharp.g.cs", "Acme.Hinge.g.cs",
                "Acme.MultiMargin.TensorSpans.g.cs", "Acme.MultiMargin.TorchSharp.g.cs", "Acme.MultiMargin.g.cs",
                "LossGen-TensorSpans.g.cs", "LossGen-TorchSharp.g.cs",
            ],
            build.Files.Keys);
        Assert.Empty(build.Diagnostics);

        // What all losses share is one text, and read where it stands.
        foreach (string file in (string[])["Acme.MultiMargin.TensorSpans.g.cs", "Acme.MultiMargin.TorchSharp.g.cs", "Acme.Hinge.MLNet.g.cs"])
            Snapshot.Verify(build.Files[file], file[..^".g.cs".Length], "cs", Folder());
    }

    /// <summary>The members are the same with adapters and without.</summary>
    [Fact]
    public void The_loss_itself_does_not_change() =>
        Assert.Equal(LossBuild.Of(Source).Files["Acme.MultiMargin.g.cs"], LossBuild.With(s_libraries, Source).Files["Acme.MultiMargin.g.cs"]);

    [Theory]
    [InlineData("""public partial class Outer { [Loss("x")] private sealed partial class Loss; }""")]
    [InlineData("""public partial class Outer<T> { [Loss("x")] public sealed partial class Loss; }""")]
    [InlineData("""[Loss("x")] public sealed partial class Loss<T>;""")]
    public void A_loss_that_cannot_be_named_from_beside_it_has_none(string declaration)
    {
        LossBuild build = LossBuild.With(s_libraries, "using LossGen;\n" + declaration);
        Assert.Single(build.Files);
        Assert.Empty(build.Diagnostics);
    }

    /// <summary>Names that C# or the adapters themselves have a use for.</summary>
    [Theory]
    [InlineData("""namespace @event.@in { public static partial class @class { [Loss("x")] public sealed partial class @if; } }""")]
    [InlineData("""[Loss("loss*shape + class", Inputs = "loss, shape, class")] public sealed partial class Loss;""")]
    [InlineData("""[Loss("loss[y] + shape[y]*weight", Inputs = "loss[TensorShape], shape[TensorShape], y in TensorShape")] public sealed partial class Loss(double weight = 1);""")]
    [InlineData("""[Loss("x*weight[y]", Inputs = "x, y in C, weight[C] = 1")] public sealed partial class Loss(double[]? weight = null);""")]
    [InlineData("""[Loss("x[y] + count[j in J](y2[j] == y)", Inputs = "x[C], y in C, y2[J] in C until -1")] public sealed partial class Loss;""")]
    [InlineData("""[Loss("sum[a, b](x[a, b]*t[b]) + s", Inputs = "x[A, B], t[B], shared s")] public sealed partial class Loss;""")]
    public void Whatever_compiles_has_adapters_that_compile(string declaration)
    {
        LossBuild build = LossBuild.With(s_libraries, "using LossGen;\n" + declaration);
        Assert.Empty(build.Diagnostics);
    }

    [Fact]
    public void An_edit_beside_the_losses_makes_no_adapter_again()
    {
        CSharpCompilation compilation = LossBuild.Compilation(Source).AddReferences(s_libraries.Select(library => MetadataReference.CreateFromFile(library.Location)));
        GeneratorDriver driver = LossBuild.Driver().RunGenerators(compilation);
        driver = driver.RunGenerators(compilation.AddSyntaxTrees(
            CSharpSyntaxTree.ParseText("class Unrelated;", (CSharpParseOptions)compilation.SyntaxTrees[0].Options, "Unrelated.cs")));

        IncrementalStepRunReason[] reasons = [.. driver.GetRunResult().Results.Single().TrackedSteps[TrackingNames.Adapters].SelectMany(run => run.Outputs).Select(output => output.Reason)];
        Assert.Equal(5, reasons.Length);
        Assert.All(reasons, reason => Assert.Equal(IncrementalStepRunReason.Cached, reason));
    }

    [Fact]
    public void The_losses_of_an_assembly_have_adapters_where_they_are_asked_for()
    {
        Assembly[] further = [.. s_libraries, typeof(MseLoss).Assembly];

        Assert.Empty(LossBuild.With(further, "").Files);
        LossBuild build = LossBuild.With(further, "[assembly: LossGen.LossAdapters(typeof(LossGen.MseLoss))]\n[assembly: LossGen.LossAdapters(typeof(LossGen.L1Loss))]");
        Assert.Empty(build.Diagnostics);
        Assert.Contains("LossGen.Definitions-LossGen.MseLoss.TensorSpans.g.cs", build.Files.Keys);
        Assert.Contains("internal static class MseLossTensorSpans", build.Files["LossGen.Definitions-LossGen.MseLoss.TensorSpans.g.cs"], StringComparison.Ordinal);
    }

    /// <summary>Reading an assembly again finds the same losses, of which nothing is compiled again.</summary>
    [Fact]
    public void An_edit_compiles_no_loss_of_an_assembly_again()
    {
        CSharpCompilation compilation = LossBuild.Compilation("[assembly: LossGen.LossAdapters(typeof(LossGen.MseLoss))]")
            .AddReferences(s_libraries.Append(typeof(MseLoss).Assembly).Select(library => MetadataReference.CreateFromFile(library.Location)));
        GeneratorDriver driver = LossBuild.Driver().RunGenerators(compilation);
        driver = driver.RunGenerators(compilation.AddSyntaxTrees(
            CSharpSyntaxTree.ParseText("class Unrelated;", (CSharpParseOptions)compilation.SyntaxTrees[0].Options, "Unrelated.cs")));

        IncrementalStepRunReason[] reasons = [.. driver.GetRunResult().Results.Single().TrackedSteps[TrackingNames.AdaptersOfReferenced].SelectMany(run => run.Outputs).Select(output => output.Reason)];
        Assert.NotEmpty(reasons);
        Assert.All(reasons, reason => Assert.Equal(IncrementalStepRunReason.Cached, reason));
    }

    private static string Folder([CallerFilePath] string source = "") => Path.Combine(Path.GetDirectoryName(source)!, "_snapshots");
}
