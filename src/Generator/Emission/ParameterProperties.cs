using LossGen.Generator.Binding;

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

    /// <summary>The same for a loss that compiled: numbers are checked against their domains, arrays copied.</summary>
    public static void WriteChecked(CodeWriter writer, ParameterDeclaration parameter, BoundParameter bound)
    {
        string property = MemberNames.PropertyOf(parameter.Name), name = "@" + parameter.Name;
        writer.Line($"/// <summary>The parameter {parameter.Name} of the formula.</summary>");
        if (bound.IsArray)
        {
            if (bound.NullConstant is { } constant)
                writer.Line($"/// <remarks>Empty where none was given: {KernelFile.Number(constant)} stands for every element.</remarks>");
            writer.Line($"public global::System.ReadOnlySpan<double> {property} => {FieldOf(parameter)}.Doubles;");
            writer.Line();
            string copy = parameter.Type == ParameterType.NullableArray ? "Optional" : "Required";
            writer.Line($"private readonly global::LossGen.Passes.ArrayParameter {FieldOf(parameter)} = global::LossGen.Passes.ArrayParameter.{copy}({name}, nameof({name}));");
            return;
        }

        writer.Line($"public {TypeOf(parameter)} {property} {{ get; }} = {Checked(parameter, bound)};");
    }

    /// <summary>Where the loss keeps the parameter.</summary>
    public static string FieldOf(ParameterDeclaration parameter) =>
        parameter.Type is ParameterType.Array or ParameterType.NullableArray ? MemberNames.FieldOf(parameter.Name) : MemberNames.PropertyOf(parameter.Name);

    private static string Checked(ParameterDeclaration parameter, BoundParameter bound)
    {
        string name = "@" + parameter.Name;
        if (bound.Domain.IsAll || parameter.Type == ParameterType.Bool)
            return name;
        const string checks = "global::LossGen.Passes.ParameterChecks";
        return bound.Domain.IsFinite
            ? $"{checks}.OneOf({name}, [{string.Join(", ", bound.Domain.Values.Select(KernelFile.Number))}], nameof({name}), \"{Domains.Condition(parameter.Name, bound.Domain)}\")"
            : $"{checks}.Within({name}, {Domains.Interval(bound.Domain)}, nameof({name}), \"{Domains.Condition(parameter.Name, bound.Domain)}\")";
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
