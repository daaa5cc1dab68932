using System.Numerics;
using System.Runtime.Intrinsics;
using LossGen.Lanes;
using LossGen.Passes;

namespace LossGen.Ctc;

/// <summary>One call over a range of its samples.</summary>
/// <typeparam name="T">The type of the scores.</typeparam>
/// <typeparam name="TIndex">The type of labels and lengths.</typeparam>
internal readonly unsafe struct CtcPass<T, TIndex> : IPass<CtcPass<T, TIndex>>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
    where TIndex : unmanaged, IBinaryInteger<TIndex>
{
    // Outputs from this size on go past the caches.
    private const long StreamingBytes = 16 << 20;

    internal required CtcShape Shape { get; init; }

    internal required Entry Entry { get; init; }

    internal required int Blank { get; init; }

    internal required bool BatchFirst { get; init; }

    internal required bool ZeroInfinity { get; init; }

    /// <summary>Whether a loss counts by the label in the numerator, as it does in a mean.</summary>
    internal required bool PerLabel { get; init; }

    /// <summary>What all gradients are multiplied by, after the upstream gradient of the sample if there is one.</summary>
    internal required double Factor { get; init; }

    /// <summary>Whether the memory that the caller lent is to be used; only one thread can.</summary>
    internal required bool HasScratch { get; init; }

    /// <summary>The arrays by their numbers.</summary>
    internal static Arrays Collect(
        ReadOnlySpan<T> scores,
        ReadOnlySpan<TIndex> targets,
        ReadOnlySpan<TIndex> inputLengths,
        ReadOnlySpan<TIndex> targetLengths,
        ReadOnlySpan<T> upstream,
        Span<T> losses,
        Span<T> gradient,
        Span<T> scratch)
    {
        Arrays arrays = default;
        arrays.Set(0, scores);
        arrays.Set(1, targets);
        arrays.Set(2, inputLengths);
        arrays.Set(3, targetLengths);
        arrays.Set(4, upstream);
        arrays.Set(5, losses);
        arrays.Set(6, gradient);
        arrays.Set(7, scratch);
        return arrays;
    }

    /// <summary>The elements of scratch memory for one sample.</summary>
    internal static long ScratchLength(int frames, int labels, int classes)
        => Workspace<T>.Length(frames, labels, classes) + LabelsLength(labels);

    public static void Run(in CtcPass<T, TIndex> pass, in Arrays arrays, nint start, nint end, ref Partial partial)
    {
        CtcShape shape = pass.Shape;
        fixed (T* scores = &arrays.Reference<T>(0))
        fixed (TIndex* targets = &arrays.Reference<TIndex>(1))
        fixed (TIndex* inputLengths = &arrays.Reference<TIndex>(2))
        fixed (TIndex* targetLengths = &arrays.Reference<TIndex>(3))
        fixed (T* upstream = &arrays.Reference<T>(4))
        fixed (T* losses = &arrays.Reference<T>(5))
        fixed (T* gradient = &arrays.Reference<T>(6))
        fixed (T* lent = &arrays.Reference<T>(7))
        {
            using Rental<T> rental = Scratch.Rent<T>(
                pass.HasScratch ? 0 : checked((int)ScratchLength(shape.T, shape.S, shape.C)));
            fixed (T* rented = rental.Span)
            {
                T* scratch = pass.HasScratch ? lent : rented;
                int* labels = (int*)scratch;
                T* workspace = scratch + LabelsLength(shape.S);

                int labelEnd = 0;
                for (nint n = 0; n < start; n++)
                    labelEnd = shape.Start((int)n, labelEnd) + int.CreateTruncating(targetLengths[n]);

                for (nint n = start; n < end; n++)
                {
                    int count = int.CreateTruncating(targetLengths[n]);
                    int labelStart = shape.Start((int)n, labelEnd);
                    labelEnd = labelStart + count;
                    for (int k = 0; k < count; k++)
                        labels[k] = int.CreateTruncating(targets[labelStart + k]);
                    labels[count] = pass.Blank;

                    nint first = pass.BatchFirst ? n * shape.T * shape.C : n * shape.C;
                    var sample = new Sample<T>
                    {
                        Scores = scores + first,
                        Gradient = gradient == null ? null : gradient + first,
                        Stride = pass.BatchFirst ? shape.C : (nint)shape.N * shape.C,
                        Frames = int.CreateTruncating(inputLengths[n]),
                        LabelCount = count,
                        Classes = shape.C,
                        Labels = labels,
                        Entry = pass.Entry,
                        Upstream = (upstream == null ? 1 : double.CreateTruncating(upstream[n]))
                            * (pass.PerLabel ? pass.Factor / Math.Max(count, 1) : pass.Factor),
                        Streaming = (long)shape.T * shape.N * shape.C * sizeof(T) >= StreamingBytes,
                    };

                    double loss = RunSample(sample, workspace);
                    if (gradient != null)
                        sample.ClearGradient(sample.Frames, shape.T);
                    if (pass.ZeroInfinity && double.IsPositiveInfinity(loss))
                        loss = 0;
                    if (losses != null)
                        losses[n] = T.CreateTruncating(loss);
                    partial.Numerator += pass.PerLabel ? loss / Math.Max(count, 1) : loss;
                    partial.Divisor += 1;
                    partial.Count++;
                }
            }
        }
    }

    private static double RunSample(in Sample<T> sample, T* workspace)
    {
        if (sample.Frames == 0)
            return sample.LabelCount == 0 ? 0 : double.PositiveInfinity;
        if (!sample.IsFeasible)
        {
            if (sample.Gradient != null)
                sample.ClearGradient(0, sample.Frames);
            return double.PositiveInfinity;
        }

        return TryScaled(sample, workspace, out double loss) || TryWide(sample, out loss) ? loss : LogSample.Run(sample);
    }

    private static bool TryScaled(in Sample<T> sample, T* workspace, out double loss)
    {
        if (sizeof(T) == sizeof(float))
        {
            var single = sample.As<float>();
            float* memory = (float*)workspace;
            return Vector512.IsHardwareAccelerated ? ScaledSample<Single512, float>.TryRun(single, memory, out loss)
                : Vector256.IsHardwareAccelerated ? ScaledSample<Single256, float>.TryRun(single, memory, out loss)
                : Vector128.IsHardwareAccelerated ? ScaledSample<Single128, float>.TryRun(single, memory, out loss)
                : ScaledSample<Single1, float>.TryRun(single, memory, out loss);
        }

        var sampleOfDouble = sample.As<double>();
        double* workspaceOfDouble = (double*)workspace;
        return Vector512.IsHardwareAccelerated ? ScaledSample<Double512, double>.TryRun(sampleOfDouble, workspaceOfDouble, out loss)
            : Vector256.IsHardwareAccelerated ? ScaledSample<Double256, double>.TryRun(sampleOfDouble, workspaceOfDouble, out loss)
            : Vector128.IsHardwareAccelerated ? ScaledSample<Double128, double>.TryRun(sampleOfDouble, workspaceOfDouble, out loss)
            : ScaledSample<Double1, double>.TryRun(sampleOfDouble, workspaceOfDouble, out loss);
    }

    private static bool TryWide(in Sample<T> sample, out double loss)
    {
        loss = 0;
        if (sizeof(T) != sizeof(float))
            return false;
        var single = sample.As<float>();
        return Vector512.IsHardwareAccelerated ? WideSample<Double512>.TryRun(single, out loss)
            : Vector256.IsHardwareAccelerated ? WideSample<Double256>.TryRun(single, out loss)
            : Vector128.IsHardwareAccelerated ? WideSample<Double128>.TryRun(single, out loss)
            : WideSample<Double1>.TryRun(single, out loss);
    }

    // The labels of a sample and blank, in whole cache lines.
    private static long LabelsLength(int labels) => ((long)labels * sizeof(int) / 64 + 1) * 64 / sizeof(T);
}
