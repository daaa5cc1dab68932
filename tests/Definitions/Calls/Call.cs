using System.Reflection;
using LossGen.Definitions.Tests.Reference;
using LossGen.Generator.Binding;

namespace LossGen.Definitions.Tests.Calls;

/// <summary>
/// The arrays of one call on guarded memory, and the members called with them. Outputs hold <see cref="Untouched"/> before
/// every call.
/// </summary>
internal sealed class Call : IDisposable
{
    /// <summary>What an output holds that nobody has written.</summary>
    public const double Untouched = -12345.5;

    private readonly LossInstance _instance;
    private readonly ReferenceBatch _batch;
    private readonly MemberSet _members;

    private readonly Dictionary<string, GuardedArray> _inputs = [];
    private readonly Dictionary<string, GuardedArray> _gradients = [];
    private readonly GuardedArray _losses;
    private readonly GuardedArray _upstream;

    public Call(LossInstance instance, ReferenceBatch batch, Precision precision, LabelWidth width = LabelWidth.Int, bool atEnd = true)
    {
        _instance = instance;
        _batch = batch;
        _members = instance.Loss.Members(batch.Loss, precision, width);
        ElementType numbers = precision == Precision.Float ? ElementType.Float : ElementType.Double;
        ElementType labels = width == LabelWidth.Int ? ElementType.Int : ElementType.Long;
        foreach (BoundInput input in batch.Loss.Inputs)
        {
            if (input.Kind == InputKind.Number)
            {
                var array = new GuardedArray(numbers, batch.Numbers[input].Length, atEnd);
                array.Write(batch.Numbers[input]);
                _inputs.Add(input.Name, array);
                if (input.HasGradient)
                    _gradients.Add(GradientName(input), new GuardedArray(numbers, batch.Numbers[input].Length, atEnd));
            }
            else
            {
                var array = new GuardedArray(labels, batch.Labels[input].Length, atEnd);
                array.Write(batch.Labels[input]);
                _inputs.Add(input.Name, array);
            }
        }

        int losses = batch.Positions * batch.LossesPerSample;
        _losses = new GuardedArray(numbers, losses, atEnd);
        _upstream = new GuardedArray(numbers, losses, atEnd);
    }

    public MemberSet Members => _members;

    /// <summary>Scales the gradients of Backward.</summary>
    public double Upstream { get; set; } = 1;

    /// <summary>The total of the batch of which this one is a part.</summary>
    public LossTotal? Whole { get; set; }

    /// <summary>The gradients that are asked for; null for all.</summary>
    public IReadOnlySet<BoundInput>? Wanted { get; set; }

    /// <summary>Puts other numbers in the place of an input's.</summary>
    public void Write(BoundInput input, double[] numbers) => _inputs[input.Name].Write(numbers);

    public double Forward() => Invoke(_members.Forward);

    public double[] ForwardEach()
    {
        _ = Invoke(_members.ForwardEach);
        return _losses.Read();
    }

    public double Backward(out Dictionary<BoundInput, double[]> gradients)
    {
        double value = Invoke(_members.Backward);
        gradients = Gradients();
        return value;
    }

    public Dictionary<BoundInput, double[]> BackwardEach(double[] upstream)
    {
        _upstream.Write(upstream);
        _ = Invoke(_members.BackwardEach);
        return Gradients();
    }

    public LossTotal Total() => Invoke(_members.Total);

    /// <summary>Every member as a call that allocates nothing of its own.</summary>
    public IEnumerable<(string Name, Action Invoke)> Prepared()
    {
        _upstream.Fill(0.75);
        yield return Prepare(nameof(Forward), _members.Forward);
        yield return Prepare(nameof(ForwardEach), _members.ForwardEach);
        yield return Prepare(nameof(Backward), _members.Backward);
        yield return Prepare(nameof(BackwardEach), _members.BackwardEach);
        yield return Prepare(nameof(Total), _members.Total);
    }

    /// <summary>Whether some output holds something else than before the call.</summary>
    public bool IsUntouched => _gradients.Values.Append(_losses).All(array => array.Read().All(value => value == (float)Untouched));

    /// <summary>The bytes of the inputs, to see that no call writes to them.</summary>
    public byte[] InputBytes() => [.. _inputs.Values.SelectMany(array => array.Bytes())];

    /// <summary>Makes a gradient's span another one, by its parameter's name: another length, or the memory of an input.</summary>
    public Action<CallFrame, ParameterInfo[]>? Distort { get; set; }

    /// <summary>Where the array of an input or output begins.</summary>
    public nint AddressOf(string parameter) => Span(parameter).Address;

    public void Dispose()
    {
        foreach (GuardedArray array in _inputs.Values.Concat(_gradients.Values).Append(_losses).Append(_upstream))
            array.Dispose();
    }

    public static string GradientName(BoundInput input) => "grad" + char.ToUpperInvariant(input.Name[0]) + input.Name[1..];

    private (string, Action) Prepare<TResult>(string name, Member<TResult> member)
    {
        CallFrame frame = Frame(member);
        Func<CallFrame, TResult> invoke = member.Invoke;
        return (name, () => invoke(frame));
    }

    private TResult Invoke<TResult>(Member<TResult> member)
    {
        foreach (GuardedArray output in _gradients.Values.Append(_losses))
            output.Fill(Untouched);
        return member.Invoke(Frame(member));
    }

    private CallFrame Frame<TResult>(Member<TResult> member)
    {
        var frame = new CallFrame(_instance.Object, member.Parameters.Length) { Upstream = Upstream, Whole = Whole };
        foreach (ParameterInfo parameter in member.Parameters)
        {
            if (parameter.ParameterType == typeof(int))
                frame.Integers[parameter.Position] = Integer(parameter.Name!);
            else if (parameter.ParameterType.IsByRefLike && IsWanted(parameter.Name!))
                (frame.Addresses[parameter.Position], frame.Integers[parameter.Position]) = (Span(parameter.Name!).Address, Span(parameter.Name!).Length);
        }

        Distort?.Invoke(frame, member.Parameters);
        return frame;
    }

    private int Integer(string name) => name == "inner"
        ? _batch.Inner
        : _batch.Extents.Single(extent => extent.Key.Name == name).Value;

    private bool IsWanted(string name)
        => Wanted is null || !_gradients.ContainsKey(name) || Wanted.Any(input => GradientName(input) == name);

    private GuardedArray Span(string name) => name switch
    {
        "losses" => _losses,
        "upstream" => _upstream,
        _ => _inputs.TryGetValue(name, out GuardedArray? input) ? input : _gradients[name],
    };

    private Dictionary<BoundInput, double[]> Gradients() => _batch.Loss.Inputs
        .Where(input => input.HasGradient && (Wanted is null || Wanted.Contains(input)))
        .ToDictionary(input => input, input => _gradients[GradientName(input)].Read());
}
