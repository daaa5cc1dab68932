namespace LossGen.Numerics;

/// <summary>Every function keeps the error that it promises, and the committed table says what the code does now.</summary>
public class AccuracyTests
{
    private static readonly Lazy<Measurement[]> s_here = new(() => [.. Functions.All.Select(f => Measurement.Of(f, Measurement.Suite))]);

    private static readonly Lazy<Measurement[]> s_twoSteps =
        new(() => [.. Measurement.InProcessWithout("AVX2", "measure", $"{Measurement.Suite}").Select(Measurement.Parse)]);

    public static IEnumerable<TheoryDataRow<string>> Names => Functions.All.Select(f => new TheoryDataRow<string>(f.Name));

    [Theory, MemberData(nameof(Names))]
    public void ErrorsAreWithinTheBound(string name) => IsWithinTheBound(name, s_here.Value);

    [Theory, MemberData(nameof(Names))]
    public void ErrorsWithoutFusingAreWithinTheBound(string name) => IsWithinTheBound(name, s_twoSteps.Value);

    [Fact]
    public void TheCommittedTableIsCurrent()
    {
        Assert.SkipUnless(Measurement.Fuses, "This machine has no fused multiply-add.");
        (Measurement Fused, Measurement TwoSteps)[] rows = [.. AccuracyTable.Read()];
        Assert.Equal(Functions.All.Select(f => f.Name), rows.Select(r => r.Fused.Name));
        for (int i = 0; i < rows.Length; i++)
        {
            IsCurrent(rows[i].Fused, s_here.Value[i], Functions.All[i].Bound);
            IsCurrent(rows[i].TwoSteps, s_twoSteps.Value[i], Functions.All[i].Bound);
        }

        static void IsCurrent(Measurement committed, Measurement now, double bound)
        {
            Assert.Equal(committed.DoubleError, now.DoubleError, 3);
            Assert.Equal(committed.DoubleAt, now.DoubleAt);
            Assert.True(now.FloatError <= committed.FloatError, $"{now.Name}: {now.FloatError} ulp at {now.FloatAt}, committed {committed.FloatError}");
            Assert.True(committed.FloatError <= bound && committed.DoubleError <= bound, now.Name);
        }
    }

    private static void IsWithinTheBound(string name, Measurement[] measured)
    {
        Measurement m = measured.Single(m => m.Name == name);
        double bound = Functions.All.Single(f => f.Name == name).Bound;
        Assert.True(m.FloatError <= bound, $"float: {m.FloatError} ulp at {m.FloatAt}");
        Assert.True(m.DoubleError <= bound, $"double: {m.DoubleError} ulp at {m.DoubleAt}");
    }
}
