using System.Reflection;
using System.Reflection.Emit;
using LossGen.Bench.Rows;

namespace LossGen.Bench.Contestants;

/// <summary>Calls of a loss's members on the arrays of a batch: emitted, since reflection has no spans and costs more than a short call.</summary>
internal static class GeneratedCall
{
    /// <summary>A loss with its default parameters.</summary>
    public static object Create(Type type, int degree)
    {
        ConstructorInfo constructor = type.GetConstructors().Single();
        object loss = constructor.Invoke([.. constructor.GetParameters().Select(parameter => parameter.DefaultValue)]);
        type.GetProperty("MaxDegreeOfParallelism")!.SetValue(loss, degree);
        return loss;
    }

    /// <summary>A call of Forward or Backward that returns the value.</summary>
    public static Func<double> Of(Batch batch, string member, int degree)
    {
        Type type = batch.Row.Type;
        MethodInfo method = type.GetMethods().Single(candidate => candidate.Name == member && Takes(candidate, batch));
        var call = new DynamicMethod($"{type.Name}.{member}", typeof(double), [type], typeof(GeneratedCall).Module, skipVisibility: true);
        ILGenerator il = call.GetILGenerator();
        il.Emit(OpCodes.Ldarg_0);
        foreach (ParameterInfo parameter in method.GetParameters())
            Push(il, parameter, batch);
        il.Emit(OpCodes.Callvirt, method);
        il.Emit(OpCodes.Ret);
        return call.CreateDelegate<Func<double>>(Create(type, degree));
    }

    private static bool Takes(MethodInfo method, Batch batch)
    {
        ParameterInfo[] inputs = [.. method.GetParameters().Where(IsInput)];
        return inputs.Length == batch.Row.Operands.Length
            && inputs.Zip(batch.Row.Operands).All(pair => pair.First.Name == pair.Second.Name && Element(pair.First) == Element(pair.Second, batch));
    }

    private static bool IsInput(ParameterInfo parameter)
        => parameter.ParameterType.IsGenericType && parameter.ParameterType.GetGenericTypeDefinition() == typeof(ReadOnlySpan<>);

    private static Type Element(ParameterInfo parameter) => parameter.ParameterType.GetGenericArguments()[0];

    private static Type Element(Operand operand, Batch batch)
        => operand.IsLabel ? typeof(int) : batch.IsDouble ? typeof(double) : typeof(float);

    private static void Push(ILGenerator il, ParameterInfo parameter, Batch batch)
    {
        Type type = parameter.ParameterType;
        string name = parameter.Name!;
        if (batch.Has(name))
        {
            il.Emit(OpCodes.Ldc_I8, batch[name].Address);
            il.Emit(OpCodes.Conv_I);
            il.Emit(OpCodes.Ldc_I4, batch[name].Length);
            il.Emit(OpCodes.Newobj, type.GetConstructor([typeof(void*), typeof(int)])!);
        }
        else if (type == typeof(int))
        {
            il.Emit(OpCodes.Ldc_I4, name == "inner" ? batch.Shape.Inner : batch.Shape.Extent(name[0]));
        }
        else if (type == typeof(double))
        {
            il.Emit(OpCodes.Ldc_R8, 1.0);
        }
        else
        {
            LocalBuilder nothing = il.DeclareLocal(type);
            il.Emit(OpCodes.Ldloc, nothing);
        }
    }
}
