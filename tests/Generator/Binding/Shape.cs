using System.Collections.Immutable;
using System.Globalization;
using System.Text;

namespace LossGen.Generator.Binding;

/// <summary>
/// A bound loss as nested lists: everything that is meant, and nothing of how it was written. Indices are numbered in the
/// order of their brackets, so two losses with equal shapes are the same loss.
/// </summary>
internal sealed class Shape
{
    private readonly StringBuilder _text = new();
    private readonly Dictionary<BoundIndex, int> _indices = [];

    public static string Of(BoundLoss loss)
    {
        var shape = new Shape();
        foreach (BoundInput input in loss.Inputs)
        {
            shape._text.Append(CultureInfo.InvariantCulture,
                $"(input {input.Name} {input.Kind} {(input.IsShared ? "shared" : "")} [{Names(input.Axes)}] {input.LabelAxis?.Name} {Domain(input.Domain)} until {input.Until} {(input.HasGradient ? "gradient" : "")} ignoring ");
            if (input.Ignoring is not null)
                shape.Node(input.Ignoring);
            shape._text.Append(")\n");
        }

        foreach (BoundParameter parameter in loss.Parameters)
            shape._text.Append(CultureInfo.InvariantCulture, $"(parameter {parameter.Name} {parameter.Type} [{Names(parameter.Axes)}] {parameter.NullConstant:R} {Domain(parameter.Domain)})\n");
        foreach (BoundAxis axis in loss.Axes)
            shape._text.Append(CultureInfo.InvariantCulture, $"(axis {axis.Name} {axis.List?.Name})\n");
        shape._text.Append("(result");
        shape.Bind(loss.ResultIndices);
        shape.Node(loss.Result);
        shape._text.Append(")\n(mean by");
        if (loss.MeanBy is not null)
            shape.Node(loss.MeanBy);
        return shape._text.Append(')').ToString();
    }

    private static string Names(ImmutableArray<BoundAxis> axes) => string.Join(" ", axes.Select(axis => axis.Name));

    private static string Domain(BoundDomain domain) => string.Create(CultureInfo.InvariantCulture,
        $"{domain.Lower:R}{domain.LowerIsStrict}..{domain.Upper:R}{domain.UpperIsStrict}{{{string.Join(" ", domain.Values.Select(value => value.ToString("R", CultureInfo.InvariantCulture)))}}}");

    private void Bind(IEnumerable<BoundIndex> indices)
    {
        foreach (BoundIndex index in indices)
        {
            _indices.Add(index, _indices.Count);
            _text.Append(CultureInfo.InvariantCulture, $" #{_indices[index]}:{index.Axis.Name}");
        }
    }

    private void Node(object node)
    {
        _text.Append('(');
        _text.Append(node switch
        {
            BoundNumber number => number.Value.ToString("R", CultureInfo.InvariantCulture),
            BoundInputElement element => "read " + element.Input.Name,
            BoundParameterValue value => "parameter " + value.Parameter.Name,
            BoundParameterElement element => "parameter " + element.Parameter.Name,
            BoundCall call => call.Function.Name,
            BoundPiecewise piecewise => "cases " + (piecewise.Otherwise is null ? piecewise.Cases.Length : -piecewise.Cases.Length),
            BoundReduction reduction => reduction.Reduction.Word + (reduction.Condition is null ? "" : "?") + (reduction.Power is null ? "" : "^"),
            BoundSoftmax softmax => "softmax" + (softmax.Condition is null ? "" : "?"),
            BoundArgument argument => argument.Reduction.Word + (argument.Condition is null ? "" : "?"),
            BoundIndexValue value => "#" + (_indices.TryGetValue(value.Index, out int number) ? number : "unbound"),
            BoundLabel label => "label " + label.Input.Name,
            BoundListLabel label => "label of " + label.Input.Name,
            BoundExtent extent => "extent " + extent.Of.Name,
            BoundComparison comparison => comparison.Operator,
            BoundIntegerComparison comparison => "integer " + comparison.Operator,
            BoundMembership membership => "in " + membership.List.Name,
            BoundQuantifier quantifier => (quantifier.IsAll ? "all" : "any") + (quantifier.Condition is null ? "" : "?"),
            BoundSwitch @switch => "switch " + @switch.Parameter.Name,
            _ => node.GetType().Name,
        });
        switch (node)
        {
            case BoundReduction reduction:
                Bind(reduction.Indices);
                break;
            case BoundQuantifier quantifier:
                Bind(quantifier.Indices);
                break;
            case BoundArgument argument:
                Bind([argument.Index]);
                break;
            case BoundSoftmax softmax:
                // Read at a subscript outside its bracket.
                Node(softmax.At);
                Bind([softmax.Index]);
                break;
        }

        foreach (object child in BoundChildren.Of(node))
            if (node is not BoundSoftmax softmax || !ReferenceEquals(child, softmax.At))
                Node(child);
        _text.Append(')');
    }
}
