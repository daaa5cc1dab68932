using System.Collections.Immutable;
using LossGen.Generator.Binding;
using LossGen.Generator.Functions;

namespace LossGen.Generator.Algebra;

/// <summary>From a bound formula to its value and every gradient, as terms that lowering can turn into loops.</summary>
internal static class Passes
{
    public static LossTerms Run(BoundLoss loss, Catalogue catalogue, CancellationToken cancellation)
    {
        var factory = new TermFactory(catalogue);
        var builder = new TermBuilder(factory);
        ImmutableArray<Binder> result = loss.ResultIndices.Select(builder.BindResult).ToImmutableArray();
        RealTerm value = builder.Build(loss.Result);
        RealTerm? divisor = loss.MeanBy == null ? null : builder.Build(loss.MeanBy);
        ImmutableArray<Gradient> gradients = new Differentiator(factory, cancellation).Differentiate(value, loss.Inputs, result);
        var expander = new Expander(factory, cancellation);
        return new LossTerms(
            loss, result, expander.Apply(value), divisor == null ? null : expander.Apply(divisor),
            gradients.Select(gradient => gradient with { Pieces = gradient.Pieces.Select(piece => Expand(piece, expander)).ToImmutableArray() }).ToImmutableArray(),
            ImmutableArray<string>.Empty) { Factory = factory };
    }

    private static Piece Expand(Piece piece, Expander expander) => piece with
    {
        Subscripts = piece.Subscripts.Select(expander.Apply).ToImmutableArray(),
        Condition = piece.Condition == null ? null : expander.Apply(piece.Condition),
        Value = expander.Apply(piece.Value),
    };
}
