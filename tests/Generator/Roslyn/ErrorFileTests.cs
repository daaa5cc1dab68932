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
                [Loss("x @ margin", Inputs = "x[C], y in C, weight[C] = 1")]
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

    /// <summary>Calls of what a loss would have had compile, so that its error is the only one.</summary>
    [Theory]
    [InlineData("x[y] + typo", "x[C], y in C", "Forward(f, n) + l.Forward(d, m) + l.Backward(f, n, g, 2, upstream: 3, whole: l.Total(d, m)) + l.Backward(d, m, e)")]
    [InlineData("sum[c](x[c]*t[c]", "x[C], t[C]", "Forward(f, f, 3) + l.Backward(d, d, 3, e, e) + l.Backward(f, f, 3, default, g)")]
    [InlineData("l[c] := typo(x[c])*t[c]", "x[C], t[C] in {0, 1}", "Forward(f, f) + l.Forward(f, f, 3) + l.Backward(d, d, e) + l.Forward(d, d, inner: 3) + l.Forward(d, d, C: 3)")]
    [InlineData("l[c] := weight[c]*typo(x[c])", "x[C], weight[C] = 1", "Forward(f) + l.Backward(f, g) + l.Forward(f, C: 3, inner: 2)")]
    [InlineData("x*typo; mean by w", "x, w", "Forward(f, f) + l.Backward(f, f, g)")]
    [InlineData("max(0, margn - (x[y]-x[i]))^2 where i != y", null, "Forward(f, n) + l.Backward(d, m, e)")]
    [InlineData("x + t + typo", "x, t ", "Forward(f, f) + l.Backward(d, d, e, e) + l.Margin + l.Weight.Length")]
    [InlineData("margn*wieght[i]*x[i]", null, "Forward(f, 3) + l.Backward(d, 3, e)")]
    [InlineData("x", "0 <= x <= -1", "Forward(f) + l.Backward(d, e)")]
    [InlineData("x[y]", "x[C], y in C ignoring nobody", "Forward(f, n)")]
    public void Calls_of_its_members_compile(string formula, string? inputs, string calls)
    {
        LossBuild build = LossBuild.Of($$"""
            using System;
            using LossGen;
            [Loss("{{formula}}"{{(inputs is null ? "" : $", Inputs = \"{inputs}\"")}})]
            public sealed partial class L(double margin = 1, double[]? weight = null);
            static class Use
            {
                static double Of(L l, float[] f, double[] d, int[] n, long[] m, Span<float> g, Span<double> e) => l.{{calls}};
            }
            """);

        Assert.Equal("CS1029", Assert.Single(build.Diagnostics).Id);
        Assert.NotEmpty(build.Problems);
    }

    /// <summary>Several formulas of a type have their members each, also where only one is wrong, and where C# can't tell them apart.</summary>
    [Theory]
    [InlineData("x[y]", "typo*x[c]")]
    [InlineData("x[y] + typo", "x[c]")]
    [InlineData("sum[c](x[c])*x[y]", "sum[c](x[c]*t[c])*unknown")]
    public void Each_formula_has_its_members(string labels, string numbers)
    {
        LossBuild build = LossBuild.Of($$"""
            using System;
            using LossGen;
            [Loss("{{labels}}", Inputs = "x[C], y in C")]
            [Loss("{{numbers}}", Inputs = "x[C], t[C]")]
            [Loss("{{numbers}}", Inputs = "u[C], v[C]")]
            public sealed partial class L;
            static class Use
            {
                static double Of(L l, float[] f, int[] n, float[] g) => l.Backward(f, n, g) + l.Backward(f, f, 3, g, g);
            }
            """);

        Assert.All(build.Diagnostics, error => Assert.Equal("CS1029", error.Id));
    }

    /// <summary>Where the declaration is wrong and not the formula, and where the author has a member of the name.</summary>
    [Theory]
    [InlineData("public sealed partial class L(double margin, double Margin)", "Forward(f) + l.Backward(f, g)")]
    [InlineData("public sealed partial class L { public int Forward(string s) => s.Length; }", "Forward(\"\") + l.Backward(f, g)")]
    [InlineData("public sealed partial class L(double inner)", "Inner + l.Forward(f)")]
    public void Members_are_there_for_a_wrong_declaration(string declaration, string calls)
    {
        LossBuild build = LossBuild.Of($$"""
            using LossGen;
            [Loss("x*x")] {{declaration}}{{(declaration.EndsWith('}') ? "" : ";")}}
            static class Use
            {
                static double Of(L l, float[] f, float[] g) => l.{{calls}};
            }
            """);

        Assert.Equal("CS1029", Assert.Single(build.Diagnostics, d => d.Severity == DiagnosticSeverity.Error).Id);
    }

    /// <summary>Where not even the inputs can be read, the parameters are used at least: none is reported as unread.</summary>
    [Theory]
    [InlineData("x*t", null)]
    [InlineData("x", "x t")]
    [InlineData("x", "x, x")]
    [InlineData("", null)]
    public void Parameters_are_there_where_inputs_are_not(string formula, string? inputs)
    {
        LossBuild build = LossBuild.Of($$"""
            using LossGen;
            [Loss("{{formula}}"{{(inputs is null ? "" : $", Inputs = \"{inputs}\"")}})] public sealed partial class L(double margin = 1, bool log = false, double[]? weight = null);
            static class Use
            {
                static double Of(L l) => l.Margin + (l.Log ? 1 : l.Weight.Length);
            }
            """);

        Assert.Equal("CS1029", Assert.Single(build.Diagnostics).Id);
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
        Assert.Contains("double Backward(global::System.ReadOnlySpan<float> x, global::System.Span<float> gradX,", build.Files["Bad.g.cs"], StringComparison.Ordinal);
    }

    [Fact]
    public void Cancellation_is_no_error()
    {
        GuardedCompiler compiler = new((_, _, _) => throw new OperationCanceledException());
        LossDeclaration declaration = new("L", "", default, "L", "", default, default, true, false, default);

        Assert.Throws<OperationCanceledException>(() => compiler.Compile(declaration, new ProjectFacts(false), default));
    }
}
