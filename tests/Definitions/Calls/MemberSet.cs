using System.Reflection;
using LossGen.Generator.Binding;

namespace LossGen.Definitions.Tests.Calls;

internal enum Precision { Float, Double }

internal enum LabelWidth { Int, Long }

/// <summary>A member and how it is called.</summary>
internal sealed record Member<TResult>(ParameterInfo[] Parameters, Func<CallFrame, TResult> Invoke);

/// <summary>The generated members for one overload, precision and width of labels.</summary>
internal sealed record MemberSet(
    Member<double> Forward,
    Member<int> ForwardEach,
    Member<double> Backward,
    Member<int> BackwardEach,
    Member<LossTotal> Total)
{
    public static MemberSet Of(Type type, BoundLoss loss, Precision precision, LabelWidth width) => new(
        Find<double>(type, nameof(Forward), loss, precision, width),
        Find<int>(type, nameof(ForwardEach), loss, precision, width),
        Find<double>(type, nameof(Backward), loss, precision, width),
        Find<int>(type, nameof(BackwardEach), loss, precision, width),
        Find<LossTotal>(type, nameof(Total), loss, precision, width));

    private static Member<TResult> Find<TResult>(Type type, string name, BoundLoss loss, Precision precision, LabelWidth width)
    {
        Type[] inputs = [.. loss.Inputs.Select(input => SpanOf(input, precision, width))];
        MethodInfo[] candidates = [.. type.GetMethods(BindingFlags.Public | BindingFlags.Instance)
            .Where(method => method.Name == name && Begins(method.GetParameters(), loss, inputs))];
        if (candidates.Length != 1)
        {
            throw new InvalidOperationException(
                $"{type.Name} has {candidates.Length} members {name}({string.Join(", ", loss.Inputs.Select(i => i.Name))}) for {precision} and {width}.");
        }

        return new(candidates[0].GetParameters(), MemberInvoker<TResult>.Of(candidates[0]));
    }

    private static bool Begins(ParameterInfo[] parameters, BoundLoss loss, Type[] inputs)
        => parameters.Length >= inputs.Length
            && loss.Inputs.Select((input, index) => (input, index)).All(pair =>
                parameters[pair.index].Name == pair.input.Name && parameters[pair.index].ParameterType == inputs[pair.index]);

    private static Type SpanOf(BoundInput input, Precision precision, LabelWidth width) => input.Kind == InputKind.Number
        ? precision == Precision.Float ? typeof(ReadOnlySpan<float>) : typeof(ReadOnlySpan<double>)
        : width == LabelWidth.Int ? typeof(ReadOnlySpan<int>) : typeof(ReadOnlySpan<long>);
}
