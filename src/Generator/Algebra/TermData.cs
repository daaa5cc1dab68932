namespace LossGen.Generator.Algebra;

/// <summary>What tells a term from another one of its kind with the same children: what it is about, and a number.</summary>
internal readonly struct TermData(object? subject, long detail = 0)
{
    private readonly object? _subject = subject;
    private readonly long _detail = detail;

    public int Hash => unchecked((_subject?.GetHashCode() ?? 0) * 31 + (int)_detail + (int)(_detail >> 32));

    public bool IsSameAs(TermData other) =>
        _detail == other._detail && (ReferenceEquals(_subject, other._subject) || _subject is not null && _subject.Equals(other._subject));
}
