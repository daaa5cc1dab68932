namespace LossGen.Generator.Algebra;

/// <summary>Terms of one factory, as bits at their numbers.</summary>
internal sealed class TermSet
{
    private ulong[] _bits = new ulong[64];

    /// <summary>False where the term is there already.</summary>
    public bool Add(Term term)
    {
        int word = term.Id >> 6;
        ulong bit = 1UL << term.Id;
        if (word >= _bits.Length)
            Array.Resize(ref _bits, Math.Max(2 * _bits.Length, word + 1));
        if ((_bits[word] & bit) != 0)
            return false;
        _bits[word] |= bit;
        return true;
    }

    public bool Contains(Term term) => term.Id >> 6 is var word && word < _bits.Length && (_bits[word] & 1UL << term.Id) != 0;

    public void Clear() => Array.Clear(_bits, 0, _bits.Length);
}
