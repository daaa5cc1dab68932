using LossGen.Generator.Algebra;

namespace LossGen.Generator.Lowering;

/// <summary>
/// Splits a kernel by a condition on parameters where a parameter is one of a few numbers, or where that makes the kernel fit
/// the inliner, or one of its halves a good deal cheaper, or rids one of functions that are calls: around a call every vector
/// in use is saved to memory.
/// </summary>
/// <param name="shared">Of a shared pass, what it adds up.</param>
/// <param name="hasNotes">Whether the kernels say what was decided, and why.</param>
internal sealed class VariantBuilder(LossTerms loss, SharedGradient? shared, bool hasNotes, CancellationToken cancellation)
{
    /// <summary>Of conditions that are split by, one below the other.</summary>
    private const int MostAssumptions = 4;

    /// <summary>No kernel of so many terms was seen to have few enough lane calls: it is split without being built.</summary>
    private const int ManyTerms = 128;

    // Kernels without gradients are split by other questions, and specialise nothing that they don't compute.
    private readonly Situation _anyOfValues = new(loss, Case.Any, hasGradients: false);

    private readonly Situation _anyOfGradients = new(loss, Case.Any, hasGradients: true);

    private readonly Spelling _spelling = new(loss.Factory);

    private readonly KernelTables _tables = new();

    private readonly Specialiser _specialiser = new(cancellation);

    private readonly TermPrinter? _printer = hasNotes ? new(loss.Loss) : null;

    private readonly EffortGraph _graph = new(loss.Factory.Catalogue);

    public Variant Build(KernelKind kind, LaneMode mode) => Build(KernelBuilder.HasGradients(kind) ? _anyOfGradients : _anyOfValues, kind, mode);

    private Variant Build(Situation situation, KernelKind kind, LaneMode mode)
    {
        cancellation.ThrowIfCancellationRequested();
        if (Look(situation, kind) is not { } split)
            return new OneKernel(BuildKernel());

        if (!IsWorthIt(split) && split.All.Terms < ManyTerms && BuildKernel() is { LaneCalls: <= Kernel.ManyLaneCalls } kernel)
            return new OneKernel(kernel);
        return new ByParameter(
            KernelBuilder.Decision(split.Question),
            Build(situation.Where(new(split.Question, true), _specialiser), kind, mode),
            Build(situation.Where(new(split.Question, false), _specialiser), kind, mode));

        Kernel BuildKernel() => KernelBuilder.Build(situation.Terms, situation.Case, kind, mode, shared, _spelling, _tables, _printer is null ? null : new(_printer), cancellation);
    }

    private static bool IsWorthIt(Split split) =>
        split.Question is CompareTerm { Left: ParameterTerm { Parameter.Domain.IsFinite: true } }
        || 4 * Math.Min(split.WhenTrue.Work, split.WhenFalse.Work) < 3 * split.All.Work
        || split.All.HasCalls && !(split.WhenTrue.HasCalls && split.WhenFalse.HasCalls);

    /// <summary>The question that leaves the fewest terms, if the kernel may be split.</summary>
    private Split? Look(Situation situation, KernelKind kind)
    {
        if (situation.Looks.TryGetValue(kind, out var known))
            return known;
        Split? split = null;
        if (situation.Case.Assumptions.Length < MostAssumptions && KernelBuilder.Roots(situation.Terms, kind).Any(static root => root.HoldsQuestion))
        {
            _graph.Lay(KernelBuilder.Roots(situation.Terms, kind));
            var all = _graph.Under(null);
            foreach (var question in _graph.Questions)
            {
                var whenTrue = _graph.Under(new(question, true));
                if (split is not null && whenTrue.Terms >= split.Terms)
                    continue;
                Split other = new(question, all, whenTrue, _graph.Under(new(question, false)));
                if (split is null || other.Terms < split.Terms)
                    split = other;
            }
        }

        situation.Looks.Add(kind, split);
        return split;
    }

    /// <summary>What there is in a kernel, and what each answer to a question leaves of it.</summary>
    private sealed record Split(ConditionTerm Question, Effort All, Effort WhenTrue, Effort WhenFalse)
    {
        public int Terms => WhenTrue.Terms + WhenFalse.Terms;
    }

    /// <summary>What is left of the formula in a case, and how that could be split: found once for all kernels that ask.</summary>
    private sealed class Situation(LossTerms terms, Case @case, bool hasGradients)
    {
        private readonly Dictionary<Assumption, Situation> _halves = [];

        public LossTerms Terms { get; } = terms;

        public Case Case { get; } = @case;

        public Dictionary<KernelKind, Split?> Looks { get; } = [];

        /// <summary>The same case where something more is known.</summary>
        public Situation Where(Assumption assumption, Specialiser specialiser)
        {
            if (!_halves.TryGetValue(assumption, out var half))
                _halves.Add(assumption, half = new(specialiser.Assume(Terms, assumption, hasGradients), Case.And(assumption), hasGradients));
            return half;
        }
    }
}
