using System.Reflection;
using LossGen.Definitions.Tests.Reference;
using LossGen.Generator.Binding;

namespace LossGen.Definitions.Tests.Calls;

/// <summary>A loss type, and its formulas bound again from what the type says of itself.</summary>
/// <param name="Overloads">One a [Loss] attribute, in the order of their declaration.</param>
internal sealed record LossUnderTest(Type Type, IReadOnlyList<BoundLoss> Overloads)
{
    private readonly Dictionary<(BoundLoss, Precision, LabelWidth), MemberSet> _members = [];

    public string Name => Type.Name;

    public ConstructorInfo Constructor => Type.GetConstructors().Single();

    public MemberSet Members(BoundLoss overload, Precision precision, LabelWidth width)
    {
        lock (_members)
        {
            if (!_members.TryGetValue((overload, precision, width), out MemberSet? members))
                _members[(overload, precision, width)] = members = MemberSet.Of(Type, overload, precision, width);
            return members;
        }
    }

    /// <summary>An instance; a parameter that <paramref name="parameters"/> doesn't hold takes its default.</summary>
    public LossInstance Create(
        IReadOnlyDictionary<string, object?> parameters, Reduction reduction = Reduction.Mean, int maxDegreeOfParallelism = 1)
    {
        ParameterInfo[] declared = Constructor.GetParameters();
        Dictionary<string, object?> complete = Complete(parameters);
        object loss;
        try
        {
            loss = Constructor.Invoke([.. declared.Select(parameter => complete[parameter.Name!])]);
            Type.GetProperty(nameof(Reduction))!.SetValue(loss, reduction);
            Type.GetProperty("MaxDegreeOfParallelism")!.SetValue(loss, maxDegreeOfParallelism);
        }
        catch (TargetInvocationException exception)
        {
            throw exception.InnerException!;
        }

        return new(this, loss, new ParameterValues(complete), reduction);
    }

    /// <summary>The parameters, with the defaults of those that are absent.</summary>
    public ParameterValues Values(IReadOnlyDictionary<string, object?> parameters) => new(Complete(parameters));

    private Dictionary<string, object?> Complete(IReadOnlyDictionary<string, object?> parameters) => Constructor.GetParameters().ToDictionary(
        parameter => parameter.Name!,
        parameter => parameters.TryGetValue(parameter.Name!, out object? value) ? Convert(value, parameter.ParameterType) : parameter.DefaultValue);

    private static object? Convert(object? value, Type type)
        => value is null or double[] || type.IsArray ? value : System.Convert.ChangeType(value, type, null);

    public override string ToString() => Name;
}

/// <summary>A constructed loss and what it was constructed with.</summary>
internal sealed record LossInstance(LossUnderTest Loss, object Object, ParameterValues Parameters, Reduction Reduction);
