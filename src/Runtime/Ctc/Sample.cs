namespace LossGen.Ctc;

/// <summary>One sample of a batch, checked and pinned.</summary>
internal readonly unsafe struct Sample<T>
    where T : unmanaged
{
    /// <summary>The scores of frame 0.</summary>
    internal required T* Scores { get; init; }

    /// <summary>The gradient of frame 0, null if it isn't wanted.</summary>
    internal required T* Gradient { get; init; }

    /// <summary>The elements from one frame to the next, in scores and gradient.</summary>
    internal required nint Stride { get; init; }

    /// <summary>The frames of the sample.</summary>
    internal required int Frames { get; init; }

    /// <summary>The labels of the sample.</summary>
    internal required int LabelCount { get; init; }

    /// <summary>The classes.</summary>
    internal required int Classes { get; init; }

    /// <summary><see cref="LabelCount"/> labels, then blank.</summary>
    internal required int* Labels { get; init; }

    /// <summary>What the gradient is of, and with respect to what.</summary>
    internal required Entry Entry { get; init; }

    /// <summary>What the gradient is multiplied by.</summary>
    internal required double Upstream { get; init; }

    /// <summary>Whether the gradient of the batch is larger than the caches.</summary>
    internal required bool Streaming { get; init; }

    /// <summary>The class of blank.</summary>
    internal int Blank => Labels[LabelCount];

    /// <summary>Whether some alignment has as many frames: a blank must stand between equal labels.</summary>
    internal bool IsFeasible
    {
        get
        {
            int least = LabelCount;
            for (int k = 1; k < LabelCount; k++)
                least += Labels[k] == Labels[k - 1] ? 1 : 0;
            return Frames >= least;
        }
    }

    /// <summary>Writes zeros into the gradient of some frames.</summary>
    internal void ClearGradient(int first, int end)
    {
        for (int t = first; t < end; t++)
            new Span<T>(Gradient + t * Stride, Classes).Clear();
    }

    /// <summary>The same sample, of a generic type that is known by now.</summary>
    internal Sample<TKnown> As<TKnown>()
        where TKnown : unmanaged
        => new()
        {
            Scores = (TKnown*)Scores,
            Gradient = (TKnown*)Gradient,
            Stride = Stride,
            Frames = Frames,
            LabelCount = LabelCount,
            Classes = Classes,
            Labels = Labels,
            Entry = Entry,
            Upstream = Upstream,
            Streaming = Streaming,
        };
}
