namespace LossGen.Generator.Algebra;

/// <summary>
/// What is known of terms of one factory, at their numbers: no hash, and no copy when it grows. Pages are short because the
/// terms of one kernel have numbers that lie together.
/// </summary>
internal sealed class TermTable<T>
{
    private const int PageBits = 5, PageMask = (1 << PageBits) - 1;

    private T?[]?[] _pages = new T?[]?[16];

    /// <summary>What was set, or the default.</summary>
    public T? this[Term term]
    {
        get
        {
            int page = term.Id >> PageBits;
            return page < _pages.Length && _pages[page] is { } values ? values[term.Id & PageMask] : default;
        }

        set
        {
            int page = term.Id >> PageBits;
            if (page >= _pages.Length)
                Array.Resize(ref _pages, Math.Max(2 * _pages.Length, page + 1));
            (_pages[page] ??= new T?[PageMask + 1])[term.Id & PageMask] = value;
        }
    }

    public void Clear()
    {
        foreach (T?[]? page in _pages)
            if (page != null)
                Array.Clear(page, 0, page.Length);
    }
}
