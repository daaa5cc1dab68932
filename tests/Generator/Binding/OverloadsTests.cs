using LossGen.Generator.Problems;

namespace LossGen.Generator.Binding;

/// <summary>Several formulas on one type.</summary>
public sealed class OverloadsTests
{
    [Theory]
    [InlineData("x[C], y in C", "x[C], t[C]", true)]
    [InlineData("x[C], y in C", "x[C], y[J] in C", false)]
    [InlineData("x[C], t[C]", "x[C], t[C], q", false)]
    [InlineData("x[C], y in C", "x[C]", false)]
    [InlineData("x[C], q, y in C", "x[C], q, t[C], s", true)]
    [InlineData("x[C], y in {-1, 1}", "x[C], y in C", true)]
    [InlineData("y in C, x[C]", "x[C], y in C", true)]
    public void Differ_where_one_takes_labels_and_the_other_numbers(string first, string second, bool areDistinct)
    {
        BoundLoss[] losses = [Bound.Of("sum[c](x[c])", first).Loss!, Bound.Of("sum[c](x[c])", second).Loss!];

        Problem[] problems = [.. Overloads.Check(losses)];

        Assert.Equal(areDistinct ? [] : ["LOSS0370 1"], problems.Select(problem => $"{problem.Kind.Id} {problem.Formula}"));
    }

    [Fact]
    public void Are_not_judged_where_a_formula_is_wrong() => Assert.Empty(Overloads.Check([null, Bound.Of("x", "x").Loss]));
}
