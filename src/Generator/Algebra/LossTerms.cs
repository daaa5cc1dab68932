using System.Collections.Immutable;
using LossGen.Generator.Binding;

namespace LossGen.Generator.Algebra;

/// <summary>
/// A part of the gradient of one input: at the position that the subscripts name, the value is added for every value of the
/// binders where the condition holds. Dense x[c] has the distinct binders of the axes as subscripts, a point x[y] a label,
/// a scatter x[y[j]] a label of a list with j among the binders.
/// </summary>
/// <param name="Binders">The indices that occur free in subscripts, condition and value and are not the result's.</param>
/// <param name="Condition">null for always.</param>
/// <param name="Overwrites">Whether the value stands in the place of what the dense piece says, rather than being added to it.</param>
internal sealed record Piece(
    ImmutableArray<Binder> Binders, ImmutableArray<IntegerTerm> Subscripts, ConditionTerm? Condition, RealTerm Value, bool Overwrites = false);

/// <summary>The gradient of an input: at most one dense piece, which is first; then the others in a fixed order.</summary>
internal sealed record Gradient(BoundInput Input, ImmutableArray<Piece> Pieces)
{
    /// <summary>
    /// Not a gradient, but a number that lowering has each sample save for the gradients of these shared inputs; empty for a
    /// gradient.
    /// </summary>
    public ImmutableArray<BoundInput> Readers { get; init; } = ImmutableArray<BoundInput>.Empty;

    public bool IsSaved => !Readers.IsEmpty;
}

/// <summary>What a pass left.</summary>
/// <param name="Reason">Why the pass has its place.</param>
/// <param name="Gradients">Empty before differentiation.</param>
/// <param name="IsShown">Whether stable terms are still under their names.</param>
internal sealed record Stage(string Name, string Reason, RealTerm Value, RealTerm? Divisor, ImmutableArray<Gradient> Gradients, bool IsShown);

/// <summary>What Algebra hands to Lowering: stabilised, differentiated, shared; no LogSumExpTerm is left.</summary>
/// <param name="Value">Of one sample; the result's binders are free in it.</param>
/// <param name="Divisor">What the sample counts in the mean, or null for 1.</param>
/// <param name="Gradients">Of every input that has one, in declared order, multiplied by <see cref="UpstreamTerm"/>.</param>
/// <param name="Rules">The names of the rules that were applied, in order of first use, for Explain.</param>
internal sealed record LossTerms(
    BoundLoss Loss,
    ImmutableArray<Binder> ResultBinders,
    RealTerm Value,
    RealTerm? Divisor,
    ImmutableArray<Gradient> Gradients,
    ImmutableArray<string> Rules)
{
    /// <summary>What made the terms, and makes the ones that lowering needs beside them.</summary>
    public required TermFactory Factory { get; init; }

    /// <summary>What each pass left, in their order: for Explain, and for docs, which show the form before stable terms are expanded.</summary>
    public required ImmutableArray<Stage> Stages { get; init; }

    /// <summary>What the formula says where its slope jumps or is none, for Explain and docs.</summary>
    public required ImmutableArray<Corner> Corners { get; init; }

    /// <summary>The stage to show: stable and differentiated, with stable terms under their names.</summary>
    public Stage Shown => Stages.Last(stage => stage.IsShown);
}
