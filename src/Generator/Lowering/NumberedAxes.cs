using System.Collections.Immutable;
using LossGen.Generator.Algebra;
using LossGen.Generator.Binding;

namespace LossGen.Generator.Lowering;

/// <summary>
/// The axes whose indices stand in lanes as numbers of T, which float has only up to 2^24: those of labels, and of an index
/// that is compared, searched for or converted; and several axes at once where labels stand in several subscripts of one array.
/// </summary>
internal static class NumberedAxes
{
    /// <returns>Each with the axes whose product of extents has to be a number of T.</returns>
    public static IReadOnlyList<ImmutableArray<BoundAxis>> Of(LossTerms terms)
    {
        var single = new HashSet<BoundAxis>(terms.Loss.Inputs
            .SelectMany(static i => i.Kind == InputKind.LabelList ? new[] { i.LabelAxis!, i.Axes[0] } : i.LabelAxis is { } axis ? [axis] : []));
        var several = new List<ImmutableArray<BoundAxis>>();
        var roots = new List<Term> { terms.Value };
        if (terms.Divisor is not null)
            roots.Add(terms.Divisor);
        foreach (var piece in terms.Gradients.SelectMany(static g => g.Pieces))
        {
            Add(piece.Subscripts);
            roots.AddRange(piece.Subscripts);
            roots.Add(piece.Value);
            if (piece.Condition is not null)
                roots.Add(piece.Condition);
        }

        foreach (var term in Specialiser.Reachable(roots))
        {
            switch (term)
            {
                case LoadTerm load:
                    Add(load.Subscripts);
                    break;
                case ParameterElementTerm element:
                    Add(element.Subscripts);
                    break;
                case ArgumentTerm argument:
                    single.Add(argument.Binder.Axis);
                    break;
                case ConversionTerm or IntegerCompareTerm or MemberTerm:
                    single.UnionWith(term.Children.OfType<IndexTerm>().Select(static i => i.Binder.Axis));
                    break;
            }
        }

        return [.. terms.Loss.Axes.Where(single.Contains).Select(static a => ImmutableArray.Create(a)), .. several];

        void Add(ImmutableArray<IntegerTerm> subscripts)
        {
            var lanes = Enumerable.Range(0, subscripts.Length).Where(k => subscripts[k] is not (IndexTerm or ExtentTerm)).ToArray();
            if (lanes.Length < 2)
                return;
            var axes = subscripts.Skip(lanes[0]).Take(lanes[lanes.Length - 1] - lanes[0] + 1).Select(static s => s.IndexOf!).ToImmutableArray();
            if (!several.Any(known => known.SequenceEqual(axes)))
                several.Add(axes);
        }
    }
}
