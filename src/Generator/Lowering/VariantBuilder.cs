using LossGen.Generator.Algebra;

namespace LossGen.Generator.Lowering;

/// <summary>
/// Splits a kernel by a condition on parameters where a parameter is one of a few numbers, or where that makes the kernel fit
/// the inliner, or one of its halves a good deal shorter, or rids one of functions that are calls: around a call every vector
/// in use is saved to memory.
/// </summary>
internal sealed class VariantBuilder(LossTerms loss, CancellationToken cancellation)
{
    /// <summary>Of conditions that are split by, one below the other.</summary>
    private const int MostAssumptions = 4;

    /// <summary>A kernel of so many terms has too many lane calls: it is split without being built.</summary>
    private const int ManyTerms = 600;

    private readonly Dictionary<(LossTerms Loss, Assumption Assumption), LossTerms> _assumed = [];

    private readonly Spelling _spelling = new(loss.Factory);

    public Variant Build(KernelKind kind, LaneMode mode) => Build(loss, Case.Any, kind, mode);

    private Variant Build(LossTerms terms, Case known, KernelKind kind, LaneMode mode)
    {
        cancellation.ThrowIfCancellationRequested();
        var all = Terms(terms, kind);
        var split = known.Assumptions.Length == MostAssumptions ? null : Specialiser.Questions(all)
            .Select(question => new Split(question, Terms(terms, kind, new(question, true)), Terms(terms, kind, new(question, false))))
            .OrderBy(static s => s.Terms).FirstOrDefault();
        if (split is null)
            return new OneKernel(KernelBuilder.Build(terms, known, kind, mode, _spelling, cancellation));

        if (!IsWorthIt(all, split) && all.Count < ManyTerms
            && KernelBuilder.Build(terms, known, kind, mode, _spelling, cancellation) is { LaneCalls: <= Kernel.ManyLaneCalls } kernel)
            return new OneKernel(kernel);
        return new ByParameter(
            KernelBuilder.Decision(split.Question),
            Half(new(split.Question, true)),
            Half(new(split.Question, false)));

        Variant Half(Assumption assumption) => Build(Assume(terms, assumption), known.And(assumption), kind, mode);
    }

    private static IReadOnlyList<Term> Terms(LossTerms terms, KernelKind kind, Assumption? assumption = null) =>
        Specialiser.Reachable(KernelBuilder.Roots(terms, kind), assumption);

    private LossTerms Assume(LossTerms terms, Assumption assumption)
    {
        if (!_assumed.TryGetValue((terms, assumption), out var assumed))
            _assumed.Add((terms, assumption), assumed = Specialiser.Assume(terms, assumption, cancellation));
        return assumed;
    }

    private bool IsWorthIt(IReadOnlyList<Term> all, Split split) =>
        split.Question is CompareTerm { Left: ParameterTerm { Parameter.Domain.IsFinite: true } }
        || 3 * Math.Min(split.TermsWhenTrue.Count, split.TermsWhenFalse.Count) <= 2 * all.Count
        || all.Any(IsCall) && !(split.TermsWhenTrue.Any(IsCall) && split.TermsWhenFalse.Any(IsCall));

    private bool IsCall(Term term) => KernelBuilder.IsCall(term, loss.Factory.Catalogue);

    /// <summary>The terms that each answer to a question leaves of a kernel.</summary>
    private sealed record Split(ConditionTerm Question, IReadOnlyList<Term> TermsWhenTrue, IReadOnlyList<Term> TermsWhenFalse)
    {
        public int Terms => TermsWhenTrue.Count + TermsWhenFalse.Count;
    }
}
