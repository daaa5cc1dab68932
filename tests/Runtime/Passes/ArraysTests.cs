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
        arrays.Set<int>(0, labels);
        arrays.Set(1, ReadOnlySpan<long>.Empty);
        for (int row = 0; row < rows.Length; row++)
            arrays.Set(row + 2, rows[row].AsSpan());

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
        => Assert.Throws<ArgumentOutOfRangeException>("index", () =>
        {
            Arrays arrays = default;
            arrays.Set(16, ReadOnlySpan<float>.Empty);
        });

    [Fact]
    public void All_sixteen_reach_every_thread()
    {
        ThreadPool.SetMinThreads(16, 16);
        int[][] rows = [.. Enumerable.Range(0, 16).Select(_ => new int[64])];
        Arrays arrays = default;
        for (int row = 0; row < rows.Length; row++)
            arrays.Set(row, rows[row].AsSpan());

        Batch.Run<MarkPass, MarkPass>(default, arrays, 64, 10_000, 8, out _);
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
