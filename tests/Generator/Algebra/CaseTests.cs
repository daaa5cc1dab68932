using LossGen.Generator.Binding;
using LossGen.Generator.Functions;

namespace LossGen.Generator.Algebra;

/// <summary>Sums of cases: which become cases of sums, and that they have the value of the sum.</summary>
public sealed class CaseTests
{
    [Theory]
    [InlineData("max(2*x, t*x)", true)]
    [InlineData("min(x^2, t + x)", true)]
    [InlineData("{ x if x < t; 2*x if x == t; 3*x if x > t } + { t*x if x > t; x^2 if x < t; x if x == t }", true)]
    [InlineData("max(x, t) + max(x, 2*t)", false)]
    [InlineData("{ x if x <= t; 3*x if x > t } + { x^2 if x > t; t*x if x <= t }", false)]
    public void What_an_order_decides_is_decided_once(string formula, bool isMerged)
    {
        LossTerms terms = Passes.Run(Bound.Of(formula, "x, t").Loss!, Catalogue.Default, default);

        Assert.Equal(isMerged, Assert.Single(terms.Gradients[0].Pieces).Value is SelectTerm);
    }

    [Fact]
    public void It_has_the_value_of_the_sum_in_each_case_and_where_there_is_none()
    {
        const string Formula = "{ x if x < t; 2*x if x == t; 3*x if x > t } + { t*x if x > t; x^2 if x < t; x if x == t }";
        BoundLoss loss = Bound.Of(Formula, "x, t").Loss!;
        LossTerms terms = Passes.Run(loss, Catalogue.Default, default);
        Assert.IsType<SelectTerm>(terms.Value);
        Sample sample = Samples.Of(loss, new Random(1));
        double[] x = sample.Numbers[loss.Inputs[0]], t = sample.Numbers[loss.Inputs[1]];
        foreach ((double left, double right, double expected) in new[] { (2d, 3d, 6d), (3, 3, 9), (4, 3, 24), (double.NaN, 3, double.NaN), (3, double.NaN, double.NaN) })
        {
            (x[0], t[0]) = (left, right);
            Assert.Equal(expected, new TermEvaluator(sample).Real(terms.Value));
        }
    }
}
