using LossGen.Generator.Problems;
using LossGen.Testing;
using Microsoft.CodeAnalysis;

namespace LossGen.Generator.Roslyn;

/// <summary>A wrong formula fails the build where no analyzer runs, and the message comes first.</summary>
public sealed class ErrorFileTests
{
    [Fact]
    public void The_message_stands_alone_before_the_members()
    {
        LossBuild build = LossBuild.Of(
            """
            using LossGen;
            namespace Acme;
            partial class Outer
            {
                [Loss("x @ margin")]
                public partial class L(double margin = 1, double[]? weight = null);
            }
            static class Use
            {
                public static double Of(Outer.L loss) => loss.Margin + loss.Weight.Length;
                public static Outer.L New() => new(2) { Reduction = Reduction.Sum, MaxDegreeOfParallelism = 2 };
            }
            """);

        Snapshot.Verify(build.File, extension: "cs");
        Assert.Equal(["CS1029"], build.Diagnostics.Select(d => d.Id));
    }

    /// <summary>Whatever is in a formula, its line stays a line, and of several lines the one with the mistake is shown.</summary>
    [Theory]
    [InlineData("x @ 1", "| x @ 1 | column 3'")]
    [InlineData("z := x;\n  z @ 1;\n1", "|   z @ 1; | column 5'")]
    [InlineData("z := x;\r\n  z @ 1;\r\n1", "|   z @ 1; | column 5'")]
    [InlineData("z := x;\u2028  z @ 1;\u00851", "|   z @ 1; | column 5'")]
    [InlineData("@\n", "| @ | column 1'")]
    [InlineData("x +\n", "column")]
    [InlineData("", "|  | column 1'")]
    [InlineData("\n", "column")]
    [InlineData("\" /* \\ // #endif { {0} @", "column")]
    public void The_formula_is_shown_in_one_line(string formula, string expected)
    {
        LossBuild build = LossBuild.Of($"[LossGen.Loss({Microsoft.CodeAnalysis.CSharp.SymbolDisplay.FormatLiteral(formula, quote: true)})] partial class L;");

        Diagnostic error = Assert.Single(build.Diagnostics);
        Assert.Equal("CS1029", error.Id);
        Assert.Contains(expected, error.GetMessage(), StringComparison.Ordinal);
        Assert.Single(build.File.Split('\n'), line => line.StartsWith('#') && line.StartsWith("#error LOSS02", StringComparison.Ordinal));
    }

    /// <summary>One line for each formula that is wrong, whatever the number of its mistakes.</summary>
    [Fact]
    public void Every_wrong_formula_has_its_line()
    {
        LossBuild build = LossBuild.Of(
            """
            using LossGen;
            [Loss("x @ 1 @ 2")]
            [Loss("x")]
            [Loss("y", Inputs = "y @, @")]
            partial class L;
            """);

        Assert.Equal(2, build.Diagnostics.Length);
        Assert.Contains("| x @ 1 @ 2 | column 3", build.Diagnostics[0].GetMessage(), StringComparison.Ordinal);
        Assert.Contains("| y @, @ | column 3", build.Diagnostics[1].GetMessage(), StringComparison.Ordinal);
    }

    /// <summary>An exception of ours is that formula's error, and the other losses stay.</summary>
    [Fact]
    public void An_exception_is_an_error_of_its_loss()
    {
        GuardedCompiler compiler = new((declaration, facts, cancellation) => declaration.TypeName == "Bad"
            ? throw new InvalidOperationException("line 1\nline 2")
            : Compiler.Compile(declaration, facts, cancellation));

        LossBuild build = LossBuild.Of(
            compiler, "using LossGen; [Loss(\"x\")] partial class Bad(double margin); [Loss(\"x\")] partial class Good(double margin);");

        Assert.Equal(["Bad.g.cs", "Good.g.cs"], build.Files.Keys);
        Diagnostic error = Assert.Single(build.Diagnostics);
        Assert.StartsWith(
            "#error: 'LOSS0901 Bad: LossGen failed on 'Bad', which is a mistake of LossGen and not yours: "
            + "please report the formula and this line: InvalidOperationException: line 1 line 2 at LossGen.",
            error.GetMessage(), StringComparison.Ordinal);
        Assert.Equal("LOSS0901", Assert.Single(build.Problems).Id);
    }

    [Fact]
    public void Cancellation_is_no_error()
    {
        GuardedCompiler compiler = new((_, _, _) => throw new OperationCanceledException());
        LossDeclaration declaration = new("L", "", default, "L", "", default, default, true, false, default);

        Assert.Throws<OperationCanceledException>(() => compiler.Compile(declaration, new ProjectFacts(false), default));
    }
}
