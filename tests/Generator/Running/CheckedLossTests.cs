using System.Reflection;
using LossGen.Passes;
using LossGen.Testing;

namespace LossGen.Generator.Running;

/// <summary>What is generated where gradients are checked.</summary>
public sealed class CheckedLossTests
{
    /// <summary>Stands for the library, of which the generator asks no more than whether it is there.</summary>
    private const string GradCheck = "namespace LossGen { public static class GradCheck { public static void Run(LossGen.Passes.ICheckedLoss loss) { } } }";

    private const string Hinge = "[LossGen.Loss(\"relu(x)\")] public sealed partial class L;";

    [Fact]
    public void Nothing_is_added_where_nobody_checks()
    {
        string without = LossBuild.Of(Hinge).File, with = LossBuild.Of(Hinge, GradCheck).File;
        Assert.DoesNotContain("Check", without.Replace("ParameterChecks", "", StringComparison.Ordinal).Replace("Totals.Check", "", StringComparison.Ordinal), StringComparison.Ordinal);
        Assert.True(with.Length > without.Length);
    }

    [Theory]
    [InlineData("relu(call - check)*settings[positions] + relu(arrays)", "call, check, settings[Passes], positions in Passes, arrays", "double settings2 = 1")]
    [InlineData("relu(x[Sides])", "x[K], Sides in K ignoring kernel", "int kernel = -1")]
    [InlineData("sum[losses_](relu(x[losses_] - w[losses_]))", "x[K], w[K]", "double[] w")]
    [InlineData("l[k] := relu(shared_*x[k])", "x[K], shared shared_", "bool @switch = true")]
    public void Names_of_ours_dont_meet_the_formulas(string formula, string inputs, string parameters)
    {
        LossBuild build = LossBuild.Of($$"""[LossGen.Loss("{{formula}}", Inputs = "{{inputs}}")] public sealed partial class L({{parameters}});""", GradCheck);
        Assert.DoesNotContain(build.Diagnostics, diagnostic => diagnostic.Id.StartsWith("CS", StringComparison.Ordinal) && diagnostic.Id != "CS9113");
    }

    [Fact]
    public void Each_formula_answers_for_its_inputs()
    {
        Assembly assembly = LossBuild.Of(
            """
            [LossGen.Loss("relu(x[y])", Inputs = "x[C], y in C")]
            [LossGen.Loss("sum[c](|x[c] - t[c]|)", Inputs = "x[C], t[C]")]
            public sealed partial class L;
            """,
            GradCheck).Assembly;
        var loss = (ICheckedLoss)Activator.CreateInstance(assembly.GetType("L")!)!;
        Assert.Equal([CheckedInput.WithGradient, CheckedInput.Labels], Sides(loss, [new double[] { 1, 2, 3, 4 }, new[] { 0, 1 }], []).Kinds);
        Assert.Equal([CheckedInput.WithGradient, CheckedInput.WithGradient], Sides(loss, [new double[] { 1, 2, 3, 4 }, new double[] { 1, 2, 3, 5 }], [2]).Kinds);
        Assert.Throws<ArgumentException>(() => Sides(loss, [new double[] { 1, 2, 3, 4 }], []));
    }

    [Fact]
    public void An_error_stays_the_only_one()
    {
        LossBuild build = LossBuild.Of("[LossGen.Loss(\"relu(x\")] public sealed partial class L; class Use { void Of() => LossGen.GradCheck.Run(new L()); }", GradCheck);
        Assert.Equal("CS1029", Assert.Single(build.Diagnostics).Id);
    }

    private static CheckedCall Sides(ICheckedLoss loss, Array[] inputs, int[] extents)
    {
        var call = new CheckedCall(inputs, extents, 1) { Question = CheckedQuestion.Sides };
        loss.Answer(call);
        return call;
    }
}
