namespace LossGen.Generator.Algebra;

/// <summary>Lists that are filled and read while one term is made: there are as many as terms are made inside one another.</summary>
internal sealed class ListPool<T>
{
    private readonly Stack<List<T>> _free = new();

    public List<T> Take() => _free.Count == 0 ? [] : _free.Pop();

    public void Return(List<T> list)
    {
        list.Clear();
        _free.Push(list);
    }
}
