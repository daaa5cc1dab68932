using System.Globalization;
using System.IO.Compression;

namespace LineOcr;

/// <summary>Draws lines of digits by some of the writers.</summary>
internal sealed class Lines(IReadOnlyList<Digit> digits)
{
    // The digits stand in the file writer by writer, about 138 each; those between the two parts belong to whoever is on the border.
    private const int TestDigits = 414;
    private const int BorderDigits = 138;

    /// <summary>Lines by the writers to learn from, and by those to be tested with.</summary>
    internal static (Lines Training, Lines Test) Load()
    {
        Digit[] all = ReadDigits();
        int test = all.Length - TestDigits;
        return (new(all[..(test - BorderDigits)]), new(all[test..]));
    }

    private static Digit[] ReadDigits()
    {
        using Stream file = typeof(Lines).Assembly.GetManifestResourceStream("digits.csv.gz")!;
        using var reader = new StreamReader(new GZipStream(file, CompressionMode.Decompress));
        List<Digit> all = [];
        while (reader.ReadLine() is { } row)
        {
            string[] numbers = row.Split(',');
            all.Add(new([.. numbers[..^1].Select(number => float.Parse(number, CultureInfo.InvariantCulture) / 16)], numbers[^1][0]));
        }

        return [.. all];
    }

    /// <summary>4 to 8 digits in a row, not all at the same height, with gaps of 1 to 4 columns.</summary>
    /// <param name="random">What decides on all of it.</param>
    /// <param name="distortion">The amount by which each digit is distorted.</param>
    /// <param name="noise">The most that is added to a pixel or taken from it.</param>
    internal Line Draw(Random random, double distortion = 0, float noise = 0)
    {
        List<float> pixels = [];
        string text = "";
        int count = random.Next(4, 9);
        AddGap(pixels, random.Next(1, 4));
        for (int k = 0; k < count; k++)
        {
            Digit digit = digits[random.Next(digits.Count)];
            text += digit.Name;
            double middleRow = (Line.Height - 1) / 2.0 + random.Next(-1, 2);
            AddDigit(pixels, digit, middleRow, new(random, distortion));
            AddGap(pixels, random.Next(1, 5));
        }

        AddGap(pixels, random.Next(1, 4));
        return new([.. pixels.Select(pixel => pixel + noise * (2 * random.NextSingle() - 1))], text);
    }

    private static void AddDigit(List<float> pixels, Digit digit, double middleRow, Distortion distortion)
    {
        double middleColumn = (distortion.Columns - 1) / 2.0;
        for (int column = 0; column < distortion.Columns; column++)
        {
            for (int row = 0; row < Line.Height; row++)
                pixels.Add(distortion.At(digit, column - middleColumn, row - middleRow));
        }
    }

    private static void AddGap(List<float> pixels, int columns) => pixels.AddRange(Enumerable.Repeat(0f, columns * Line.Height));
}
