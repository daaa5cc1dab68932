using System.Collections.Immutable;
using LossGen.Generator.Algebra;
using LossGen.Generator.Binding;

namespace LossGen.Generator.Lowering;

/// <summary>An array whose length says something about extents.</summary>
/// <param name="IsPerSample">Whether it has the batch's positions before its axes.</param>
/// <param name="Parameter">The array parameter, or null for an input.</param>
internal sealed record ShapeSource(string Name, bool IsPerSample, ImmutableArray<BoundAxis> Axes, BoundParameter? Parameter = null)
{
    public bool IsOptional => Parameter?.Type == ParameterType.NullableArray;

    /// <summary>As messages show it, like [N, C, inner].</summary>
    public string Layout =>
        "[" + string.Join(", ", (IsPerSample ? ["N"] : Array.Empty<string>()).Concat(Axes.Select(static a => a.Name)).Concat(IsPerSample ? ["inner"] : [])) + "]";
}

internal abstract record ShapeStep;

/// <summary>The one unknown of an array's length: an axis, or the positions where <paramref name="Axis"/> is null.</summary>
internal sealed record Determine(BoundAxis? Axis, ShapeSource Source) : ShapeStep;

/// <summary>An extent that only optional arrays have an opinion of: the first that is given, else 1.</summary>
internal sealed record TakeFromOptional(BoundAxis Axis, ImmutableArray<ShapeSource> Sources) : ShapeStep;

/// <summary>A length that has to agree with what is known.</summary>
internal sealed record CheckLength(ShapeSource Source) : ShapeStep;

/// <summary>How a call's extents follow from its arguments.</summary>
/// <param name="Asked">The axes whose extent is an argument, in order of first appearance.</param>
internal sealed record Shapes(ImmutableArray<BoundAxis> Asked, ImmutableArray<ShapeStep> Steps)
{
    /// <summary>
    /// The axes of which an element is read or written though no index runs over them: a sample whose label is ignored, a place
    /// beyond a list and an argmax over nothing have 0 for it, so there has to be one. Other labels are in range or refused.
    /// </summary>
    public ImmutableArray<BoundAxis> Picked { get; private init; } = ImmutableArray<BoundAxis>.Empty;

    public static Shapes Of(LossTerms terms) => Of(terms.Loss, axis => IsFree(terms, axis)) with { Picked = PickedIn(terms) };

    /// <param name="isFree">Of an axis that no length gives, whether its extent doesn't matter.</param>
    public static Shapes Of(BoundLoss loss, Func<BoundAxis, bool> isFree)
    {
        var sources = loss.Inputs.Select(static i => new ShapeSource(i.Name, !i.IsShared, i.Axes))
            .Concat(loss.Parameters.Where(static p => p.IsArray).Select(static p => new ShapeSource(p.Name, false, p.Axes, p)))
            .ToList();
        var axes = loss.Axes.Where(a => sources.Any(s => s.Axes.Contains(a)) || loss.Inputs.Any(i => i.LabelAxis == a)).ToList();
        var known = new HashSet<BoundAxis>();
        var determining = new HashSet<ShapeSource>();
        var steps = new List<ShapeStep>();
        var asked = new List<BoundAxis>();
        bool positionsKnown = !sources.Any(static s => s.IsPerSample);
        var absorbed = new HashSet<BoundAxis>();

        while (true)
        {
            bool progress = false;
            foreach (var source in sources.Where(s => !s.IsOptional && !determining.Contains(s)))
            {
                var unknown = source.Axes.Where(a => !known.Contains(a)).ToList();
                bool positionsUnknown = source.IsPerSample && !positionsKnown;
                if (unknown.Count + (positionsUnknown ? 1 : 0) != 1)
                    continue;
                steps.Add(new Determine(positionsUnknown ? null : unknown[0], source));
                determining.Add(source);
                if (positionsUnknown)
                    positionsKnown = true;
                else
                    known.Add(unknown[0]);
                progress = true;
                break;
            }

            if (progress)
                continue;
            if (axes.FirstOrDefault(a => !known.Contains(a) && isFree(a) && CanBeTaken(a)) is { } free)
            {
                absorbed.Add(free);
                steps.Add(new TakeFromOptional(
                    free, sources.Where(s => s.Parameter is not null && s.Axes.Length == 1 && s.Axes[0] == free).ToImmutableArray()));
                known.Add(free);
                continue;
            }

            var next = axes.FirstOrDefault(a => !known.Contains(a) && a.List is null) ?? axes.FirstOrDefault(a => !known.Contains(a));
            if (next is null)
                break;
            asked.Add(next);
            known.Add(next);
        }

        steps.AddRange(sources.Where(s => !determining.Contains(s)).Select(static s => new CheckLength(s)));
        return new(asked.ToImmutableArray(), steps.ToImmutableArray());

        // An extent of 1 makes the elements positions, which is the same only where they stand first in whatever has positions.
        bool CanBeTaken(BoundAxis axis) =>
            sources.Where(s => !s.IsPerSample && s.Axes.Contains(axis)).All(static s => s.IsOptional && s.Axes.Length == 1)
            && (!sources.Any(s => s.IsPerSample && s.Axes.Contains(axis))
                || !positionsKnown && sources.Where(static s => s.IsPerSample).All(s => s.Axes.SkipWhile(absorbed.Contains).FirstOrDefault() == axis));
    }

    private static ImmutableArray<BoundAxis> PickedIn(LossTerms terms)
    {
        var picked = new HashSet<BoundAxis>();
        var seen = new TermSet();
        Visit(terms.Value);
        if (terms.Divisor is not null)
            Visit(terms.Divisor);
        foreach (var (input, pieces) in terms.Gradients)
        {
            foreach (var piece in pieces)
            {
                Read(input.Axes, piece.Subscripts);
                foreach (var term in piece.Subscripts.Concat<Term>(piece.Condition is null ? [piece.Value] : [piece.Condition, piece.Value]))
                    Visit(term);
            }
        }

        return terms.Loss.Axes.Where(picked.Contains).ToImmutableArray();

        void Visit(Term term)
        {
            if (!seen.Add(term))
                return;
            if (term is LoadTerm load)
                Read(load.Input.Axes, load.Subscripts);
            if (term is ParameterElementTerm element)
                Read(element.Parameter.Axes, element.Subscripts);
            foreach (var child in term.Children)
                Visit(child);
        }

        void Read(ImmutableArray<BoundAxis> axes, ImmutableArray<IntegerTerm> subscripts)
        {
            for (int i = 0; i < axes.Length; i++)
                if (subscripts[i] is ArgumentTerm or ListLabelTerm or LabelTerm { Input.Ignoring: not null })
                    picked.Add(axes[i]);
        }
    }

    /// <summary>An axis of the result over which nothing is reduced, and whose extent the formula doesn't use.</summary>
    private static bool IsFree(LossTerms terms, BoundAxis axis)
    {
        if (!terms.ResultBinders.Any(b => b.Axis == axis) || terms.Loss.Inputs.Any(i => i.LabelAxis == axis))
            return false;
        var seen = new TermSet();
        return !Uses(terms.Value) && (terms.Divisor is null || !Uses(terms.Divisor));

        bool Uses(Term term) => seen.Add(term) && (
            term is ExtentTerm extent && extent.Axis == axis
            || term is ReduceTerm reduce && reduce.Binder.Axis == axis
            || term is ArgumentTerm argument && argument.Binder.Axis == axis
            || term.Children.Any(Uses));
    }
}
