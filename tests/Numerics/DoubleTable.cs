using System.Globalization;
using System.IO.Compression;
using System.Runtime.CompilerServices;
using System.Text;

namespace LossGen.Numerics;

/// <summary>
/// What multiple precision says of a double function at many points: the nearest double, and the rest in its last place.
/// </summary>
/// <remarks>Written by tables/generate.py, which also draws the points of tables/points.txt; its head states the format.</remarks>
internal sealed class DoubleTable
{
    private const int BytesAPoint = 9;

    private DoubleTable(double[] x, double[] y, byte[] columns)
    {
        (X, Y) = (x, y);
        Nearest = new double[x.Length];
        Rest = new double[x.Length];
        if (columns.Length != BytesAPoint * x.Length)
            throw new InvalidDataException($"{x.Length} points, but results for {columns.Length / BytesAPoint}.");
        for (int i = 0; i < x.Length; i++)
        {
            ulong bits = 0;
            for (int k = 0; k < 8; k++)
                bits |= (ulong)columns[k * x.Length + i] << (8 * k);
            Nearest[i] = BitConverter.UInt64BitsToDouble(bits);
            Rest[i] = (sbyte)columns[8 * x.Length + i] / 128.0;
        }
    }

    public double[] X { get; }

    /// <summary>The second arguments; zeros where there are none.</summary>
    public double[] Y { get; }

    public double[] Nearest { get; }

    public double[] Rest { get; }

    public static DoubleTable Read(string function)
    {
        List<double> x = [], y = [];
        foreach (string line in File.ReadLines(Path.Combine(Folder(), "points.txt")))
        {
            string[] words = line.Split('#')[0].Split(' ', StringSplitOptions.RemoveEmptyEntries);
            if (words.Length == 0 || words[0] != function)
                continue;
            var random = new SplitMix(string.Join(' ', words));
            for (int n = int.Parse(words[1], CultureInfo.InvariantCulture); n > 0; n--)
            {
                x.Add(random.Draw(words.AsSpan(2, 3)));
                y.Add(words.Length > 5 ? random.Draw(words.AsSpan(5, 3)) : 0);
            }
        }

        using var packed = new GZipStream(File.OpenRead(Path.Combine(Folder(), function + ".gz")), CompressionMode.Decompress);
        var columns = new MemoryStream();
        packed.CopyTo(columns);
        return new([.. x], [.. y], columns.ToArray());
    }

    /// <summary>The worst error of a function on its table, and where.</summary>
    public static (double Error, double X, double Y) Worst(Function function, int width)
    {
        DoubleTable table = Read(function.Name);
        double[] result = new double[table.X.Length];
        function.Apply(table.X, table.Y, result, width);
        (double Error, double X, double Y) worst = default;
        for (int i = 0; i < result.Length; i++)
        {
            double error = Ulps.Of(result[i], table.Nearest[i], table.Rest[i]);
            if (error > worst.Error
                && (error *= Ulps.Share(table.Nearest[i], function.Cancelling(table.X[i]))) > worst.Error)
            {
                worst = (error, table.X[i], table.Y[i]);
            }
        }

        return worst;
    }

    private static string Folder([CallerFilePath] string here = "") => Path.Combine(Path.GetDirectoryName(here)!, "tables");

    private struct SplitMix(string seed)
    {
        private ulong _state = Fnv1a(seed);

        public double Draw(ReadOnlySpan<string> range)
        {
            double lo = double.Parse(range[1], CultureInfo.InvariantCulture), hi = double.Parse(range[2], CultureInfo.InvariantCulture);
            if (range[0] == "line")
                return lo + (hi - lo) * ((Next() >> 11) * (1.0 / (1L << 53)));
            long first = Ordinal(lo);
            long n = (long)((ulong)first + Next() % ((ulong)(Ordinal(hi) - first) + 1));
            return n >= 0 ? BitConverter.Int64BitsToDouble(n) : -BitConverter.Int64BitsToDouble(-n);
        }

        private static ulong Fnv1a(string text)
        {
            ulong value = 0xCBF29CE484222325;
            foreach (byte b in Encoding.UTF8.GetBytes(text))
                value = (value ^ b) * 0x100000001B3;
            return value;
        }

        private static long Ordinal(double value)
        {
            long bits = BitConverter.DoubleToInt64Bits(value);
            return bits >= 0 ? bits : -(bits & long.MaxValue);
        }

        private ulong Next()
        {
            ulong z = _state += 0x9E3779B97F4A7C15;
            z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
            z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
            return z ^ (z >> 31);
        }
    }
}
