using System.Collections.Immutable;
using LossGen.Generator.Functions;

namespace LossGen.Generator.Tests.Growth;

/// <summary>
/// What <c>src/Generator/README.md</c> says of growing: a row more in a table is all it takes. Each test hands the compiler a
/// catalogue with one row more, and compiles a formula that uses it.
/// </summary>
public class GrowthTests
{
    [Fact]
    public void A_function_is_a_row()
    {
        var row = new Function(
            "swish", ["u"], [], Runtime: null, static a => a[0] / (1 + Math.Exp(-a[0])), Definition: "u*sigmoid(u)");

        string explained = Explain("swish(x)", "x", Catalogue.Default.With(row));

        Assert.Contains("value   x*sigmoid(x)", explained);
        Assert.Contains("  d/dx    ", explained);
        Assert.Contains("LOSS0", Problems("swish(x)", "x", Catalogue.Default).Single().Kind.Id);
    }

    [Fact]
    public void A_function_of_the_runtime_is_a_row_and_a_member_of_the_lanes()
    {
        // Cbrt is there already: the row alone makes it a word of the language.
        var row = new Function("root3", ["u"], ["g/(3*root3(u)^2)"], "Cbrt", static a => Math.Cbrt(a[0]), Cost: 16);

        string file = Compile("root3(x)", "x", Catalogue.Default.With(row));

        Assert.Contains("L.Cbrt(", file);
        Assert.DoesNotContain("#error", file);
    }

    [Fact]
    public void Functions_that_share_their_work_are_a_row()
    {
        FunctionFamily row = FunctionFamily.Row("ExpOfBothSigns", "exp(u)", "exp(-u)");

        Assert.Contains("= L.ExpOfBothSigns(", Compile("exp(x) + 2*exp(-x)", "x", Catalogue.Default.With(row)));
    }

    [Fact]
    public void Every_family_is_recognised()
    {
        foreach (FunctionFamily family in Catalogue.Default.Families)
        {
            string formula = string.Join(" + ", family.Members.Select((member, place) => $"{place + 2}*{member.Function}({(member.IsOfNegative ? "-x" : "x")})"));
            Assert.Contains($"= L.{family.Runtime}(", Compile(formula, "x", Catalogue.Default));
        }
    }

    [Fact]
    public void A_rule_is_a_row()
    {
        var row = new Rule("test: floor of floor", RulePhase.Simplify, "floor(floor(a))", "floor(a)", null, FloatContract.Bits);

        Assert.Contains("test: floor of floor", Explain("floor(floor(x)) + x", "x", Catalogue.Default.With(row)));
        Assert.DoesNotContain("test: floor of floor", Explain("floor(floor(x)) + x", "x", Catalogue.Default));
    }

    [Fact]
    public void A_stability_rule_is_a_row_with_its_witness()
    {
        var row = new Rule(
            "test: log2 of exp", RulePhase.Stabilise, "log2(exp(a))", "1.4426950408889634*a", null, FloatContract.Rounding, Witness: "a = 800");

        Assert.Contains("test: log2 of exp", Explain("log2(exp(x))", "x", Catalogue.Default.With(row)));
    }

    [Fact]
    public void A_reduction_is_a_row()
    {
        var row = new LossGen.Generator.Functions.Reduction("rms", ReductionKind.Composed, double.NaN, Definition: "sqrt(mean[i](u[i]^2))");

        string explained = Explain("rms[c : c != 0](x[c])", "x[C]", Catalogue.Default.With(row));

        Assert.Contains("sqrt(", explained);
        Assert.DoesNotContain("#error", Compile("rms[c](x[c])", "x[C]", Catalogue.Default.With(row)));
    }

    [Fact]
    public void A_loss_is_a_type_with_its_formula()
    {
        string file = Compile("|x - t|^3", "x, t", Catalogue.Default);

        Assert.Contains("partial class GrownLoss", file);
        Assert.DoesNotContain("#error", file);
    }

    private static LossDeclaration Declare(string formula, string inputs) => new(
        "GrownLoss", "Test", ImmutableArray<ContainingType>.Empty, "GrownLoss", "", ImmutableArray<ParameterDeclaration>.Empty,
        new[] { new FormulaDeclaration(formula, inputs) }, true, false, ImmutableArray<Generator.Problems.Problem>.Empty);

    private static string Explain(string formula, string inputs, Catalogue catalogue) =>
        Compiler.Explain(Declare(formula, inputs), 0, catalogue, TestContext.Current.CancellationToken);

    private static string Compile(string formula, string inputs, Catalogue catalogue) =>
        string.Concat(Compiler.Compile(Declare(formula, inputs), new ProjectFacts(HasGradCheck: false), catalogue, TestContext.Current.CancellationToken).File.Pieces);

    private static IEnumerable<Generator.Problems.Problem> Problems(string formula, string inputs, Catalogue catalogue) =>
        Compiler.Compile(Declare(formula, inputs), new ProjectFacts(HasGradCheck: false), catalogue, TestContext.Current.CancellationToken).Problems;
}
