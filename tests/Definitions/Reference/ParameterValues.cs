using LossGen.Generator.Binding;

namespace LossGen.Definitions.Tests.Reference;

/// <summary>What a loss was constructed with, by parameter name: numbers (a switch is 0 or 1), arrays, or null.</summary>
internal sealed class ParameterValues(IReadOnlyDictionary<string, object?> values)
{
    public double Number(BoundParameter parameter) => Convert.ToDouble(values[parameter.Name], null);

    /// <summary>The array, or null where the parameter's constant stands for it.</summary>
    public double[]? Array(BoundParameter parameter) => (double[]?)values[parameter.Name];

    /// <summary>The value of an expression of one parameter or one number, which is all that <c>ignoring</c> allows.</summary>
    public double NumberOf(BoundReal expression) => expression switch
    {
        BoundNumber number => number.Value,
        BoundParameterValue value => Number(value.Parameter),
        BoundCall { Function.Name: "negate" } call => -NumberOf(call.Arguments[0]),
        _ => throw new NotSupportedException($"ignoring {expression}"),
    };
}
