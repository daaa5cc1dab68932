using System.Globalization;
using System.IO.Compression;

namespace LineOcr;

/// <summary>Draws lines of digits by some of the writers.</summary>
internal sealed class Lines
{
    private const int Side = 8;

    // One writer wrote about 138 of the digits; those between the two parts belong to whoever is on the border.
    private const int TestDigits = 414;
    private const int BorderDigits = 138;

    private readonly (float[] Pixels, char Digit)[] _digits;

    private Lines((float[] Pixels, char Digit)[] digits) => _digits = digits;

    internal static (Lines Training, Lines Test) Load()
    {
        using Stream file = typeof(Lines).Assembly.GetManifestResourceStream("digits.csv.gz")!;
        using var reader = new StreamReader(new GZipStream(file, CompressionMode.Decompress));
        List<(float[], char)> all = [];
        while (reader.ReadLine() is { } row)
        {
            string[] numbers = row.Split(',');
            all.Add((
                [.. numbers[..^1].Select(number => float.Parse(number, CultureInfo.InvariantCulture) / 16)],
                numbers[^1][0]));
        }

        int test = all.Count - TestDigits;
        return (new([.. all[..(test - BorderDigits)]]), new([.. all[test..]]));
    }

    /// <summary>4 to 8 digits, each a little higher or lower, wider or narrower, stronger or weaker.</summary>
    internal Line Draw(Random random)
    {
        List<float> pixels = [];
        string text = "";
        int count = random.Next(4, 9);
        AddGap(pixels, random.Next(1, 4));
        for (int k = 0; k < count; k++)
        {
            (float[] digit, char name) = _digits[random.Next(_digits.Length)];
            text += name;
            double stretch = 0.9 + 0.2 * random.NextDouble();
            double slant = 0.3 * random.NextDouble() - 0.15;
            double top = 1 + 1.2 * random.NextDouble() - 0.6;
            float strength = 0.8f + 0.4f * random.NextSingle();
            int width = (int)Math.Ceiling(Side * stretch);
            for (int column = 0; column < width; column++)
            {
                for (int row = 0; row < Line.Height; row++)
                {
                    double y = row - top;
                    double x = (column + slant * (y - 3.5)) / stretch;
                    pixels.Add(strength * At(digit, x, y));
                }
            }

            AddGap(pixels, random.Next(1, 5));
        }

        AddGap(pixels, random.Next(1, 4));
        return new([.. pixels.Select(p => p + 0.05f * (random.NextSingle() - 0.5f))], text);
    }

    // Between the pixels, linearly; nothing outside.
    private static float At(float[] digit, double x, double y)
    {
        int left = (int)Math.Floor(x);
        int above = (int)Math.Floor(y);
        float right = (float)(x - left);
        float below = (float)(y - above);
        float Pixel(int column, int row)
            => column is >= 0 and < Side && row is >= 0 and < Side ? digit[row * Side + column] : 0;
        return (1 - below) * ((1 - right) * Pixel(left, above) + right * Pixel(left + 1, above))
            + below * ((1 - right) * Pixel(left, above + 1) + right * Pixel(left + 1, above + 1));
    }

    private static void AddGap(List<float> pixels, int columns) => pixels.AddRange(Enumerable.Repeat(0f, columns * Line.Height));
}
