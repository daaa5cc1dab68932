using System.ComponentModel;

namespace LossGen.Passes;

/// <summary>
/// One pass over the positions of a batch: a static method that handles a range of positions, given what it has to know of
/// the call. A closure that costs nothing.
/// </summary>
/// <typeparam name="TCall">What the pass knows of the call.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public interface IPass<TCall>
    where TCall : struct
{
    /// <summary>
    /// Handles the positions from <paramref name="start"/> up to but without <paramref name="end"/>, and writes no element
    /// that belongs to another position. <paramref name="partial"/> is all zeros on entry. May run on any thread.
    /// </summary>
    static abstract void Run(in TCall call, in Arrays arrays, nint start, nint end, ref Partial partial);
}
