using System.Reflection;
using LossGen.Bench.Rows;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace LossGen.Bench.Contestants;

/// <summary>
/// Calls of a loss's members on the arrays of a batch, as a user writes them: C# that is compiled once for each type and member.
/// Reflection has no spans, and into a method that is emitted the JIT inlines nothing, so that making a span costs as much as a
/// short call.
/// </summary>
internal static class GeneratedCall
{
    private static readonly MetadataReference[] s_references =
    [
        .. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
            .Where(path => Path.GetFileName(path) is var name && (name.StartsWith("System.", StringComparison.Ordinal) || name.StartsWith("LossGen.", StringComparison.Ordinal)))
            .Select(path => MetadataReference.CreateFromFile(path)),
    ];

    private static readonly Dictionary<MethodInfo, Type> s_callers = [];

    /// <summary>A loss with its default parameters.</summary>
    public static object Create(Type type, int degree)
    {
        ConstructorInfo constructor = type.GetConstructors().Single();
        object loss = constructor.Invoke([.. constructor.GetParameters().Select(parameter => parameter.DefaultValue)]);
        type.GetProperty("MaxDegreeOfParallelism")!.SetValue(loss, degree);
        return loss;
    }

    /// <summary>A call of Forward or Backward that returns the value.</summary>
    public static Func<double> Of(LossRow row, Batch batch, string member, int degree)
    {
        MethodInfo method = row.Type.GetMethods().Single(candidate => candidate.Name == member && Takes(candidate, batch));
        if (!s_callers.TryGetValue(method, out Type? type))
            s_callers.Add(method, type = Compile(method));
        object caller = Activator.CreateInstance(type)!;
        type.GetField("Loss")!.SetValue(caller, Create(row.Type, degree));
        foreach (ParameterInfo parameter in method.GetParameters())
        {
            string name = parameter.Name!;
            if (IsSpan(parameter) && batch.Has(name))
                type.GetField(name)!.SetValue(caller, batch[name].Address);
            if (IsSpan(parameter) && batch.Has(name) || parameter.ParameterType == typeof(int))
                type.GetField(name + "Length")!.SetValue(caller, IsSpan(parameter) ? batch[name].Length : name == "inner" ? batch.Shape.Inner : batch.Shape.Extent(name[0]));
        }

        return type.GetMethod("Call")!.CreateDelegate<Func<double>>(caller);
    }

    /// <summary>A type with the places and lengths of the arrays, and a method that makes spans of them and calls the member.</summary>
    private static Type Compile(MethodInfo method)
    {
        IEnumerable<string> fields = method.GetParameters().Select(parameter =>
            IsSpan(parameter) ? $"public nint {parameter.Name}; public int {parameter.Name}Length;"
            : parameter.ParameterType == typeof(int) ? $"public int {parameter.Name}Length;" : "");
        IEnumerable<string> arguments = method.GetParameters().Select(parameter =>
            IsSpan(parameter) ? $"new System.{(IsInput(parameter) ? "ReadOnlySpan" : "Span")}<{Element(parameter)}>((void*){parameter.Name}, {parameter.Name}Length)"
            : parameter.ParameterType == typeof(int) ? parameter.Name + "Length" : parameter.ParameterType == typeof(double) ? "1" : "default");
        string source = $$"""
            public sealed unsafe class Caller
            {
                public {{method.DeclaringType!.FullName}} Loss = null!;
                {{string.Join("\n    ", fields)}}

                public double Call() => Loss.{{method.Name}}({{string.Join(", ", arguments)}});
            }
            """;
        var compilation = CSharpCompilation.Create(
            $"{method.DeclaringType.Name}.{s_callers.Count}", [CSharpSyntaxTree.ParseText(source)], s_references,
            new(OutputKind.DynamicallyLinkedLibrary, optimizationLevel: OptimizationLevel.Release, allowUnsafe: true));
        using var stream = new MemoryStream();
        return compilation.Emit(stream) is { Success: true }
            ? Assembly.Load(stream.ToArray()).GetType("Caller", throwOnError: true)!
            : throw new InvalidOperationException(string.Join("\n", compilation.GetDiagnostics()));
    }

    private static bool Takes(MethodInfo method, Batch batch)
    {
        ParameterInfo[] inputs = [.. method.GetParameters().Where(IsInput)];
        return inputs.Length == batch.Operands.Length
            && inputs.Zip(batch.Operands).All(pair => pair.First.Name == pair.Second.Name && Element(pair.First) == Element(pair.Second, batch));
    }

    private static bool IsSpan(ParameterInfo parameter) =>
        parameter.ParameterType.IsGenericType && parameter.ParameterType.GetGenericTypeDefinition() is var type && (type == typeof(ReadOnlySpan<>) || type == typeof(Span<>));

    private static bool IsInput(ParameterInfo parameter)
        => parameter.ParameterType.IsGenericType && parameter.ParameterType.GetGenericTypeDefinition() == typeof(ReadOnlySpan<>);

    private static Type Element(ParameterInfo parameter) => parameter.ParameterType.GetGenericArguments()[0];

    private static Type Element(Operand operand, Batch batch)
        => operand.IsLabel ? typeof(int) : batch.IsDouble ? typeof(double) : typeof(float);
}
