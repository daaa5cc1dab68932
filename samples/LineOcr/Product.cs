using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace LineOcr;

/// <summary>The matrix product, where all the time of training goes.</summary>
internal static class Product
{
    private const int TileRows = 4;

    private static int TileColumns => 2 * Vector<float>.Count;

    /// <summary>
    /// result += left · right. The strides of <paramref name="left"/> [m, k] may make it a transposed matrix, or one whose rows
    /// overlap; <paramref name="right"/> [k, n] and <paramref name="result"/> [m, n] lie row by row.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static void Add(Matrix left, ReadOnlySpan<float> right, Span<float> result, int m, int k, int n)
    {
        // Everything that the loops below read without asking again.
        _ = left.Values[(m - 1) * left.RowStride + (k - 1) * left.ColumnStride];
        right = right[..(k * n)];
        result = result[..(m * n)];
        int row = 0;
        for (; row + TileRows <= m; row += TileRows)
        {
            int column = 0;
            for (; column + TileColumns <= n; column += TileColumns)
                AddTile(left, right, result, row, column, k, n);
            for (int tileRow = row; tileRow < row + TileRows; tileRow++)
                AddRow(left, right, result, tileRow, column, k, n);
        }

        for (; row < m; row++)
            AddRow(left, right, result, row, 0, k, n);
    }

    // Four rows by two vectors of the result stay in registers while k runs.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void AddTile(Matrix left, ReadOnlySpan<float> right, Span<float> result, int row, int column, int k, int n)
    {
        Vector<float> sum00 = default, sum01 = default, sum10 = default, sum11 = default;
        Vector<float> sum20 = default, sum21 = default, sum30 = default, sum31 = default;
        ref float a = ref Unsafe.Add(ref MemoryMarshal.GetReference(left.Values), row * left.RowStride);
        ref float b = ref Unsafe.Add(ref MemoryMarshal.GetReference(right), column);
        nint rowStride = left.RowStride;
        nint atA = 0;
        nint atB = 0;
        for (int inner = 0; inner < k; inner++)
        {
            var b0 = Vector.LoadUnsafe(ref b, (nuint)atB);
            var b1 = Vector.LoadUnsafe(ref b, (nuint)(atB + Vector<float>.Count));
            var a0 = new Vector<float>(Unsafe.Add(ref a, atA));
            sum00 = Vector.MultiplyAddEstimate(a0, b0, sum00);
            sum01 = Vector.MultiplyAddEstimate(a0, b1, sum01);
            var a1 = new Vector<float>(Unsafe.Add(ref a, atA + rowStride));
            sum10 = Vector.MultiplyAddEstimate(a1, b0, sum10);
            sum11 = Vector.MultiplyAddEstimate(a1, b1, sum11);
            var a2 = new Vector<float>(Unsafe.Add(ref a, atA + 2 * rowStride));
            sum20 = Vector.MultiplyAddEstimate(a2, b0, sum20);
            sum21 = Vector.MultiplyAddEstimate(a2, b1, sum21);
            var a3 = new Vector<float>(Unsafe.Add(ref a, atA + 3 * rowStride));
            sum30 = Vector.MultiplyAddEstimate(a3, b0, sum30);
            sum31 = Vector.MultiplyAddEstimate(a3, b1, sum31);
            atA += left.ColumnStride;
            atB += n;
        }

        AddTo(result, row * n + column, sum00, sum01);
        AddTo(result, (row + 1) * n + column, sum10, sum11);
        AddTo(result, (row + 2) * n + column, sum20, sum21);
        AddTo(result, (row + 3) * n + column, sum30, sum31);
    }

    private static void AddTo(Span<float> result, int start, Vector<float> first, Vector<float> second)
    {
        Span<float> place = result.Slice(start, 2 * Vector<float>.Count);
        (first + new Vector<float>(place)).CopyTo(place);
        Span<float> next = place[Vector<float>.Count..];
        (second + new Vector<float>(next)).CopyTo(next);
    }

    // What no tile covers: one row by one vector, then by one number.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void AddRow(Matrix left, ReadOnlySpan<float> right, Span<float> result, int row, int column, int k, int n)
    {
        ReadOnlySpan<float> factors = left.Values[(row * left.RowStride)..];
        for (; column + Vector<float>.Count <= n; column += Vector<float>.Count)
        {
            Vector<float> sum = default;
            for (int inner = 0; inner < k; inner++)
                sum = Vector.MultiplyAddEstimate(new(factors[inner * left.ColumnStride]), new(right[(inner * n + column)..]), sum);
            Span<float> place = result.Slice(row * n + column, Vector<float>.Count);
            (sum + new Vector<float>(place)).CopyTo(place);
        }

        for (; column < n; column++)
        {
            float sum = 0;
            for (int inner = 0; inner < k; inner++)
                sum += factors[inner * left.ColumnStride] * right[inner * n + column];
            result[row * n + column] += sum;
        }
    }
}
