using LossGen.Passes;

namespace LossGen.Runtime.Tests.Passes;

public sealed class AllocationTests
{
    public AllocationTests() => ThreadPool.SetMinThreads(16, 16);

    [Theory]
    [InlineData(1_000, 1)]
    [InlineData(40_000, 1)]
    [InlineData(40_000, 2)]
    [InlineData(40_000, 8)]
    public void A_thousand_calls_allocate_nothing_on_any_thread(int length, int degree)
    {
        float[] source = BatchTests.Source(length);
        float[] values = new float[length];
        Assert.Equal(0, Measure(() => BatchTests.Sum(source, values, length, 1, degree)));
    }

    [Fact]
    public void Scratch_memory_is_allocated_once()
        => Assert.Equal(0, Measure(() =>
        {
            using Rental<float> samples = Scratch.Rent<float>(5_000);
            using Rental<double> rows = Scratch.Rent<double>(300);
            samples.Span[4_999] = (float)(rows.Span[299] = 1);
        }));

    [Fact]
    public void Checks_that_pass_allocate_nothing()
    {
        float[] x = new float[40];
        float[] gradX = new float[40];
        int[] y = [1, -100, 3, 0];
        double[] weight = new double[10];
        var parameter = ArrayParameter.Optional(weight, "weight");
        Assert.Equal(0, Measure(() =>
        {
            Lengths.AtLeast(1, 1, "inner");
            Lengths.Quotient(x.Length, y.Length, "x", "[N, C, inner]", "N·inner");
            Lengths.Exactly(gradX.Length, x.Length, "gradX", "[N, C, inner]");
            Lengths.Wanted(0, 40, "gradT", "[N, C, inner]");
            Overlap.Refuse(gradX.AsSpan(), "gradX", x.AsSpan(), "x");
            Labels.CountRead(y, 10, -100, 1, "y");
            parameter.CheckLength(10, "weight", "[C]");
            Totals.Check(Reduction.Mean, null);
        }));
    }

    // The smallest of a few counts: other parts of the process may allocate now and then, a call that does always does.
    private static long Measure(Action call)
    {
        call();
        long least = long.MaxValue;
        for (int attempt = 0; attempt < 25 && least > 0; attempt++)
        {
            long before = GC.GetTotalAllocatedBytes(precise: true);
            for (int count = 0; count < 1_000; count++)
                call();
            least = Math.Min(least, GC.GetTotalAllocatedBytes(precise: true) - before);
        }

        return least;
    }
}
