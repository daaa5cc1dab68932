using System.Numerics;
using System.Runtime.CompilerServices;
using LossGen.Lanes;

namespace LossGen.Ctc;

/// <summary>
/// The gradient where a frame has any number of classes: its row is put together in scratch memory and written once.
/// </summary>
internal readonly unsafe struct RowPosteriors<TLane, T> : IPosteriors<RowPosteriors<TLane, T>, T>
    where TLane : struct, ILane<TLane, T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly Sample<T> _sample;
    private readonly Workspace<T> _workspace;

    internal RowPosteriors(in Sample<T> sample, in Workspace<T> workspace)
    {
        _sample = sample;
        _workspace = workspace;
        new Span<T>(workspace.Row, sample.Classes).Clear();
    }

    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public static void Take(ref RowPosteriors<TLane, T> posteriors, int t, T blank, T inverse)
    {
        Sample<T> sample = posteriors._sample;
        Workspace<T> workspace = posteriors._workspace;
        T* row = workspace.Row;
        T* scores = sample.Scores + t * sample.Stride;
        T* gradient = sample.Gradient + t * sample.Stride;
        int first = workspace.Rows.FirstColumns[t];
        int end = Math.Min(t + 1, sample.LabelCount);
        T upstream = T.CreateTruncating(sample.Upstream);
        switch (sample.Entry)
        {
            case Entry.LogProbabilities:
                Subtract(sample, workspace, first, end, blank, T.One);
                Streaming.Scaled<TLane, T>(row, inverse * upstream, gradient, sample.Classes, sample.Streaming);

                // The row is all zeros between frames.
                for (int k = first; k < end; k++)
                    row[sample.Labels[k]] = T.Zero;
                row[sample.Blank] = T.Zero;
                break;

            case Entry.LogProbabilitiesOfLogits:
                Softmax<TLane, T>.Exponentials(scores, row, sample.Classes);
                Subtract(sample, workspace, first, end, blank, inverse);
                Streaming.Scaled<TLane, T>(row, upstream, gradient, sample.Classes, sample.Streaming);
                break;

            default:
                T sum = Softmax<TLane, T>.Powers(
                    scores, row, sample.Classes, t == 0 ? scores : scores - sample.Stride, out T largest);
                workspace.Sums[t] = sum;
                workspace.Offsets[t] = largest - workspace.Offsets[t];
                Subtract(sample, workspace, first, end, blank, inverse * sum);
                Streaming.Scaled<TLane, T>(row, upstream / sum, gradient, sample.Classes, sample.Streaming);
                break;
        }
    }

    private static void Subtract(
        in Sample<T> sample, in Workspace<T> workspace, int first, int end, T blank, T factor)
    {
        T* row = workspace.Row;
        T* products = workspace.Rows.Products;
        int* labels = sample.Labels;
        for (int k = first; k < end; k++)
            row[labels[k]] -= products[k] * factor;
        row[labels[sample.LabelCount]] -= blank * factor;
    }
}
