using LossGen.Lanes;

namespace LossGen.Ctc.Tests;

/// <summary>One sample, by one of the ways that <see cref="CtcLoss"/> chooses among.</summary>
internal static unsafe class Runs
{
    internal delegate bool Way<T>(in Sample<T> sample, T* scratch, out double loss)
        where T : unmanaged;

    internal static readonly (string Name, Way<float> Run)[] SingleWays =
    [
        ("512 bits", ScaledSample<Single512, float>.TryRun),
        ("256 bits", ScaledSample<Single256, float>.TryRun),
        ("128 bits", ScaledSample<Single128, float>.TryRun),
        ("one element", ScaledSample<Single1, float>.TryRun),
        ("double, 512 bits", (in Sample<float> sample, float* _, out double loss) => WideSample<Double512>.TryRun(sample, out loss)),
        ("double, 256 bits", (in Sample<float> sample, float* _, out double loss) => WideSample<Double256>.TryRun(sample, out loss)),
        ("double, 128 bits", (in Sample<float> sample, float* _, out double loss) => WideSample<Double128>.TryRun(sample, out loss)),
        ("double, one element", (in Sample<float> sample, float* _, out double loss) => WideSample<Double1>.TryRun(sample, out loss)),
        ("logarithms", Logarithms),
    ];

    internal static readonly (string Name, Way<double> Run)[] DoubleWays =
    [
        ("512 bits", ScaledSample<Double512, double>.TryRun),
        ("256 bits", ScaledSample<Double256, double>.TryRun),
        ("128 bits", ScaledSample<Double128, double>.TryRun),
        ("one element", ScaledSample<Double1, double>.TryRun),
        ("logarithms", Logarithms),
    ];

    /// <summary>Runs a way on scores [T, C]; says whether it proved its result.</summary>
    internal static bool Run<T>(
        Way<T> way, T[] scores, int classes, int[] labels, int blank, Entry entry, double upstream, out double loss, T[]? gradient)
        where T : unmanaged
    {
        int frames = scores.Length / classes;
        T[] scratch = GC.AllocateUninitializedArray<T>(CtcLoss.ScratchLength(frames, labels.Length, classes));
        scratch.AsSpan().Fill((T)Convert.ChangeType(float.NaN, typeof(T)));
        int[] withBlank = [.. labels, blank];
        fixed (T* scoresStart = scores)
        fixed (T* gradientStart = gradient)
        fixed (T* scratchStart = scratch)
        fixed (int* labelsStart = withBlank)
        {
            var sample = new Sample<T>
            {
                Scores = scoresStart,
                Gradient = gradientStart,
                Stride = classes,
                Frames = frames,
                LabelCount = labels.Length,
                Classes = classes,
                Labels = labelsStart,
                Entry = entry,
                Upstream = upstream,
                Streaming = false,
            };
            return way(sample, scratchStart, out loss);
        }
    }

    private static bool Logarithms<T>(in Sample<T> sample, T* scratch, out double loss)
        where T : unmanaged, System.Numerics.IBinaryFloatingPointIeee754<T>
    {
        loss = LogSample.Run(sample);
        return true;
    }
}
