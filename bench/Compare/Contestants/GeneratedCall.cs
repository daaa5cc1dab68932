using System.Reflection;
using LossGen.Bench.Rows;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace LossGen.Bench.Contestants;

/// <summary>
/// Calls of a loss's members on the arrays of a batch, as a user writes them: C# that is compiled once, for all that are to be called.
/// Reflection has no spans, and into a method that is emitted the JIT inlines nothing, so that making a span costs as much as a
/// short call.
/// </summary>
internal static class GeneratedCall
{
    private static readonly MetadataReference[] s_references =
    [
        .. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
            .Where(path => Path.GetFileName(path) is "System.Private.CoreLib.dll" or "System.Runtime.dll" or "LossGen.Definitions.dll" or "LossGen.Runtime.dll")
            .Select(path => MetadataReference.CreateFromFile(path)),
    ];

    private static readonly Dictionary<MethodInfo, string> s_callers = [];
    private static byte[] s_image = [];

    /// <summary>Compiles all calls of members that a run makes, before it makes one: the compiler's own code is compiled for long afterwards.</summary>
    public static void Compile(IEnumerable<MethodInfo> methods)
    {
        (MethodInfo Method, string Name)[] callers = [.. methods.Distinct().Select((method, index) => (method, $"Caller{index}"))];
        var compilation = CSharpCompilation.Create(
            "Callers", callers.Select(caller => CSharpSyntaxTree.ParseText(Source(caller.Method, caller.Name))), s_references,
            new(OutputKind.DynamicallyLinkedLibrary, optimizationLevel: OptimizationLevel.Release, allowUnsafe: true));
        using var stream = new MemoryStream();
        if (!compilation.Emit(stream).Success)
            throw new InvalidOperationException(string.Join("\n", compilation.GetDiagnostics()));
        s_image = stream.ToArray();
        foreach ((MethodInfo method, string name) in callers)
            s_callers.Add(method, name);
    }

    /// <summary>A loss with its default parameters.</summary>
    public static object Create(Type type, int degree)
    {
        ConstructorInfo constructor = type.GetConstructors().Single();
        object loss = constructor.Invoke([.. constructor.GetParameters().Select(parameter => parameter.DefaultValue)]);
        type.GetProperty("MaxDegreeOfParallelism")!.SetValue(loss, degree);
        return loss;
    }

    /// <summary>A call of Forward or Backward that returns the value.</summary>
    public static Func<double> Of(FreshCode code, LossRow row, Batch batch, string member, int degree)
    {
        MethodInfo method = Method(row, member, batch.IsDouble);
        Type type = code.Load(s_image).GetType(s_callers[method], throwOnError: true)!;
        object caller = Activator.CreateInstance(type)!;
        type.GetField("Loss")!.SetValue(caller, Create(code.Of(row.Type), degree));
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

    /// <summary>The overload of a member that takes the inputs of a row.</summary>
    public static MethodInfo Method(LossRow row, string member, bool isDouble)
        => row.Type.GetMethods().Single(candidate => candidate.Name == member && Takes(candidate, row.Operands, isDouble));

    /// <summary>A type with the places and lengths of the arrays, and a method that makes spans of them and calls the member.</summary>
    public static string Source(MethodInfo method, string name)
    {
        IEnumerable<string> fields = method.GetParameters().Select(parameter =>
            IsSpan(parameter) ? $"public nint {parameter.Name}; public int {parameter.Name}Length;"
            : parameter.ParameterType == typeof(int) ? $"public int {parameter.Name}Length;" : "");
        IEnumerable<string> arguments = method.GetParameters().Select(parameter =>
            IsSpan(parameter) ? $"new System.{(IsInput(parameter) ? "ReadOnlySpan" : "Span")}<{Element(parameter)}>((void*){parameter.Name}, {parameter.Name}Length)"
            : parameter.ParameterType == typeof(int) ? parameter.Name + "Length" : parameter.ParameterType == typeof(double) ? "1" : "default");
        return $$"""
            public sealed unsafe class {{name}}
            {
                public {{method.DeclaringType!.FullName}} Loss = null!;
                {{string.Join("\n    ", fields)}}

                public double Call() => Loss.{{method.Name}}({{string.Join(", ", arguments)}});
            }
            """;
    }

    private static bool Takes(MethodInfo method, Operand[] operands, bool isDouble)
    {
        ParameterInfo[] inputs = [.. method.GetParameters().Where(IsInput)];
        return inputs.Length == operands.Length
            && inputs.Zip(operands).All(pair => pair.First.Name == pair.Second.Name && Element(pair.First) == Element(pair.Second, isDouble));
    }

    private static bool IsSpan(ParameterInfo parameter) =>
        parameter.ParameterType.IsGenericType && parameter.ParameterType.GetGenericTypeDefinition() is var type && (type == typeof(ReadOnlySpan<>) || type == typeof(Span<>));

    private static bool IsInput(ParameterInfo parameter)
        => parameter.ParameterType.IsGenericType && parameter.ParameterType.GetGenericTypeDefinition() == typeof(ReadOnlySpan<>);

    private static Type Element(ParameterInfo parameter) => parameter.ParameterType.GetGenericArguments()[0];

    private static Type Element(Operand operand, bool isDouble)
        => operand.IsLabel ? typeof(int) : isDouble ? typeof(double) : typeof(float);
}
