namespace LossGen.Bench.Contestants;

/// <summary>A batch as spans, with two arrays of room for steps in between, as a user keeps them.</summary>
/// <param name="arrays">Where the batch's arrays are, and how long.</param>
/// <param name="c">The extent of the classes.</param>
/// <param name="elements">The length of a room.</param>
internal sealed unsafe class Buffers<T>(IReadOnlyDictionary<string, (nint Address, int Length)> arrays, int c, int elements)
    where T : unmanaged
{
    private readonly T[][] _rooms = [.. Enumerable.Range(0, 2).Select(_ => new T[elements])];

    public int C => c;

    public Span<T> this[string name] => new((void*)arrays[name].Address, arrays[name].Length);

    public ReadOnlySpan<int> Labels(string name) => new((void*)arrays[name].Address, arrays[name].Length);

    public Span<T> Room(int index) => _rooms[index];
}
