using System.Text.Json;

namespace LossGen.Ctc.Tests;

/// <summary>The numbers that PyTorch printed.</summary>
public class WorkedNumbersTests
{
    public static TheoryData<string> Names => [.. Cases().Select(c => c.GetProperty("name").GetString()!)];

    [Theory]
    [MemberData(nameof(Names))]
    public void Are_reproduced(string name)
    {
        JsonElement worked = Cases().Single(c => c.GetProperty("name").GetString() == name);
        int classes = worked.GetProperty("C").GetInt32();
        int blank = worked.GetProperty("blank").GetInt32();
        int[] inputLengths = Read(worked, "inputLengths", e => e.GetInt32());
        int[] targetLengths = Read(worked, "targetLengths", e => e.GetInt32());
        int[] targets = Read(worked, "targets", e => e.GetInt32());
        bool logits = worked.TryGetProperty("logits", out _);
        double[] scores = Read(worked, logits ? "logits" : "logProbs", Number);
        double[] losses = Read(worked, "losses", Number);

        var mean = new CtcLoss(blank) { GradientOfLogits = true };
        var sum = new CtcLoss(blank) { Reduction = Reduction.Sum, GradientOfLogits = true };
        double[] each = new double[losses.Length];
        if (logits)
            mean.ForwardEachFromLogits(scores, targets, inputLengths, targetLengths, classes, each);
        else
            mean.ForwardEach(scores, targets, inputLengths, targetLengths, classes, each);
        AssertClose(losses, each);

        double[] gradient = new double[scores.Length];
        double Backward(CtcLoss loss) => logits
            ? loss.BackwardFromLogits(scores, targets, inputLengths, targetLengths, classes, gradient)
            : loss.Backward(scores, targets, inputLengths, targetLengths, classes, gradient);
        if (worked.TryGetProperty("mean", out JsonElement expectedMean))
            Assert.Equal(Number(expectedMean), Backward(mean), 1e-14);
        if (worked.TryGetProperty("gradientOfMean", out _))
        {
            Backward(mean);
            AssertClose(Read(worked, "gradientOfMean", Number), gradient);
        }

        double total = Backward(sum);
        if (worked.TryGetProperty("sum", out JsonElement expectedSum))
            Assert.Equal(Number(expectedSum), total, 1e-13);
        if (worked.TryGetProperty("gradient", out _))
            AssertClose(Read(worked, "gradient", Number), gradient);
        if (worked.TryGetProperty("posterior", out _))
        {
            new CtcLoss(blank) { Reduction = Reduction.Sum }
                .Backward(scores, targets, inputLengths, targetLengths, classes, gradient);
            AssertClose(Read(worked, "posterior", e => -Number(e)), gradient);
        }

        if (worked.TryGetProperty("lossesWithZeroInfinity", out _))
        {
            new CtcLoss(blank, zeroInfinity: true).ForwardEach(scores, targets, inputLengths, targetLengths, classes, each);
            AssertClose(Read(worked, "lossesWithZeroInfinity", Number), each);
        }
    }

    private static void AssertClose(double[] expected, double[] actual)
    {
        Assert.Equal(expected.Length, actual.Length);
        for (int i = 0; i < expected.Length; i++)
            Assert.Equal(expected[i], actual[i], double.IsInfinity(expected[i]) ? 0 : 2e-14);
    }

    private static T[] Read<T>(JsonElement worked, string name, Func<JsonElement, T> element)
        => [.. worked.GetProperty(name).EnumerateArray().Select(element)];

    private static double Number(JsonElement element) => element.ValueKind == JsonValueKind.String
        ? double.PositiveInfinity
        : element.GetDouble();

    private static JsonElement[] Cases()
    {
        using Stream stream = typeof(WorkedNumbersTests).Assembly.GetManifestResourceStream("ctc.json")!;
        return [.. JsonDocument.Parse(stream).RootElement.GetProperty("cases").EnumerateArray()];
    }
}
