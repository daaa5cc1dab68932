using LossGen.Generator.Problems;
using LossGen.Testing;
using Microsoft.CodeAnalysis;

namespace LossGen.Generator.Roslyn;

/// <summary>Problems of formulas arrive at the very character, on the attribute that they belong to.</summary>
public sealed class FormulaAnalyzerTests
{
    /// <summary>A compiler to which every @ of a formula or of Inputs is wrong, and the end of a text where % stands before it.</summary>
    private static readonly GuardedCompiler Compiler = new((declaration, _, _) =>
    {
        List<Problem> problems = [.. declaration.Problems];
        foreach ((FormulaDeclaration formula, int i) in declaration.Formulas.Select((formula, i) => (formula, i)))
        {
            Find(formula.Formula, ProblemPart.Formula, i);
            Find(formula.Inputs ?? "", ProblemPart.Inputs, i);
        }
        return new CompiledLoss(new GeneratedFile($"{declaration.HintName}.g.cs", ""), problems.ToArray());

        void Find(string text, ProblemPart part, int formula)
        {
            for (int place = text.IndexOf('@'); place >= 0; place = text.IndexOf('@', place + 1))
                problems.Add(new Problem(SyntaxProblems.UnknownCharacter, part, formula, new TextRange(place, 1), new[] { "@", "" }));
            if (text.EndsWith('%'))
                problems.Add(new Problem(SyntaxProblems.UnknownCharacter, part, formula, new TextRange(text.Length, 0), new[] { "", "" }));
        }
    });

    [Theory]
    [InlineData("""[Loss("x «@» 2")] partial class L;""")]
    [InlineData("""[Loss("«@»")] partial class L;""")]
    [InlineData("""[Loss("x %«»")] partial class L;""")]
    [InlineData("""[Loss(@"x «@» 2")] partial class L;""")]
    [InlineData("""[Loss(("x \t" + $"* {"y"} «@» 2"))] partial class L;""")]
    [InlineData("[Loss(\"\"\"\n    z := x;\n    z «@» 1\n    \"\"\")] partial class L;")]
    [InlineData("""[Loss("x", Inputs = "x, «@»")] partial class L;""")]
    [InlineData("""[Loss("x")] [Loss(formula: "x «@» 2"), Loss(@"x «@» 3")] partial class L;""")]
    [InlineData("""[Loss("x «@» 2")] partial class L; [Loss("x «@» 3")] partial class L;""")]
    [InlineData("""[Loss("x «@» 2")] partial class L; [Loss("x «@» 3")] partial class M;""")]
    [InlineData("""[Loss(Text.Formula + "«@»")] partial class L; static class Text { public const string Formula = "x"; }""")]
    [InlineData("""[Loss("-" + «Text.Formula»)] partial class L; static class Text { public const string Formula = "x @ 1"; }""")]
    public void A_mistake_is_marked_where_it_is(string declaration)
    {
        MarkedSource source = MarkedSource.Parse("using LossGen;\n" + declaration);

        var problems = LossBuild.Of(Compiler, source.Text).Problems;

        Assert.Equal(source.WithMarks(source.Spans), source.WithMarks(problems.Select(p => p.Location.SourceSpan)));
    }

    /// <summary>The same with the compiler of formulas that is ours.</summary>
    [Fact]
    public void A_mistake_of_syntax_is_marked_where_it_is()
    {
        MarkedSource source = MarkedSource.Parse(
            "using LossGen;\n[Loss(\"\"\"\n    z := x;\n    z + 1«)»\n    \"\"\")] partial class L;");

        Diagnostic problem = Assert.Single(LossBuild.Of(source.Text).Problems);

        Assert.Equal(SyntaxProblems.NotOpened.Id, problem.Id);
        Assert.Equal(source.WithMarks([source.Span]), source.WithMarks([problem.Location.SourceSpan]));
    }

    /// <summary>The parts of a type may stand in several files, each with attributes of its own; the type's problems are told once.</summary>
    [Fact]
    public void Each_attribute_reports_its_own_formula()
    {
        LossBuild build = LossBuild.Of(
            Compiler,
            "using LossGen; [Loss(\"x @ 2\")] partial class L(string s);",
            "using LossGen; [Loss(\"x @ 3\")] partial class L;");

        Assert.Equal(
            [("LOSS0201", "File0.cs"), ("LOSS0106", "File0.cs"), ("LOSS0201", "File1.cs")],
            build.Problems.Select(p => (p.Id, p.Location.SourceTree!.FilePath)));
        Assert.Single(build.Files);
    }

    /// <summary>Its places belong to the syntax tree, so that a pragma reaches what is no error; an error it does not reach.</summary>
    [Fact]
    public void A_pragma_silences_a_warning_and_no_error()
    {
        const string Declarations =
            """
            using LossGen;
            [Loss("x^2", Inputs = "x, t")] partial class Warned;
            [Loss("x^", Inputs = "x")] partial class Wrong;
            """;

        Assert.Equal(["LOSS0316", "LOSS0204"], LossBuild.Of(Declarations).Problems.Select(p => p.Id));
        Assert.Equal(["LOSS0204"], LossBuild.Of("#pragma warning disable\n" + Declarations).Problems.Select(p => p.Id));
        Assert.Equal(["LOSS0204"], LossBuild.Of("#pragma warning disable LOSS0316, LOSS0204\n" + Declarations).Problems.Select(p => p.Id));
    }
}
