using LossGen.Generator.Algebra;

namespace LossGen.Generator.Lowering;

/// <summary>
/// Splits a kernel by a condition on parameters where a parameter is one of a few numbers, or where that makes the kernel fit
/// the inliner, or one of its halves a good deal cheaper, or rids one of functions that are calls: around a call every vector
/// in use is saved to memory.
/// </summary>
/// <param name="shared">Of a shared pass, what it adds up.</param>
internal sealed class VariantBuilder(LossTerms loss, SharedGradient? shared, CancellationToken cancellation)
{
    /// <summary>Of conditions that are split by, one below the other.</summary>
    private const int MostAssumptions = 4;

    /// <summary>A kernel of so many terms has too many lane calls: it is split without being built.</summary>
    private const int ManyTerms = 600;

    private readonly Situation _any = new(loss, Case.Any);

    private readonly Spelling _spelling = new(loss.Factory);

    private readonly KernelTables _tables = new();

    private readonly TermPrinter _printer = new(loss.Loss);

    public Variant Build(KernelKind kind, LaneMode mode) => Build(_any, kind, mode);

    private Variant Build(Situation situation, KernelKind kind, LaneMode mode)
    {
        cancellation.ThrowIfCancellationRequested();
        var (all, split) = situation.Look(kind);
        if (split is null)
            return new OneKernel(BuildKernel());

        if (!IsWorthIt(all, split) && all.Count < ManyTerms && BuildKernel() is { LaneCalls: <= Kernel.ManyLaneCalls } kernel)
            return new OneKernel(kernel);
        return new ByParameter(
            KernelBuilder.Decision(split.Question),
            Build(situation.Where(new(split.Question, true), cancellation), kind, mode),
            Build(situation.Where(new(split.Question, false), cancellation), kind, mode));

        Kernel BuildKernel() => KernelBuilder.Build(situation.Terms, situation.Case, kind, mode, shared, _spelling, _tables, new(_printer), cancellation);
    }

    private bool IsWorthIt(IReadOnlyList<Term> all, Split split) =>
        split.Question is CompareTerm { Left: ParameterTerm { Parameter.Domain.IsFinite: true } }
        || 4 * Math.Min(Work(split.TermsWhenTrue), Work(split.TermsWhenFalse)) < 3 * Work(all)
        || all.Any(IsCall) && !(split.TermsWhenTrue.Any(IsCall) && split.TermsWhenFalse.Any(IsCall));

    /// <summary>
    /// Lane operations inside loops, roughly. A choice that is made there costs more than what it leaves out: values that meet
    /// after it are moved through memory where registers are short.
    /// </summary>
    private static int Work(IReadOnlyList<Term> terms)
    {
        bool hasAxes = terms.Any(static term => !term.Free.IsEmpty);
        return terms.Sum(term => term.IsBatchConstant || hasAxes && term.Free.IsEmpty ? 0 : term switch
        {
            SumTerm sum => sum.Operands.Length - 1,
            ProductTerm product => product.Operands.Length - 1,
            ApplyTerm apply => apply.Function.Cost,
            NumberTerm or ParameterTerm or IntegerTerm => 0,
            _ => 1,
        });
    }

    private bool IsCall(Term term) => KernelBuilder.IsCall(term, loss.Factory.Catalogue);

    /// <summary>The terms that each answer to a question leaves of a kernel.</summary>
    private sealed record Split(ConditionTerm Question, IReadOnlyList<Term> TermsWhenTrue, IReadOnlyList<Term> TermsWhenFalse)
    {
        public int Terms => TermsWhenTrue.Count + TermsWhenFalse.Count;
    }

    /// <summary>What is left of the formula in a case, and how that could be split: found once for all kernels that ask.</summary>
    private sealed class Situation(LossTerms terms, Case @case)
    {
        private readonly Dictionary<KernelKind, (IReadOnlyList<Term> All, Split? Split)> _looks = [];
        private readonly Dictionary<Assumption, Situation> _halves = [];

        public LossTerms Terms { get; } = terms;

        public Case Case { get; } = @case;

        /// <summary>The terms of a kernel, and the question that leaves the fewest, if it may be split.</summary>
        public (IReadOnlyList<Term> All, Split? Split) Look(KernelKind kind)
        {
            if (_looks.TryGetValue(kind, out var known))
                return known;
            var all = TermsOf(kind);
            var split = Case.Assumptions.Length == MostAssumptions ? null : Specialiser.Questions(all)
                .Select(question => new Split(question, TermsOf(kind, new(question, true)), TermsOf(kind, new(question, false))))
                .OrderBy(static s => s.Terms).FirstOrDefault();
            _looks.Add(kind, (all, split));
            return (all, split);
        }

        /// <summary>The same case where something more is known.</summary>
        public Situation Where(Assumption assumption, CancellationToken cancellation)
        {
            if (!_halves.TryGetValue(assumption, out var half))
                _halves.Add(assumption, half = new(Specialiser.Assume(Terms, assumption, cancellation), Case.And(assumption)));
            return half;
        }

        private IReadOnlyList<Term> TermsOf(KernelKind kind, Assumption? assumption = null) =>
            Specialiser.Reachable(KernelBuilder.Roots(Terms, kind), assumption);
    }
}
