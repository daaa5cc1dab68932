namespace LossGen.Bench.Ctc;

/// <summary>A batch of full-length samples, drawn with a fixed seed.</summary>
internal sealed class Shape(string name, int frames, int samples, int classes, int labels, int rounds)
{
    internal string Name => name;

    internal int T => frames;

    internal int N => samples;

    internal int C => classes;

    internal int S => labels;

    /// <summary>How often each contestant runs.</summary>
    internal int Rounds => rounds;

    internal float[] Logits { get; } = Draw(frames * samples * classes);

    internal int[] Targets { get; } = DrawLabels(samples * labels, classes);

    internal int[] InputLengths { get; } = Enumerable.Repeat(frames, samples).ToArray();

    internal int[] TargetLengths { get; } = Enumerable.Repeat(labels, samples).ToArray();

    private static float[] Draw(int count)
    {
        var random = new Random(1);
        float[] numbers = new float[count];
        for (int i = 0; i < count; i++)
            numbers[i] = (float)(Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble()));
        return numbers;
    }

    private static int[] DrawLabels(int count, int classes)
    {
        var random = new Random(2);
        int[] labels = new int[count];
        for (int i = 0; i < count; i++)
            labels[i] = random.Next(1, classes);
        return labels;
    }
}
