using System.Reflection;
using LossGen.Lanes;

namespace LossGen.Numerics;

/// <summary>Every width gives the same bits, element by element, whatever the machine may use of itself.</summary>
public class LaneAgreementTests
{
    private static readonly Lazy<string[]> s_widest = new(() => [.. Fingerprint.OfAll(Function.Widest)]);

    public static IEnumerable<TheoryDataRow<int>> Widths => Fingerprint.Widths.Select(w => new TheoryDataRow<int>(w));

    [Theory, MemberData(nameof(Widths))]
    public void AWidthAgreesWithTheWidest(int width) => Assert.Equal(s_widest.Value, Fingerprint.OfAll(width));

    /// <summary>Without AVX-512 multiply-adds still fuse, and nothing changes but the instructions.</summary>
    [Fact]
    public void WithoutAvx512NothingChanges()
    {
        Assert.SkipUnless(Measurement.Fuses, "This machine has no fused multiply-add.");
        foreach (IGrouping<string, string> width in ByWidth(Measurement.InProcessWithout("AVX512", "fingerprint")))
            Assert.Equal(s_widest.Value, width);
    }

    [Theory, InlineData("AVX2"), InlineData("AVX"), InlineData("HWIntrinsic")]
    public void WithoutFusingAllWidthsAgree(string instructionSet)
    {
        string[][] widths = [.. ByWidth(Measurement.InProcessWithout(instructionSet, "fingerprint")).Select(g => g.ToArray())];
        Assert.True(widths.Length >= 2);
        Assert.All(widths, width => Assert.Equal(widths[0], width));
        if (Measurement.Fuses)
            Assert.NotEqual(s_widest.Value, widths[0]);
    }

    /// <summary>A function that is added to the lanes is measured: it has a row.</summary>
    [Fact]
    public void EveryFunctionOfALaneHasARow()
    {
        string[] exact = [nameof(Single1.Abs), nameof(Single1.Sqrt), nameof(Single1.Floor), nameof(Single1.Round),
            nameof(Single1.ProductAcross), nameof(Single1.MaxAcross), nameof(Single1.MinAcross)];
        IEnumerable<string> unary = typeof(ILane<,>).GetMethods(BindingFlags.Static | BindingFlags.Public)
            .Where(m => !m.IsSpecialName && m.ReturnType.Name == "TSelf" && m.GetParameters() is [{ ParameterType.Name: "TSelf" }])
            .Select(m => m.Name);
        Assert.Empty(unary.Except(exact).Select(n => n.ToLowerInvariant()).Except(Functions.All.Select(f => f.Name)));
    }

    private static IEnumerable<IGrouping<string, string>> ByWidth(string[] lines) =>
        lines.GroupBy(line => line.Split(' ')[0], line => line[(line.IndexOf(' ') + 1)..]);
}
