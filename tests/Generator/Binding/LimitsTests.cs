using LossGen.Generator.Problems;

namespace LossGen.Generator.Binding;

/// <summary>Texts beyond the limits are told so, at once and without exhausting the stack; texts at the limits compile.</summary>
public sealed class LimitsTests
{
    public static readonly TheoryData<string, string, string> Beyond = new()
    {
        { "characters", "LOSS0219", "x" + new string(' ', 10_000) },
        { "round brackets", "LOSS0220", new string('(', 4_000) + "x" + new string(')', 4_000) },
        { "unclosed brackets", "LOSS0220", new string('(', 9_000) },
        { "square brackets", "LOSS0220", string.Concat(Enumerable.Repeat("x[", 3_000)) },
        { "braces", "LOSS0220", new string('{', 9_000) },
        { "bars", "LOSS0220", new string('|', 9_000) },
        { "signs", "LOSS0220", new string('-', 9_000) + "x" },
        { "not", "LOSS0220", "{ x if " + string.Concat(Enumerable.Repeat("not ", 2_000)) + "x > 0; 0 otherwise }" },
        { "powers", "LOSS0220", "x" + string.Concat(Enumerable.Repeat("^x", 4_000)) },
        { "sums in a row", "LOSS0220", "x" + string.Concat(Enumerable.Repeat("+x", 4_000)) },
        { "products of paper sums", "LOSS0220", "sum_{i} x" + string.Concat(Enumerable.Repeat("*x", 4_000)) },
        { "paper sums", "LOSS0220", string.Concat(Enumerable.Repeat("Σ_{i} ", 1_500)) + "x" },
        { "subscripts", "LOSS0220", "x" + string.Concat(Enumerable.Repeat("[i]", 3_000)) },
        { "numbers before names", "LOSS0220", string.Concat(Enumerable.Repeat("2x^", 3_000)) + "x" },
        { "exclamation marks", "LOSS0202", new string('!', 9_000) },
        { "plus signs", "LOSS0202", new string('+', 9_000) },
        { "arguments", "LOSS0221", "max(" + string.Concat(Enumerable.Repeat("x, ", 65)) + "x)" },
        { "cases", "LOSS0221", "{ " + string.Concat(Enumerable.Repeat("x if x > 0; ", 65)) + "x otherwise }" },
        { "comparisons", "LOSS0221", "{ x if x" + string.Concat(Enumerable.Repeat(" < x", 65)) + "; 0 otherwise }" },
        { "definitions", "LOSS0221", string.Concat(Enumerable.Range(0, 66).Select(i => $"z{i} := x; ")) + "x" },
        { "indices", "LOSS0221", "sum[" + string.Join(", ", Enumerable.Range(0, 66).Select(i => $"i{i}")) + "](x)" },
        { "doubling", "LOSS0360", "z0 := x + x; " + string.Concat(Enumerable.Range(1, 40).Select(i => $"z{i} := z{i - 1} + z{i - 1}; ")) + "z40" },
        { "doubling by arguments", "LOSS0360", "d0(u) := u + u; " + string.Concat(Enumerable.Range(1, 40).Select(i => $"d{i}(u) := d{i - 1}(d{i - 1}(u)); ")) + "d40(x)" },
        { "depth through definitions", "LOSS0360", "z0 := x; " + string.Concat(Enumerable.Range(1, 8).Select(i => $"z{i} := {string.Concat(Enumerable.Repeat("exp(", 60))}z{i - 1}{new string(')', 60)}; ")) + "z8" },
        { "inequalities", "LOSS0360", Nest(30, inner => $"{{ 1 if {inner} != 2; 0 otherwise }}") },
    };

    [Theory]
    [MemberData(nameof(Beyond))]
    public void Beyond_them_a_formula_is_told_so(string what, string id, string formula)
    {
        IReadOnlyList<Problem> problems = Bound.Of(formula, "x").Problems;

        Assert.True(problems.Any(problem => problem.Kind.Id == id), $"{what}: {string.Join("\n", problems.Select(problem => problem.Message))}");
    }

    [Fact]
    public void Indices_that_are_only_compared_with_one_another_are_given_up()
    {
        string formula = Nest(60, inner => inner);
        for (int i = 30; i >= 0; i--)
            formula = $"sum[i{i} : {string.Join(" and ", Enumerable.Range(i + 1, 30 - i).Select(j => $"i{i} < i{j}").DefaultIfEmpty("1 < 2"))}]({formula})";

        Assert.Contains(Bound.Of(formula, "x").Problems, problem => problem.IsError);
    }

    [Theory]
    [InlineData(180)]
    public void Within_them_a_formula_compiles(int count)
    {
        Assert.NotNull(Bound.Of("x" + string.Concat(Enumerable.Repeat(" + x", count)), "x").Loss);
        Assert.NotNull(Bound.Of(string.Concat(Enumerable.Repeat("exp(", count)) + "x" + new string(')', count), "x").Loss);
        Assert.NotNull(Bound.Of("{ " + string.Concat(Enumerable.Range(0, 60).Select(i => $"x if x > {i}; ")) + "x otherwise }", "x").Loss);
    }

    [Fact]
    public void Deep_formulas_need_little_stack()
    {
        string formula = "z0 := x; " + string.Concat(Enumerable.Range(1, 2).Select(i => $"z{i} := {string.Concat(Enumerable.Repeat("exp(", 190))}z{i - 1}{new string(')', 190)}; ")) + "z2";
        Bound? bound = null;
        var thread = new Thread(() => bound = Bound.Of(formula, "x"), maxStackSize: 512 * 1024);
        thread.Start();
        thread.Join();

        Assert.NotNull(bound!.Printed.Formula);
    }

    [Fact]
    public void As_many_arrays_as_the_runtime_carries() => Assert.Equal(LossGen.Passes.Arrays.Capacity, FormulaBinder.MaximalArrays);

    private static string Nest(int depth, Func<string, string> around)
    {
        string formula = "x";
        for (int i = 0; i < depth; i++)
            formula = around(formula);
        return formula;
    }
}
