namespace LossGen.Generator.Algebra;

/// <summary>
/// What is known of terms of one factory, at their numbers: no hash, and no copy when it grows. Pages are short because the
/// terms of one kernel have numbers that lie together.
/// </summary>
internal sealed class TermTable<T>
{
    private const int PageBits = 5, PageMask = (1 << PageBits) - 1;

    private Page?[] _pages = new Page?[16];

    /// <summary>What stands on a page counts if it was written since then.</summary>
    private int _start;

    /// <summary>What was set, or the default.</summary>
    public T? this[Term term]
    {
        get
        {
            int number = term.Id >> PageBits;
            return number < _pages.Length && _pages[number] is { } page && page.Start == _start ? page.Slots[term.Id & PageMask].Value : default;
        }

        set => At(term) = value;
    }

    /// <summary>Where it stands, for one who looks at it and sets it: good until the table forgets.</summary>
    public ref T? At(Term term)
    {
        int number = term.Id >> PageBits;
        if (number >= _pages.Length)
            Array.Resize(ref _pages, Math.Max(2 * _pages.Length, number + 1));
        Page page = _pages[number] ??= new Page { Start = _start };
        if (page.Start != _start)
        {
            Array.Clear(page.Slots, 0, page.Slots.Length);
            page.Start = _start;
        }

        return ref page.Slots[term.Id & PageMask].Value;
    }

    /// <summary>Forgets everything; the pages stay, for what is set next.</summary>
    public void Clear() => _start++;

    private sealed class Page
    {
        public Slot[] Slots { get; } = new Slot[PageMask + 1];

        public int Start { get; set; }
    }

    /// <summary>A struct, for an array of terms looks at the type of each that is put in.</summary>
    private struct Slot
    {
        public T? Value;
    }
}
