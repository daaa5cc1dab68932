using System.Globalization;
using System.Reflection;
using System.Text;
using System.Text.Json;
using LossGen.Definitions.Tests.Calls;
using LossGen.Generator.Binding;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace LossGen.Definitions.Tests.Pages;

/// <summary>The first of the worked numbers of a loss as a program, and what the program prints.</summary>
internal sealed class Example
{
    // What comes of it shares the symbols of the references, and reads them once.
    private static readonly CSharpCompilation s_nothing = CSharpCompilation.Create(
        "Example",
        references: ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator).Select(path => MetadataReference.CreateFromFile(path)),
        options: new(OutputKind.DynamicallyLinkedLibrary, nullableContextOptions: NullableContextOptions.Enable));

    private Example(string file, WorkedCase worked)
    {
        Source = file;
        Code = Write(worked);
        Output = Run(Code);
    }

    /// <summary>The file of worked numbers.</summary>
    public string Source { get; }

    public string Code { get; }

    public string Output { get; }

    public static Example Of(string loss)
    {
        string path = Directory.GetFiles(WorkedCase.Folder).Order(StringComparer.Ordinal).FirstOrDefault(file => Read(file).GetProperty("loss").GetString() == loss)
            ?? throw new InvalidOperationException($"There is no file of worked numbers for {loss}.");
        string name = Read(path).GetProperty("cases")[0].GetProperty("name").GetString()!;
        using WorkedCase worked = WorkedCase.Of(Path.GetFileName(path), name);
        return new(Path.GetFileName(path), worked);
    }

    private static JsonElement Read(string file) => JsonDocument.Parse(File.ReadAllText(file)).RootElement;

    private static string Write(WorkedCase worked)
    {
        BoundLoss loss = worked.Batch.Loss;
        BoundInput[] gradients = [.. loss.Inputs.Where(input => input.HasGradient)];
        var code = new StringBuilder();
        foreach (BoundInput input in loss.Inputs)
        {
            code.Append(input.Kind == InputKind.Number
                ? $"double[] {input.Name} = [{List(worked.Batch.Numbers[input])}];\n"
                : $"int[] {input.Name} = [{List(worked.Batch.Labels[input])}];\n");
        }

        foreach (BoundInput input in gradients)
            code.Append($"double[] {Call.GradientName(input)} = new double[{input.Name}.Length];\n");
        code.Append($"\nvar loss = new {worked.Loss.Name}({string.Join(", ", worked.Parameters.Select(parameter => $"{parameter.Key}: {Literal(parameter.Value)}"))});\n");
        code.Append($"double value = loss.Backward({string.Join(", ", Arguments(worked))});\n\n");
        code.Append("Console.WriteLine($\"loss {value:G6}\");\n");
        foreach (string gradient in gradients.Select(Call.GradientName))
            code.Append($"Console.WriteLine($\"{gradient} {{string.Join(\"  \", {gradient}.Select(slope => $\"{{slope:G6}}\"))}}\");\n");
        return code.ToString();
    }

    // Upstream and the total of a larger batch keep their defaults.
    private static IEnumerable<string> Arguments(WorkedCase worked)
    {
        foreach (ParameterInfo parameter in worked.Loss.Members(worked.Batch.Loss, Precision.Double, LabelWidth.Int).Backward.Parameters)
        {
            if (parameter.ParameterType.IsByRefLike)
                yield return parameter.Name!;
            else if (parameter.Name == "inner" && worked.Batch.Inner > 1)
                yield return $"inner: {worked.Batch.Inner}";
            else if (worked.Batch.Extents.Any(extent => extent.Key.Name == parameter.Name))
                yield return $"{parameter.Name}: {worked.Batch.Extents.Single(extent => extent.Key.Name == parameter.Name).Value}";
        }
    }

    /// <summary>A parameter as C#.</summary>
    public static string Literal(object? value) => value switch
    {
        null => "null",
        bool truth => truth ? "true" : "false",
        double[] array => $"[{List(array)}]",
        _ => Convert.ToString(value, CultureInfo.InvariantCulture)!,
    };

    private static string List<T>(IEnumerable<T> numbers)
        where T : IFormattable => string.Join(", ", numbers.Select(number => number.ToString(null, CultureInfo.InvariantCulture)));

    // The program as the body of a method in which Console is what the text is gathered in.
    private static string Run(string code)
    {
        string source = $$"""
            using System;
            using System.IO;
            using System.Linq;
            using LossGen;

            public static class Program
            {
                public static string Run()
                {
                    var Console = new StringWriter();
                    {{code}}
                    return Console.ToString();
                }
            }
            """;
        CSharpCompilation compilation = s_nothing.AddSyntaxTrees(CSharpSyntaxTree.ParseText(source));
        using var file = new MemoryStream();
        Microsoft.CodeAnalysis.Emit.EmitResult result = compilation.Emit(file);
        if (!result.Success)
            throw new InvalidOperationException(string.Join('\n', result.Diagnostics) + "\n" + code);

        CultureInfo culture = CultureInfo.CurrentCulture;
        CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
        try
        {
            return ((string)Assembly.Load(file.ToArray()).GetType("Program")!.GetMethod("Run")!.Invoke(null, null)!).ReplaceLineEndings("\n");
        }
        finally
        {
            CultureInfo.CurrentCulture = culture;
        }
    }
}
