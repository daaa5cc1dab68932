using System.Collections.Immutable;
using LossGen.Generator.Binding;
using LossGen.Generator.Functions;

namespace LossGen.Generator.Algebra;

/// <summary>
/// From a bound formula to its value and every gradient, as terms that lowering can turn into loops: a flat list of passes,
/// each with the reason for its place.
/// </summary>
internal static class Passes
{
    public static LossTerms Run(BoundLoss loss, Catalogue catalogue, CancellationToken cancellation)
    {
        var factory = new TermFactory(catalogue);
        var bounds = new Bounds();
        var rules = new List<string>();
        var stages = ImmutableArray.CreateBuilder<Stage>();
        void Keep(string name, string reason, RealTerm value, RealTerm? divisor, ImmutableArray<Gradient> gradients, bool isShown = true) =>
            stages.Add(new Stage(name, reason, value, divisor, gradients, isShown));

        var builder = new TermBuilder(factory);
        ImmutableArray<Binder> result = loss.ResultIndices.Select(builder.BindResult).ToImmutableArray();
        RealTerm value = builder.Build(loss.Result);
        RealTerm? divisor = loss.MeanBy == null ? null : builder.Build(loss.MeanBy);
        ImmutableArray<Gradient> gradients = ImmutableArray<Gradient>.Empty;
        Keep("normal form", "one tree for all spellings, so that one pattern meets them", value, divisor, gradients);

        var rewriter = new Rewriter(factory, bounds, RulePhase.Simplify | RulePhase.Stabilise, rules, cancellation);
        value = rewriter.Apply(value);
        divisor = divisor == null ? null : rewriter.Apply(divisor);
        Keep("stable form", "before differentiation, so that each stable term hands out its own derivative", value, divisor, gradients);

        gradients = new Differentiator(factory, cancellation).Differentiate(value, loss.Inputs, result);
        Keep("gradients", "of what is stable, all inputs in one sweep over the shared graph", value, divisor, gradients);

        gradients = Map(gradients, rewriter.Apply, rewriter.Apply, rewriter.Apply);
        Keep("stable gradients", "products of slopes may cancel or join", value, divisor, gradients);

        var expander = new Expander(factory, cancellation);
        value = expander.Apply(value);
        divisor = divisor == null ? null : expander.Apply(divisor);
        gradients = Map(gradients, expander.Apply, expander.Apply, expander.Apply);
        Keep("expanded form", "value and gradients share what stable terms are made of", value, divisor, gradients, isShown: false);

        var finisher = new Rewriter(factory, bounds, RulePhase.Finish, rules, cancellation);
        value = finisher.Apply(value);
        divisor = divisor == null ? null : finisher.Apply(divisor);
        gradients = Map(gradients, finisher.Apply, finisher.Apply, finisher.Apply);
        Keep("final form", "the cheaper of two spellings, when no pattern needs the other", value, divisor, gradients, isShown: false);

        var overwriting = new Overwriting(factory, cancellation);
        gradients = gradients.Select(overwriting.Apply).ToImmutableArray();
        return new LossTerms(loss, result, value, divisor, gradients, rules.ToImmutableArray()) { Factory = factory, Stages = stages.ToImmutable(), Corners = Corners.Of(loss, catalogue) };
    }

    private static ImmutableArray<Gradient> Map(
        ImmutableArray<Gradient> gradients, Func<IntegerTerm, IntegerTerm> subscript, Func<ConditionTerm, ConditionTerm> condition, Func<RealTerm, RealTerm> value) =>
        gradients.Select(gradient => gradient with
        {
            Pieces = gradient.Pieces.Select(piece => piece with
            {
                Subscripts = piece.Subscripts.Select(subscript).ToImmutableArray(),
                Condition = piece.Condition == null ? null : condition(piece.Condition),
                Value = value(piece.Value),
            }).ToImmutableArray(),
        }).ToImmutableArray();
}
