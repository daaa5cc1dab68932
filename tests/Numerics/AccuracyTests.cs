namespace LossGen.Numerics;

/// <summary>Every function keeps the error that it promises; the child processes do so without fusing.</summary>
public class AccuracyTests
{
    public static IEnumerable<TheoryDataRow<string>> Names => Functions.All.Select(f => new TheoryDataRow<string>(f.Name));

    [Theory, MemberData(nameof(Names))]
    public void EveryManiethFloatIsWithinTheBound(string name)
    {
        Function function = Functions.All.Single(f => f.Name == name);
        (double error, float at) = FloatScan.Worst(function, 997, Function.Widest);
        Assert.True(error <= function.Bound, $"{error} ulp at {at:R}");
    }

    [Theory, MemberData(nameof(Names))]
    public void DoublesOfTheTableAreWithinTheBound(string name)
    {
        Function function = Functions.All.Single(f => f.Name == name);
        (double error, double x, double y) = DoubleTable.Worst(function, Function.Widest);
        Assert.True(error <= function.Bound, $"{error} ulp at {x:R}, {y:R}");
    }
}
