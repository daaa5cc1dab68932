using LossGen.Generator.Algebra;

namespace LossGen.Generator.Lowering;

/// <summary>
/// What the building of a kernel writes down of terms. The kernels of a formula are built one after the other, each on the
/// pages of the one before it.
/// </summary>
internal sealed class KernelTables
{
    /// <summary>How often a term is asked for.</summary>
    public TermTable<int> Uses { get; } = new();

    /// <summary>Whether a term is computed as minus another.</summary>
    public TermTable<bool> IsOpposite { get; } = new();

    /// <summary>When a term is needed.</summary>
    public TermTable<Need> Needs { get; } = new();

    /// <summary>Where a term is known.</summary>
    public TermTable<Known> Known { get; } = new();

    /// <summary>How many steps a term is above its deepest part.</summary>
    public TermTable<int?> Heights { get; } = new();

    /// <summary>The name under which a term is kept: the same in all kernels, so it stays.</summary>
    public TermTable<Term> KeptNames { get; } = new();

    /// <summary>Of one plan, which is made before the next one begins: when a term is needed.</summary>
    public TermTable<Need> PlanNeeds { get; } = new();

    /// <summary>Of one plan, after how many visits a term is known.</summary>
    public TermTable<int?> PlanLevels { get; } = new();

    /// <summary>Of one plan, its terms, operands first; and those whose needs it found.</summary>
    public List<Term> PlanOrder { get; } = [];

    public List<Term> PlanNeeded { get; } = [];

    /// <summary>Of one count of uses, what was counted.</summary>
    public List<Term> Counted { get; } = [];

    /// <summary>Of one walk through terms.</summary>
    public TermSet Seen { get; } = new();

    /// <summary>Of a walk inside another.</summary>
    public TermSet SeenBelow { get; } = new();

    public void Clear()
    {
        Uses.Clear();
        IsOpposite.Clear();
        Needs.Clear();
        Known.Clear();
        Heights.Clear();
    }
}
