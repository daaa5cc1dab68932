namespace LossGen.Generator.Algebra;

/// <summary>
/// What is known of terms of one factory, at their numbers: no hash, and no copy when it grows. Pages are short because the
/// terms of one kernel have numbers that lie together.
/// </summary>
internal sealed class TermTable<T>
{
    private const int PageBits = 5, PageMask = (1 << PageBits) - 1;

    private T?[]?[] _pages = new T?[]?[16];

    /// <summary>Of each page, since when what stands on it counts.</summary>
    private int[] _since = new int[16];

    private int _now;

    /// <summary>What was set, or the default.</summary>
    public T? this[Term term]
    {
        get
        {
            int page = term.Id >> PageBits;
            return page < _pages.Length && _since[page] == _now && _pages[page] is { } values ? values[term.Id & PageMask] : default;
        }

        set
        {
            int page = term.Id >> PageBits;
            if (page >= _pages.Length)
                Grow(page);
            T?[] values = _pages[page] ??= new T?[PageMask + 1];
            if (_since[page] != _now)
            {
                Array.Clear(values, 0, values.Length);
                _since[page] = _now;
            }

            values[term.Id & PageMask] = value;
        }
    }

    /// <summary>Forgets everything; the pages stay, for what is set next.</summary>
    public void Clear() => _now++;

    private void Grow(int page)
    {
        int length = Math.Max(2 * _pages.Length, page + 1);
        Array.Resize(ref _pages, length);
        Array.Resize(ref _since, length);
    }
}
