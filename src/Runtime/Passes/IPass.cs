using System.ComponentModel;

namespace LossGen.Passes;

/// <summary>
/// One pass over the positions of a batch: the state of a call, by value, and a static method that handles a range of
/// positions. A closure that costs nothing.
/// </summary>
/// <typeparam name="TSelf">The pass itself.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public interface IPass<TSelf>
    where TSelf : struct, IPass<TSelf>
{
    /// <summary>
    /// Handles the positions from <paramref name="start"/> up to but without <paramref name="end"/>, and writes no element
    /// that belongs to another position. <paramref name="partial"/> is all zeros on entry. May run on any thread.
    /// </summary>
    static abstract void Run(in TSelf pass, in Arrays arrays, nint start, nint end, ref Partial partial);
}
