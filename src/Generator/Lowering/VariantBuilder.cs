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

    // Kernels without gradients are split by other questions, and specialise nothing that they don't compute.
    private readonly Situation _anyOfValues = new(loss, Case.Any, hasGradients: false);

    private readonly Situation _anyOfGradients = new(loss, Case.Any, hasGradients: true);

    private readonly Spelling _spelling = new(loss.Factory);

    private readonly KernelTables _tables = new();

    private readonly TermPrinter _printer = new(loss.Loss);

    public Variant Build(KernelKind kind, LaneMode mode) => Build(KernelBuilder.HasGradients(kind) ? _anyOfGradients : _anyOfValues, kind, mode);

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

    private bool IsWorthIt(List<Term> all, Split split) =>
        split.Question is CompareTerm { Left: ParameterTerm { Parameter.Domain.IsFinite: true } }
        || 4 * Math.Min(Work(split.TermsWhenTrue), Work(split.TermsWhenFalse)) < 3 * Work(all)
        || all.Any(IsCall) && !(split.TermsWhenTrue.Any(IsCall) && split.TermsWhenFalse.Any(IsCall));

    /// <summary>
    /// Lane operations inside loops, roughly. A choice that is made there costs more than what it leaves out: values that meet
    /// after it are moved through memory where registers are short.
    /// </summary>
    private static int Work(List<Term> terms)
    {
        bool hasAxes = false;
        foreach (var term in terms)
            hasAxes |= !term.Free.IsEmpty;
        int work = 0;
        foreach (var term in terms)
        {
            if (term.IsBatchConstant || hasAxes && term.Free.IsEmpty)
                continue;
            work += term switch
            {
                SumTerm sum => sum.Operands.Length - 1,
                ProductTerm product => product.Operands.Length - 1,
                ApplyTerm apply => apply.Function.Cost,
                NumberTerm or ParameterTerm or IntegerTerm => 0,
                _ => 1,
            };
        }

        return work;
    }

    private bool IsCall(Term term) => KernelBuilder.IsCall(term, loss.Factory.Catalogue);

    /// <summary>The terms that each answer to a question leaves of a kernel.</summary>
    private sealed record Split(ConditionTerm Question, List<Term> TermsWhenTrue, List<Term> TermsWhenFalse)
    {
        public int Terms => TermsWhenTrue.Count + TermsWhenFalse.Count;
    }

    /// <summary>What is left of the formula in a case, and how that could be split: found once for all kernels that ask.</summary>
    private sealed class Situation(LossTerms terms, Case @case, bool hasGradients)
    {
        private readonly Dictionary<KernelKind, (List<Term> All, Split? Split)> _looks = [];
        private readonly Dictionary<Assumption, Situation> _halves = [];

        public LossTerms Terms { get; } = terms;

        public Case Case { get; } = @case;

        /// <summary>The terms of a kernel, and the question that leaves the fewest, if it may be split.</summary>
        public (List<Term> All, Split? Split) Look(KernelKind kind)
        {
            if (_looks.TryGetValue(kind, out var known))
                return known;
            Term[] roots = [.. KernelBuilder.Roots(Terms, kind)];
            var all = Specialiser.Reachable(roots);
            Split? split = null;
            if (Case.Assumptions.Length < MostAssumptions)
            {
                foreach (var question in Specialiser.Questions(all))
                {
                    Split other = new(question, Specialiser.Reachable(roots, new(question, true)), Specialiser.Reachable(roots, new(question, false)));
                    if (split is null || other.Terms < split.Terms)
                        split = other;
                }
            }

            _looks.Add(kind, (all, split));
            return (all, split);
        }

        /// <summary>The same case where something more is known.</summary>
        public Situation Where(Assumption assumption, CancellationToken cancellation)
        {
            if (!_halves.TryGetValue(assumption, out var half))
                _halves.Add(assumption, half = new(Specialiser.Assume(Terms, assumption, hasGradients, cancellation), Case.And(assumption), hasGradients));
            return half;
        }
    }
}
