namespace LossGen.Bench.Contestants;

/// <summary>A batch as spans, with two arrays of room for steps in between, as a user keeps them.</summary>
internal sealed unsafe class Buffers<T>(Batch batch)
    where T : unmanaged
{
    private readonly T[][] _rooms = [.. Enumerable.Range(0, 2).Select(_ => new T[batch.Elements])];

    public int C => batch.Shape.C;

    public Span<T> this[string name] => new((void*)batch[name].Address, batch[name].Length);

    public ReadOnlySpan<int> Labels(string name) => new((void*)batch[name].Address, batch[name].Length);

    public Span<T> Room(int index) => _rooms[index];
}
