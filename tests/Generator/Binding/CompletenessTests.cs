namespace LossGen.Generator.Binding;

/// <summary>Cases that leave nothing out need no otherwise; of others a gap is named.</summary>
public sealed class CompletenessTests
{
    [Theory]
    [InlineData("{ x if y == 1; -x if y == -1 }", null)]
    [InlineData("{ x if y != 1; -x if y == 1 }", null)]
    [InlineData("{ x if y == 1; -x if not (y == 1) }", null)]
    [InlineData("{ x if x < 0; -x if x >= 0 }", null)]
    [InlineData("{ x if x < 0; -x if 0 <= x }", null)]
    [InlineData("{ x if x < 0; x^2 if 0 <= x < 1; 1 if x >= 1 }", null)]
    [InlineData("{ x if |x| < 1; 1 if |x| >= 1 }", null)]
    [InlineData("{ x if |x - t| <= margin; 1 if |x - t| > margin }", null)]
    [InlineData("{ x if t > 0; 1 if t == 0 }", null)]
    [InlineData("{ x if p == 1; 1 if p == 2 }", null)]
    [InlineData("{ x if p == 1 and y == 1; 1 if p == 2 or y == -1 }", null)]
    [InlineData("{ x if flag; 1 if not flag }", null)]
    [InlineData("{ x if flag and x > 0; 1 if not flag; 2 if x <= 0 }", null)]
    [InlineData("{ x if x < t; 1 if t <= x }", null)]
    [InlineData("{ x if n <= 0; 1 if n >= 1 }", null)]
    [InlineData("{ x if x < 1/3; 1 if x >= 1/3 }", null)]
    [InlineData("{ x if exp(x) > 0 }", null)]
    [InlineData("{ x if 1 < 2 }", null)]
    [InlineData("{ x if y == 1; -x if y == 0 }", "where y == -1")]
    [InlineData("{ x if x < 0; -x if x > 0 }", "where x == 0")]
    [InlineData("{ x if x < 0; 1 if x > 1 }", "where x == 0")]
    [InlineData("{ x if x <= 0; 1 if x >= 1 }", "where 0 < x < 1")]
    [InlineData("{ x if x < 1 }", "where x == 1")]
    [InlineData("{ x if x <= 1 }", "where x > 1")]
    [InlineData("{ x if p == 1 and y == 1; 1 if p == 2 and y == -1 }", "where p == 1 and y == -1")]
    [InlineData("{ x if flag }", "where not (flag)")]
    [InlineData("{ x if x < t; 1 if t < x }", "where t == x")]
    [InlineData("{ x if n <= 0; 1 if n >= 2 }", "where n == 1")]
    [InlineData("{ x if t > 0 }", "where t == 0")]
    [InlineData("{ 1 if 2 < 1 }*x", "at all")]
    [InlineData("{ x if x < 0*inf; 1 if x >= 0 }", "where x < 0")]
    [InlineData("{ x if x == inf - inf; 1 if not (x == inf - inf) }", null)]
    [InlineData("{ 1 if 0*inf == 0*inf }*x", "at all")]
    public void Finds_the_gap(string formula, string? gap)
    {
        Bound bound = Bound.Of(formula, "x, y in {-1, 1}, t >= 0, p in {1, 2}", "double margin = 1, int p = 1, int n = 1, bool flag = true");

        Assert.Equal(gap is null ? [] : ["LOSS0350"], bound.Problems.Where(problem => problem.IsError).Select(problem => problem.Kind.Id.Replace("LOSS0351", "LOSS0350", StringComparison.Ordinal)));
        if (gap is not null)
            Assert.Equal(gap, bound.Problems.First(problem => problem.IsError).Arguments[0]);
    }
}
