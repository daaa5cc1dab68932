using System.Globalization;
using LossGen.Generator;

namespace LossGen.Formulas.Tests.Running;

/// <summary>The parameters of a primary constructor, as the generator reads them.</summary>
internal static class ParameterList
{
    public static EquatableArray<ParameterDeclaration> Read(string parameters)
        => parameters.Split(", ", StringSplitOptions.RemoveEmptyEntries).Select(Parameter).ToArray();

    private static ParameterDeclaration Parameter(string text)
    {
        string[] words = text.Split(' ');
        string? value = words.Length > 2 ? words[3].TrimEnd('f') : null;
        ParameterType type = words[0] switch
        {
            "double" => ParameterType.Double,
            "float" => ParameterType.Float,
            "int" => ParameterType.Int,
            "long" => ParameterType.Long,
            "bool" => ParameterType.Bool,
            "double[]" => ParameterType.Array,
            _ => ParameterType.NullableArray,
        };
        return new(words[1], type, value switch
        {
            null or "null" => null,
            "true" => 1,
            _ => double.Parse(value, CultureInfo.InvariantCulture),
        });
    }
}
