using System.Globalization;
using System.IO.Compression;

namespace Quickstart;

/// <summary>The 1,797 images of data/digits.csv.gz: pixels of 0 to 1, 64 a row, and the digit each shows.</summary>
internal sealed class Digits
{
    internal const int Pixels = 64;
    internal const int Classes = 10;

    private Digits(float[] images, int[] labels)
    {
        Images = images;
        Labels = labels;
    }

    /// <summary>[N, 64]</summary>
    internal float[] Images { get; }

    /// <summary>[N]</summary>
    internal int[] Labels { get; }

    internal int Count => Labels.Length;

    /// <summary>Four images of five to train with, the others to test with; the same ones on every run.</summary>
    internal static (Digits Training, Digits Test) Load()
    {
        Digits all = Read();
        int[] order = [.. Enumerable.Range(0, all.Count)];
        new Random(1).Shuffle(order);
        int testCount = all.Count / 5;
        return (all.Take(order[testCount..]), all.Take(order[..testCount]));
    }

    private static Digits Read()
    {
        using Stream file = typeof(Digits).Assembly.GetManifestResourceStream("digits.csv.gz")!;
        using var reader = new StreamReader(new GZipStream(file, CompressionMode.Decompress));
        List<float> images = [];
        List<int> labels = [];
        while (reader.ReadLine() is { } line)
        {
            string[] numbers = line.Split(',');
            images.AddRange(numbers[..Pixels].Select(number => float.Parse(number, CultureInfo.InvariantCulture) / 16));
            labels.Add(int.Parse(numbers[Pixels], CultureInfo.InvariantCulture));
        }

        return new([.. images], [.. labels]);
    }

    /// <summary>These images, in this order.</summary>
    internal Digits Take(ReadOnlySpan<int> indices)
    {
        float[] images = new float[indices.Length * Pixels];
        int[] labels = new int[indices.Length];
        for (int row = 0; row < indices.Length; row++)
        {
            Images.AsSpan(indices[row] * Pixels, Pixels).CopyTo(images.AsSpan(row * Pixels));
            labels[row] = Labels[indices[row]];
        }

        return new(images, labels);
    }
}
