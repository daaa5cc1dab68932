namespace LossGen.Generator.Binding;

/// <summary>The parts of a bound loss one level down, whatever their kind, in the order of evaluation.</summary>
internal static class BoundChildren
{
    public static IEnumerable<object> Of(object? node)
    {
        switch (node)
        {
            case BoundInputElement or BoundParameterElement or BoundListLabel:
                return SubscriptsOf(node);
            case BoundConversion conversion:
                return [conversion.Operand];
            case BoundCall call:
                return call.Arguments;
            case BoundPiecewise piecewise:
                IEnumerable<object> cases = piecewise.Cases.SelectMany(@case => new object[] { @case.Condition, @case.Value });
                return piecewise.Otherwise is null ? cases : cases.Append(piecewise.Otherwise);
            case BoundReduction reduction:
                return Present(reduction.Condition, reduction.Body, reduction.Power);
            case BoundSoftmax softmax:
                return Present(softmax.Condition, softmax.Body, softmax.At);
            case BoundArgument argument:
                return Present(argument.Condition, argument.Body);
            case BoundComparison comparison:
                return [comparison.Left, comparison.Right];
            case BoundIntegerComparison comparison:
                return [comparison.Left, comparison.Right];
            case BoundAnd and:
                return [and.Left, and.Right];
            case BoundOr or:
                return [or.Left, or.Right];
            case BoundNot not:
                return [not.Operand];
            case BoundMembership membership:
                return [membership.Item];
            case BoundQuantifier quantifier:
                return Present(quantifier.Condition, quantifier.Body);
            default:
                return [];
        }
    }

    /// <summary>What stands in the square brackets of an element.</summary>
    public static IEnumerable<BoundInteger> SubscriptsOf(object? node) => node switch
    {
        BoundInputElement element => element.Subscripts,
        BoundParameterElement element => element.Subscripts,
        BoundListLabel label => new[] { label.Position },
        BoundSoftmax softmax => new[] { softmax.At },
        _ => Enumerable.Empty<BoundInteger>(),
    };

    /// <summary>Every input that a part reads, asks for membership, or counts the labels of.</summary>
    public static HashSet<BoundInput> InputsOf(BoundReal? real)
    {
        var inputs = new HashSet<BoundInput>();
        var open = new Stack<object>();
        if (real is not null)
            open.Push(real);
        while (open.Count > 0)
        {
            object node = open.Pop();
            BoundInput? input = node switch
            {
                BoundInputElement element => element.Input,
                BoundLabel label => label.Input,
                BoundListLabel label => label.Input,
                BoundMembership membership => membership.List,
                BoundExtent extent => extent.Of.List,
                _ => null,
            };
            if (input is not null)
                inputs.Add(input);
            foreach (object child in Of(node))
                open.Push(child);
        }

        return inputs;
    }

    private static IEnumerable<object> Present(params object?[] parts) => parts.OfType<object>();
}
