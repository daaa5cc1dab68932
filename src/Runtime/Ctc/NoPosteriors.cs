namespace LossGen.Ctc;

/// <summary>Nobody wants them: the backward recursion only proves the value.</summary>
internal readonly struct NoPosteriors<T> : IPosteriors<NoPosteriors<T>, T>
    where T : unmanaged
{
    public static void Take(ref NoPosteriors<T> posteriors, int t, T blank, T inverse)
    {
    }
}
