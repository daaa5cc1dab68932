using System.Reflection;
using LossGen.Generator;
using LossGen.Generator.Binding;
using LossGen.Generator.Functions;
using LossGen.Generator.Problems;
using LossGen.Generator.Syntax;

namespace LossGen.Definitions.Tests.Calls;

/// <summary>From a compiled type back to its bound formulas: what the attribute and the constructor say, bound again.</summary>
internal static class FrontEnd
{
    public static IReadOnlyList<BoundLoss> Bind(Type type)
    {
        ParameterDeclaration[] parameters = [.. type.GetConstructors().Single().GetParameters().Select(Parameter)];
        return [.. type.GetCustomAttributes<LossAttribute>().Select((loss, index) => Bind(type.Name, loss, index, parameters))];
    }

    /// <summary>The declaration as the generator read it; built-in losses have a doc comment of their own.</summary>
    public static LossDeclaration Declare(Type type) => new(
        $"{type.Namespace}.{type.Name}",
        type.Namespace!,
        Array.Empty<ContainingType>(),
        type.Name,
        "",
        type.GetConstructors().Single().GetParameters().Select(Parameter).ToArray(),
        type.GetCustomAttributes<LossAttribute>().Select(loss => new FormulaDeclaration(loss.Formula, loss.Inputs)).ToArray(),
        CanExtend: true,
        HasDocumentation: true,
        Array.Empty<Problem>());

    private static BoundLoss Bind(string type, LossAttribute loss, int index, ParameterDeclaration[] parameters)
    {
        var problems = new ProblemBag(index);
        FormulaSyntax formula = Parser.ParseFormula(loss.Formula, problems);
        InputsSyntax? inputs = loss.Inputs is { } text ? Parser.ParseInputs(text, problems) : null;
        return FormulaBinder.Bind(formula, inputs, parameters, Catalogue.Default, problems)
            ?? throw new InvalidOperationException($"{type} compiled, and its formula doesn't bind: {string.Join("; ", problems.Items)}");
    }

    private static ParameterDeclaration Parameter(ParameterInfo parameter)
    {
        ParameterType type = parameter.ParameterType switch
        {
            { IsArray: true } => parameter.HasDefaultValue ? ParameterType.NullableArray : ParameterType.Array,
            var t when t == typeof(double) => ParameterType.Double,
            var t when t == typeof(float) => ParameterType.Float,
            var t when t == typeof(int) => ParameterType.Int,
            var t when t == typeof(long) => ParameterType.Long,
            var t when t == typeof(bool) => ParameterType.Bool,
            var t => throw new NotSupportedException($"A parameter of type {t}."),
        };
        bool isNumber = parameter.HasDefaultValue && type is not (ParameterType.Array or ParameterType.NullableArray);
        return new(parameter.Name!, type, isNumber ? Convert.ToDouble(parameter.DefaultValue, null) : null);
    }
}
