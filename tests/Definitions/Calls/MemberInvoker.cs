using System.Reflection;
using System.Reflection.Emit;

namespace LossGen.Definitions.Tests.Calls;

/// <summary>Calls one generated member with the arguments of a frame, without reflection and without garbage.</summary>
/// <typeparam name="TResult"><see cref="double"/>, <see cref="LossTotal"/>, or <see cref="int"/> (always 0) for nothing.</typeparam>
internal static class MemberInvoker<TResult>
{
    private static readonly FieldInfo s_loss = typeof(CallFrame).GetField(nameof(CallFrame.Loss))!;
    private static readonly FieldInfo s_addresses = typeof(CallFrame).GetField(nameof(CallFrame.Addresses))!;
    private static readonly FieldInfo s_integers = typeof(CallFrame).GetField(nameof(CallFrame.Integers))!;
    private static readonly FieldInfo s_upstream = typeof(CallFrame).GetField(nameof(CallFrame.Upstream))!;
    private static readonly FieldInfo s_whole = typeof(CallFrame).GetField(nameof(CallFrame.Whole))!;

    public static Func<CallFrame, TResult> Of(MethodInfo member)
    {
        var method = new DynamicMethod(member.Name, typeof(TResult), [typeof(CallFrame)], typeof(CallFrame).Module, skipVisibility: true);
        ILGenerator il = method.GetILGenerator();
        il.Emit(OpCodes.Ldarg_0);
        il.Emit(OpCodes.Ldfld, s_loss);
        il.Emit(OpCodes.Castclass, member.DeclaringType!);
        foreach (ParameterInfo parameter in member.GetParameters())
            EmitArgument(il, parameter);
        il.Emit(OpCodes.Call, member);
        if (member.ReturnType == typeof(void))
            il.Emit(OpCodes.Ldc_I4_0);
        il.Emit(OpCodes.Ret);
        return method.CreateDelegate<Func<CallFrame, TResult>>();
    }

    private static void EmitArgument(ILGenerator il, ParameterInfo parameter)
    {
        Type type = parameter.ParameterType;
        il.Emit(OpCodes.Ldarg_0);
        if (type == typeof(int))
        {
            EmitElement(il, s_integers, parameter.Position, OpCodes.Ldelem_I4);
        }
        else if (type == typeof(double))
        {
            il.Emit(OpCodes.Ldfld, s_upstream);
        }
        else if (type == typeof(LossTotal?))
        {
            il.Emit(OpCodes.Ldfld, s_whole);
        }
        else
        {
            EmitElement(il, s_addresses, parameter.Position, OpCodes.Ldelem_I);
            il.Emit(OpCodes.Ldarg_0);
            EmitElement(il, s_integers, parameter.Position, OpCodes.Ldelem_I4);
            il.Emit(OpCodes.Newobj, type.GetConstructor([typeof(void*), typeof(int)])
                ?? throw new NotSupportedException($"{parameter.Member.Name} has a parameter of type {type}."));
        }
    }

    private static void EmitElement(ILGenerator il, FieldInfo array, int index, OpCode load)
    {
        il.Emit(OpCodes.Ldfld, array);
        il.Emit(OpCodes.Ldc_I4, index);
        il.Emit(load);
    }
}
