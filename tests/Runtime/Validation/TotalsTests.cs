using LossGen.Passes;

namespace LossGen.Runtime.Tests.Validation;

public sealed class TotalsTests
{
    [Theory]
    [InlineData(Reduction.Mean, 2.5, 20)]
    [InlineData(Reduction.Sum, 1, 1)]
    [InlineData(Reduction.BatchMean, 4, 40)]
    public void A_part_is_divided_by_what_the_whole_is_divided_by(Reduction reduction, double alone, double asPart)
    {
        Assert.Equal(alone, Totals.Divisor(reduction, 2.5, 4, null));
        Assert.Equal(asPart, Totals.Divisor(reduction, 2.5, 4, new LossTotal(reduction, 300, 20, 40)));
    }

    [Fact]
    public void A_whole_of_another_reduction_is_refused()
    {
        LossTotal whole = new(Reduction.Sum, 300, 20, 40);
        Totals.Check(Reduction.Sum, whole);
        Totals.Check(Reduction.Mean, null);
        foreach (Action check in (Action[])
            [() => Totals.Check(Reduction.Mean, whole), () => Totals.Divisor(Reduction.Mean, 1, 1, whole)])
        {
            var exception = Assert.Throws<ArgumentException>("whole", check);
            Assert.StartsWith(
                "whole is a total of Sum, but this loss reduces by Mean", exception.Message, StringComparison.Ordinal);
        }
    }
}
