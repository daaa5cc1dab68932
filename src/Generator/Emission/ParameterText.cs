using LossGen.Generator.Binding;
using LossGen.Generator.Lowering;

namespace LossGen.Generator.Emission;

/// <summary>Parameters of a call, and conditions on them, in C#.</summary>
internal static class ParameterText
{
    /// <param name="call">What stands before the name of a field of the call.</param>
    public static string Of(Expression condition, string call) => condition switch
    {
        ParameterOf { Parameter: var parameter } => call + Names.Escape(parameter.Name),

        // A parameter compared with itself: only a NaN differs.
        ParameterComparison { Operator: "==" or ">=" or "<=" } comparison when comparison.Left.Equals(comparison.Right) => $"!double.IsNaN({Of(comparison.Left, call)})",
        ParameterComparison comparison => $"{Of(comparison.Left, call)} {comparison.Operator} {Of(comparison.Right, call)}",
        ParameterDouble { Parameter: { } parameter } => Number(parameter, call),
        ParameterDouble number => KernelFile.Number(number.Number),
        _ => throw new InvalidOperationException($"{condition.GetType().Name} is no condition on parameters."),
    };

    /// <summary>A parameter as a number: a switch is 1 where it is on.</summary>
    public static string Number(BoundParameter parameter, string call) =>
        parameter.Type == ParameterType.Bool ? $"({call}{Names.Escape(parameter.Name)} ? 1 : 0)" : call + Names.Escape(parameter.Name);
}
