using System.Collections.Immutable;
using LossGen.Generator.Algebra;

namespace LossGen.Generator.Lowering;

/// <summary>Something done for every value of some indices once the reductions of the sample are known.</summary>
/// <param name="Binders">The loops, outermost first.</param>
/// <param name="Need">When it is done at all.</param>
/// <param name="Rank">Actions of a lower rank come first: what is written before what is added to it.</param>
internal abstract record LoopAction(ImmutableArray<Binder> Binders, Need Need, int Rank)
{
    /// <summary>What it evaluates.</summary>
    public abstract ImmutableArray<Term> Terms { get; }

    /// <summary>The same with other binders.</summary>
    public abstract LoopAction With(ImmutableArray<Binder> binders, Func<Term, Term> rename);
}

/// <summary>Writes a piece of a gradient, or adds it where it isn't the dense first one.</summary>
internal sealed record StoreAction(Gradient Gradient, Piece Piece, bool IsWrite, ImmutableArray<Binder> Binders, Need Need, int Rank)
    : LoopAction(Binders, Need, Rank)
{
    public override ImmutableArray<Term> Terms
    {
        get
        {
            var subscripts = ImmutableArray<Term>.CastUp(Piece.Subscripts);
            return Piece.Condition is null ? subscripts.Add(Piece.Value) : subscripts.Add(Piece.Condition).Add(Piece.Value);
        }
    }

    public override LoopAction With(ImmutableArray<Binder> binders, Func<Term, Term> rename) => this with
    {
        Binders = binders,
        Piece = new Piece(
            binders,
            Piece.Subscripts.Select(s => (IntegerTerm)rename(s)).ToImmutableArray(),
            Piece.Condition is null ? null : (ConditionTerm)rename(Piece.Condition),
            (RealTerm)rename(Piece.Value)),
    };
}

/// <summary>The value of a result over an axis.</summary>
internal sealed record FinishAction(ImmutableArray<Binder> Binders, RealTerm Value) : LoopAction(Binders, Need.Always, 0)
{
    public override ImmutableArray<Term> Terms => ImmutableArray.Create<Term>(Value);

    public override LoopAction With(ImmutableArray<Binder> binders, Func<Term, Term> rename) =>
        this with { Binders = binders, Value = (RealTerm)rename(Value) };

    /// <summary>What the loop along a lane adds the losses up in.</summary>
    public Variable? Sum { get; init; }
}
