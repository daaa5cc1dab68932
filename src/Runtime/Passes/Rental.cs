using System.ComponentModel;

namespace LossGen.Passes;

/// <summary>Scratch memory that its disposal gives back to the thread it came from.</summary>
/// <typeparam name="T">The element.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly ref struct Rental<T>
    where T : unmanaged
{
    internal Rental(Span<T> span) => Span = span;

    /// <summary>The memory, of exactly the length asked for; its contents are arbitrary.</summary>
    public Span<T> Span { get; }

    /// <summary>Gives the memory back. To be called once.</summary>
    public void Dispose() => Scratch.Return();
}
