using System.Reflection;
using LossGen.Definitions.Tests.Calls;
using LossGen.Definitions.Tests.Reference;
using LossGen.Generator.Binding;

namespace LossGen.Adapters.Tests.Tensors;

/// <summary>The arrays of a batch as tensors, and the extension methods of its loss called with them.</summary>
internal sealed class TensorCall
{
    private readonly LossInstance _instance;
    private readonly ReferenceBatch _batch;
    private readonly Type _element;
    private readonly Type _label;
    private readonly nint[] _trailing;
    private readonly bool _isBatch;
    private readonly Dictionary<string, (Array Elements, nint[] Lengths)> _tensors = [];

    /// <param name="trailing">The dimensions that inner is the product of.</param>
    /// <param name="isBatch">Whether tensors have N; only without may a batch of one sample be called.</param>
    public TensorCall(LossInstance instance, ReferenceBatch batch, Precision precision, LabelWidth width, nint[] trailing, bool isBatch = true)
    {
        _instance = instance;
        _batch = batch;
        _element = precision == Precision.Float ? typeof(float) : typeof(double);
        _label = width == LabelWidth.Int ? typeof(int) : typeof(long);
        _trailing = trailing;
        _isBatch = isBatch;
        foreach (BoundInput input in batch.Loss.Inputs)
        {
            nint[] lengths = LengthsOf(!input.IsShared, input.Axes);
            Array elements = input.Kind == InputKind.Number ? Converted(batch.Numbers[input], _element) : Converted(batch.Labels[input], _label);
            _tensors[input.Name] = (elements, lengths);
            if (input.HasGradient)
                _tensors[Call.GradientName(input)] = (Array.CreateInstance(_element, elements.Length), lengths);
        }

        int losses = batch.Positions * batch.LossesPerSample;
        nint[] result = LengthsOf(isPerSample: true, batch.Loss.ResultIndices.Select(index => index.Axis));
        _tensors["losses"] = (Array.CreateInstance(_element, losses), result);
        _tensors["upstream"] = (Array.CreateInstance(_element, losses), result);
    }

    /// <summary>Puts another tensor in the place of one, null for one that is left out.</summary>
    public Dictionary<string, (Array? Elements, nint[] Lengths)> Replaced { get; } = [];

    public double Upstream { get; set; } = 1;

    public LossTotal? Whole { get; set; }

    public double Forward() => Invoke<double>(nameof(Forward));

    public double[] ForwardEach()
    {
        Invoke<int>(nameof(ForwardEach));
        return Read("losses");
    }

    public double Backward(out Dictionary<BoundInput, double[]> gradients)
    {
        double value = Invoke<double>(nameof(Backward));
        gradients = Gradients();
        return value;
    }

    public Dictionary<BoundInput, double[]> BackwardEach(double[] upstream)
    {
        Converted(upstream, _element).CopyTo(_tensors["upstream"].Elements, 0);
        Invoke<int>(nameof(BackwardEach));
        return Gradients();
    }

    public LossTotal Total() => Invoke<LossTotal>(nameof(Total));

    /// <summary>Every member as a call that allocates nothing of its own.</summary>
    public IEnumerable<(string Name, Action Invoke)> Prepared()
    {
        yield return Prepare<double>(nameof(Forward));
        yield return Prepare<int>(nameof(ForwardEach));
        yield return Prepare<double>(nameof(Backward));
        yield return Prepare<int>(nameof(BackwardEach));
        yield return Prepare<LossTotal>(nameof(Total));
    }

    private (string, Action) Prepare<TResult>(string name)
    {
        (Func<TensorFrame, TResult> invoke, TensorFrame frame) = Frame<TResult>(name);
        return (name, () => invoke(frame));
    }

    private TResult Invoke<TResult>(string name)
    {
        (Func<TensorFrame, TResult> invoke, TensorFrame frame) = Frame<TResult>(name);
        return invoke(frame);
    }

    private (Func<TensorFrame, TResult> Invoke, TensorFrame Frame) Frame<TResult>(string name)
    {
        MethodInfo method = Methods(name).Single(IsMine);
        ParameterInfo[] parameters = method.GetParameters();
        var frame = new TensorFrame(_instance.Object, parameters.Length) { Upstream = Upstream, Whole = Whole };
        foreach (ParameterInfo parameter in parameters.Skip(1))
        {
            if (parameter.ParameterType == typeof(int))
                frame.Integers[parameter.Position] = _batch.Extents.Single(extent => extent.Key.Name == parameter.Name).Value;
            else if (parameter.ParameterType.IsByRef)
                (frame.Arrays[parameter.Position], frame.Lengths[parameter.Position]) = Replaced.TryGetValue(parameter.Name!, out var other) ? other : _tensors[parameter.Name!];
        }

        return (TensorInvoker<TResult>.Of(method), frame);
    }

    private IEnumerable<MethodInfo> Methods(string name) =>
        typeof(TensorCall).Assembly.GetType($"{_instance.Loss.Type.FullName}TensorSpans", throwOnError: true)!.GetMethods().Where(method => method.Name == name);

    // By names and element types of the inputs: those of gradients follow.
    private bool IsMine(MethodInfo method)
    {
        ParameterInfo[] parameters = method.GetParameters();
        return _batch.Loss.Inputs.Select((input, index) => (input, index)).All(pair => pair.index + 1 < parameters.Length
            && parameters[pair.index + 1].Name == pair.input.Name
            && ElementOf(parameters[pair.index + 1]) == (pair.input.Kind == InputKind.Number ? _element : _label));
    }

    private static Type? ElementOf(ParameterInfo parameter) =>
        parameter.ParameterType.IsByRef ? parameter.ParameterType.GetElementType()!.GenericTypeArguments.SingleOrDefault() : null;

    private nint[] LengthsOf(bool isPerSample, IEnumerable<BoundAxis> axes)
    {
        nint[] own = [.. axes.Select(axis => (nint)_batch.Extents[axis])];
        nint[] lengths = !isPerSample || !_isBatch ? own : [_batch.N, .. own, .. _trailing];

        // There are no tensors without dimensions.
        return lengths.Length == 0 ? [1] : lengths;
    }

    private double[] Read(string name) => [.. _tensors[name].Elements.Cast<object>().Select(element => Convert.ToDouble(element, null))];

    private Dictionary<BoundInput, double[]> Gradients() => _batch.Loss.Inputs.Where(input => input.HasGradient && !Replaced.ContainsKey(Call.GradientName(input)))
        .ToDictionary(input => input, input => Read(Call.GradientName(input)));

    private static Array Converted<T>(T[] numbers, Type type)
    {
        var array = Array.CreateInstance(type, numbers.Length);
        for (int i = 0; i < numbers.Length; i++)
            array.SetValue(Convert.ChangeType(numbers[i], type, null), i);
        return array;
    }
}
