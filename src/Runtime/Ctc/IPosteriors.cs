namespace LossGen.Ctc;

/// <summary>What becomes of the posteriors of a frame, while they are in the first cache.</summary>
/// <typeparam name="TSelf">The consumer itself.</typeparam>
/// <typeparam name="T">The type of the recursion.</typeparam>
internal interface IPosteriors<TSelf, T>
    where TSelf : struct, IPosteriors<TSelf, T>
    where T : unmanaged
{
    /// <summary>
    /// Takes the posteriors of frame <paramref name="t"/>; frames come last to first. That of label k is
    /// <see cref="Rows{T}.Products"/>[k] · <paramref name="inverse"/>, where products outside of the frame's band are 0, and
    /// that of blank is <paramref name="blank"/> · <paramref name="inverse"/>.
    /// </summary>
    static abstract void Take(ref TSelf posteriors, int t, T blank, T inverse);
}
