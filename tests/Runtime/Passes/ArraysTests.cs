using System.Runtime.CompilerServices;
using LossGen.Passes;

namespace LossGen.Runtime.Tests.Passes;

public sealed class ArraysTests
{
    [Fact]
    public void Arrays_of_any_type_come_back_in_order()
    {
        double[][] rows = [.. Enumerable.Range(0, 14).Select(row => new double[] { row, -row })];
        int[] labels = [7, 8];
        Arrays arrays = default;
        arrays.Add<int>(labels);
        arrays.Add(ReadOnlySpan<long>.Empty);
        foreach (double[] row in rows)
            arrays.Add(row.AsSpan());

        Assert.Equal(16, arrays.Count);
        Assert.Equal(8, Unsafe.Add(ref arrays.Reference<int>(0), 1));
        Assert.True(Unsafe.IsNullRef(ref arrays.Reference<long>(1)));
        for (int row = 0; row < rows.Length; row++)
        {
            arrays.Reference<double>(row + 2) += 0.5;
            Assert.Equal([row + 0.5, -row], rows[row]);
        }
    }

    [Fact]
    public void A_seventeenth_array_is_refused()
        => Assert.Throws<InvalidOperationException>(() =>
        {
            Arrays arrays = default;
            for (int count = 0; count < 17; count++)
                arrays.Add(ReadOnlySpan<float>.Empty);
        });

    [Fact]
    public void All_sixteen_reach_every_thread()
    {
        ThreadPool.SetMinThreads(16, 16);
        int[][] rows = [.. Enumerable.Range(0, 16).Select(_ => new int[64])];
        Arrays arrays = default;
        foreach (int[] row in rows)
            arrays.Add(row.AsSpan());

        Batch.Run(default(MarkPass), arrays, 64, 10_000, 8);
        for (int row = 0; row < rows.Length; row++)
        {
            for (int position = 0; position < 64; position++)
                Assert.Equal(100 * row + position, rows[row][position]);
        }
    }

    private struct MarkPass : IPass<MarkPass>
    {
        public static void Run(in MarkPass pass, in Arrays arrays, nint start, nint end, ref Partial partial)
        {
            for (nint position = start; position < end; position++)
            {
                for (int row = 0; row < 16; row++)
                    Unsafe.Add(ref arrays.Reference<int>(row), position) = (int)(100 * row + position);
            }
        }
    }
}
