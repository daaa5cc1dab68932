namespace LossGen.Generator.Algebra;

/// <summary>Terms of one factory, as bits at their numbers.</summary>
internal sealed class TermSet
{
    private (ulong Bits, int Start)[] _words = new (ulong, int)[64];

    /// <summary>What stands in a word counts if it was written since then.</summary>
    private int _start = 1;

    /// <summary>False where the term is there already.</summary>
    public bool Add(Term term)
    {
        int number = term.Id >> 6;
        ulong bit = 1UL << term.Id;
        if (number >= _words.Length)
            Array.Resize(ref _words, Math.Max(2 * _words.Length, number + 1));
        ref var word = ref _words[number];
        ulong bits = word.Start == _start ? word.Bits : 0;
        if ((bits & bit) != 0)
            return false;
        word = (bits | bit, _start);
        return true;
    }

    public bool Contains(Term term) =>
        term.Id >> 6 is var number && number < _words.Length && _words[number] is var (bits, start) && start == _start && (bits & 1UL << term.Id) != 0;

    /// <summary>Forgets everything; the words stay, for what is added next.</summary>
    public void Clear() => _start++;
}
