using LossGen.Generator.Binding;
using LossGen.Generator.Emission;
using LossGen.Generator.Lowering;

namespace LossGen.Generator.Adapters;

/// <summary>What an adapter has to know of a formula: its arguments and how they are laid out, not what it computes.</summary>
/// <param name="Loss">Of which the arguments are those of Emission's Signature.</param>
/// <param name="Asked">The axes whose extent is an argument of the members.</param>
/// <param name="Free">The axes whose extent a member takes from optional arrays, which are beside it, or as 1.</param>
internal sealed record LossSignature(BoundLoss Loss, IReadOnlyList<BoundAxis> Asked, IReadOnlyList<TakeFromOptional> Free)
{
    public static LossSignature Of(BoundLoss loss, Shapes shapes) => new(loss, shapes.Asked, shapes.Steps.OfType<TakeFromOptional>().ToArray());

    public bool HasGradients => Loss.Inputs.Any(static i => i.HasGradient);

    /// <summary>The input whose shape tells that of the batch: of those of samples the first with the most axes.</summary>
    public BoundInput? Teller => Loss.Inputs.Where(static i => !i.IsShared).OrderByDescending(static i => i.Axes.Length).FirstOrDefault();

    /// <summary>The axes that no shape tells, so that an adapter asks for them too.</summary>
    public IEnumerable<BoundAxis> Untold => Asked.Where(a => !IsTold(a));

    /// <summary>The axes of the result, in order.</summary>
    public IEnumerable<BoundAxis> Result => Loss.ResultIndices.Select(static i => i.Axis);

    /// <summary>Whether the shapes of its inputs tell those of its batch and of its losses.</summary>
    public bool HasShape => Teller is not null && Result.All(a => IsTold(a) || Asked.Contains(a));

    public bool IsTold(BoundAxis axis) => Loss.Inputs.Any(i => i.Axes.Contains(axis));

    /// <summary>How many positions a sample has where one axis is all that inputs have and no array gives its extent: as many as elements.</summary>
    public TakeFromOptional? Elementwise =>
        Free.Count == 1 && Loss.Inputs.All(i => !i.IsShared && i.Axes.Length == 1 && i.Axes[0] == Free[0].Axis) ? Free[0] : null;

    /// <summary>As messages and documentation show it, like [N, C, inner...].</summary>
    public static string LayoutOf(BoundInput input) => LayoutOf(!input.IsShared, input.Axes);

    public static string LayoutOf(bool isPerSample, IEnumerable<BoundAxis> axes) =>
        "[" + string.Join(", ", (isPerSample ? ["N"] : Array.Empty<string>()).Concat(axes.Select(static a => a.Name)).Concat(isPerSample ? ["inner..."] : [])) + "]";
}
