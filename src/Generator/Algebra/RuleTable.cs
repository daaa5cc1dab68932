using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using LossGen.Generator.Functions;

namespace LossGen.Generator.Algebra;

/// <summary>
/// Rules by the head of their patterns, which is a function or the kind of a term: most terms are the concern of a few rules
/// or of none.
/// </summary>
internal sealed class RuleTable
{
    private static readonly ConditionalWeakTable<Catalogue, ConcurrentDictionary<RulePhase, RuleTable>> Tables = new();

    private readonly Dictionary<object, CompiledRule[]> _byHead;

    /// <summary>What is left for a term whose head no pattern has.</summary>
    private readonly CompiledRule[] _ofAnyKind;

    private RuleTable(IReadOnlyList<CompiledRule> rules)
    {
        _ofAnyKind = [.. rules.Where(rule => CompiledRule.IsOfAnyKind(rule.Pattern))];
        _byHead = rules.Except(_ofAnyKind).Select(rule => Head(rule.Pattern)).Distinct()
            .ToDictionary(head => head, head => rules.Where(rule => CompiledRule.IsOfAnyKind(rule.Pattern) || Head(rule.Pattern).Equals(head)).ToArray());
    }

    /// <summary>The rules of a catalogue that are tried in these phases.</summary>
    public static RuleTable Of(Catalogue catalogue, RulePhase phases) => Tables.GetValue(catalogue, static _ => new())
        .GetOrAdd(phases, asked => new([.. CompiledRule.Of(catalogue).Where(rule => (rule.Row.Phase & asked) != 0)]));

    /// <summary>The rules that may concern a term, in their order.</summary>
    public CompiledRule[] Concerning(RealTerm term) => _byHead.TryGetValue(Head(term), out CompiledRule[]? rules) ? rules : _ofAnyKind;

    private static object Head(RealTerm term) => term is ApplyTerm apply ? apply.Function : term.GetType();
}
