using System.Collections.Immutable;
using LossGen.Generator.Binding;

namespace LossGen.Parity.Tests.Precise;

/// <summary>A number and its slope by every element of an input that it depends on.</summary>
internal readonly record struct Sloped(BigFloat Value, IReadOnlyDictionary<(BoundInput Input, int Offset), BigFloat> Slopes)
{
    private static readonly ImmutableDictionary<(BoundInput, int), BigFloat> s_none = ImmutableDictionary<(BoundInput, int), BigFloat>.Empty;

    public static implicit operator Sloped(BigFloat value) => new(value, s_none);

    /// <summary>An element of an input.</summary>
    public static Sloped Element(BigFloat value, BoundInput input, int offset)
        => new(value, new Dictionary<(BoundInput, int), BigFloat> { [(input, offset)] = 1 });

    /// <summary>
    /// A function of numbers with its partial derivative by each, which is asked for where the argument has a slope: one that has
    /// none adds nothing, even where the derivative is infinite or NaN.
    /// </summary>
    public static Sloped Of(BigFloat value, IReadOnlyList<Sloped> arguments, Func<int, BigFloat> partial)
    {
        Dictionary<(BoundInput, int), BigFloat>? slopes = null;
        for (int index = 0; index < arguments.Count; index++)
        {
            if (arguments[index].Slopes.Count == 0)
                continue;
            BigFloat factor = partial(index);
            slopes ??= [];
            foreach (((BoundInput, int) element, BigFloat slope) in arguments[index].Slopes)
            {
                if (!slope.IsZero)
                    slopes[element] = slopes.GetValueOrDefault(element) + factor * slope;
            }
        }

        return new(value, slopes ?? (IReadOnlyDictionary<(BoundInput, int), BigFloat>)s_none);
    }
}
