namespace LossGen.Parity.Tests.Ctc;

/// <summary>
/// Three samples: any length, repeats, as many frames as just suffice and one less, blank anywhere, flat and peaky scores of up
/// to ±200. Arrays are [T, N, C].
/// </summary>
internal sealed record CtcBatch(int T, int C, int Blank, float[] Logits, int[] Targets, int[] InputLengths, int[] TargetLengths)
{
    public const int Samples = 3;
    public const int Parts = 5;

    private const int EachPart = 340;

    private static readonly double[] s_spreads = [0.1, 1, 5, 20, 200];

    /// <summary>The upstream gradient of each sample.</summary>
    public static double[] Weights { get; } = [0.7, -1.3, 2.1];

    /// <summary>The batches of a part, the same ones for the same seed.</summary>
    public static IEnumerable<CtcBatch> Part(int part)
    {
        var random = new Random(ParityCases.Seed + part);
        for (int number = 0; number < EachPart; number++)
            yield return Draw(random);
    }

    /// <summary>As many as are asked for of those that are small enough for many digits.</summary>
    public static IEnumerable<CtcBatch> Small(int count)
    {
        var random = new Random(ParityCases.Seed);
        for (int number = 0; number < count; number++)
            yield return Draw(random, random.Next(2, 8), random.Next(1, 13), s_spreads[random.Next(s_spreads.Length)]);
    }

    /// <summary>The same of scores as large as they get.</summary>
    public static IEnumerable<CtcBatch> Saturated(int count)
    {
        var random = new Random(ParityCases.Seed);
        for (int number = 0; number < count; number++)
            yield return Draw(random, random.Next(2, 8), random.Next(1, 13), s_spreads[^1]);
    }

    /// <summary>The labels of a sample.</summary>
    public int[] Labels(int n) => Targets[TargetLengths[..n].Sum()..][..TargetLengths[n]];

    /// <summary>Whether there are too few frames for the labels and the blanks between equal ones.</summary>
    public bool HasNoAlignment(int n)
    {
        int[] labels = Labels(n);
        return labels.Length + labels.Zip(labels.Skip(1)).Count(pair => pair.First == pair.Second) > InputLengths[n];
    }

    /// <summary>Where the scores of a frame begin.</summary>
    public int Start(int t, int n) => (t * Samples + n) * C;

    private static CtcBatch Draw(Random random)
    {
        int classes = random.Next(5) == 0 ? random.Next(65, 200) : random.Next(2, 40);
        int frames = random.Next(8) == 0 ? random.Next(60, 150) : random.Next(1, 40);
        return Draw(random, classes, frames, null);
    }

    private static CtcBatch Draw(Random random, int classes, int frames, double? given)
    {
        int blank = random.Next(classes);
        double spread = given ?? s_spreads[random.Next(s_spreads.Length)];
        float[] logits = new float[frames * Samples * classes];
        for (int i = 0; i < logits.Length; i++)
            logits[i] = (float)(spread * (2 * random.NextDouble() - 1));

        int[] inputLengths = new int[Samples];
        int[] targetLengths = new int[Samples];
        List<int> targets = [];
        for (int n = 0; n < Samples; n++)
        {
            inputLengths[n] = random.Next(4) == 0 ? frames : random.Next(1, frames + 1);
            int most = random.Next(3) switch { 0 => inputLengths[n] + 1, 1 => inputLengths[n], _ => inputLengths[n] / 3 };
            int wanted = random.Next(2) == 0 ? most : random.Next(most + 1);
            int needed = 0;
            int last = -1;
            while (needed < wanted)
            {
                int label = last >= 0 && random.Next(5) == 0 ? last : (blank + 1 + random.Next(classes - 1)) % classes;
                needed += label == last ? 2 : 1;
                targets.Add(label);
                targetLengths[n]++;
                last = label;
            }
        }

        return new(frames, classes, blank, logits, [.. targets], inputLengths, targetLengths);
    }
}
