namespace LossGen.Generator.Emission;

/// <summary>How the property of a parameter is written.</summary>
internal static class ParameterProperties
{
    /// <summary>The property, documented: a number keeps what the constructor was given, an array is shown and not handed out.</summary>
    public static void Write(CodeWriter writer, ParameterDeclaration parameter)
    {
        bool isArray = parameter.Type is ParameterType.Array or ParameterType.NullableArray;
        string head = $"public {TypeOf(parameter)} {MemberNames.PropertyOf(parameter.Name)}";
        writer.Line($"/// <summary>The parameter {parameter.Name} of the formula.</summary>");
        writer.Line(isArray ? $"{head} => @{parameter.Name};" : $"{head} {{ get; }} = @{parameter.Name};");
    }

    /// <summary>The C# type of the property; an array is shown as a span, so that nobody writes to it.</summary>
    public static string TypeOf(ParameterDeclaration parameter) => parameter.Type switch
    {
        ParameterType.Double => "double",
        ParameterType.Float => "float",
        ParameterType.Int => "int",
        ParameterType.Long => "long",
        ParameterType.Bool => "bool",
        _ => "global::System.ReadOnlySpan<double>",
    };
}
