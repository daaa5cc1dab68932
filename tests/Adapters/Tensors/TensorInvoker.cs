using System.Collections.Concurrent;
using System.Numerics.Tensors;
using System.Reflection;
using System.Reflection.Emit;

namespace LossGen.Adapters.Tests.Tensors;

/// <summary>Calls an extension method over tensors with the arguments of a frame: tensor spans can't be boxed.</summary>
/// <typeparam name="TResult"><see cref="double"/>, <see cref="LossTotal"/>, or <see cref="int"/> (always 0) for nothing.</typeparam>
internal static class TensorInvoker<TResult>
{
    private static readonly ConcurrentDictionary<MethodInfo, Func<TensorFrame, TResult>> s_invokers = new();

    public static Func<TensorFrame, TResult> Of(MethodInfo member) => s_invokers.GetOrAdd(member, Make);

    private static Func<TensorFrame, TResult> Make(MethodInfo member)
    {
        var method = new DynamicMethod(member.Name, typeof(TResult), [typeof(TensorFrame)], typeof(TensorFrame).Module, skipVisibility: true);
        ILGenerator il = method.GetILGenerator();
        foreach (ParameterInfo parameter in member.GetParameters())
            EmitArgument(il, parameter);
        il.Emit(OpCodes.Call, member);
        if (member.ReturnType == typeof(void))
            il.Emit(OpCodes.Ldc_I4_0);
        il.Emit(OpCodes.Ret);
        return method.CreateDelegate<Func<TensorFrame, TResult>>();
    }

    private static void EmitArgument(ILGenerator il, ParameterInfo parameter)
    {
        Type type = parameter.ParameterType;
        il.Emit(OpCodes.Ldarg_0);
        if (parameter.Position == 0)
        {
            il.Emit(OpCodes.Ldfld, Field(nameof(TensorFrame.Loss)));
            il.Emit(OpCodes.Castclass, type);
        }
        else if (type == typeof(int))
        {
            il.Emit(OpCodes.Ldfld, Field(nameof(TensorFrame.Integers)));
            il.Emit(OpCodes.Ldc_I4, parameter.Position);
            il.Emit(OpCodes.Ldelem_I4);
        }
        else if (type == typeof(double))
        {
            il.Emit(OpCodes.Ldfld, Field(nameof(TensorFrame.Upstream)));
        }
        else if (type == typeof(LossTotal?))
        {
            il.Emit(OpCodes.Ldfld, Field(nameof(TensorFrame.Whole)));
        }
        else
        {
            // By reference to a local.
            Type tensor = type.GetElementType()!;
            string factory = tensor.GetGenericTypeDefinition() == typeof(ReadOnlyTensorSpan<>) ? nameof(TensorFrame.Input) : nameof(TensorFrame.Output);
            il.Emit(OpCodes.Ldc_I4, parameter.Position);
            il.Emit(OpCodes.Call, typeof(TensorFrame).GetMethod(factory)!.MakeGenericMethod(tensor.GenericTypeArguments));
            LocalBuilder local = il.DeclareLocal(tensor);
            il.Emit(OpCodes.Stloc, local);
            il.Emit(OpCodes.Ldloca, local);
        }
    }

    private static FieldInfo Field(string name) => typeof(TensorFrame).GetField(name)!;
}
