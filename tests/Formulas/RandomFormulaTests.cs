using LossGen.Formulas.Tests.Running;

namespace LossGen.Formulas.Tests;

/// <summary>Formulas that nobody thought of: compiled, run at three lane widths, and compared with the naive evaluator and with differences.</summary>
public sealed class RandomFormulaTests(ITestOutputHelper output)
{
    private const int Formulas = 2_000;

    /// <summary>The same formulas in every run, so that a build doesn't hang on luck; with LOSSGEN_DRAW=anew they are drawn anew.</summary>
    [Fact]
    public void Random_formulas_have_the_value_and_the_gradients_of_the_naive_evaluator()
    {
        Tally tally = Proof.Of(Formulas, Environment.GetEnvironmentVariable("LOSSGEN_DRAW") == "anew" ? Random.Shared.Next(1_000_000_000) : 1, new Tally());
        output.WriteLine(tally.ToString());

        Assert.Empty(tally.Failures);
        Assert.Equal(Formulas, tally.Compared);

        // A generator of formulas that no longer makes sense would prove nothing.
        Assert.True(tally.Bound >= 0.95 * tally.Drawn, "Too many formulas don't bind.");
        Assert.True(tally.AtCorners <= 0.05 * tally.Slopes, "Too many slopes were too near to a corner.");
        Assert.True(tally.DecidedByRounding <= 0.001 * tally.Batches, "Too many batches hang on a rounding.");
        Assert.True(tally.WithoutNumber <= 0.05 * tally.Numbers, "Too many values have no number in the plain form.");
    }
}
