using LossGen.Definitions.Tests.Reference;
using LossGen.Generator.Binding;

namespace LossGen.Definitions.Tests.Calls;

/// <summary>
/// Draws parameters, inputs and labels inside their declared domains, the same ones for the same shape and seed. Every
/// number is one that float holds, so that both precisions see the same loss.
/// </summary>
/// <param name="numbers">How a number of an input is drawn; null for numbers of ordinary size.</param>
internal sealed class Draw(LossUnderTest loss, BoundLoss overload, Shape shape, Func<BoundInput, Random, double>? numbers = null)
{
    private readonly Random _random = new((int)(shape.Seed ^ shape.Seed >> 32));

    public (Dictionary<string, object?> Parameters, ReferenceBatch Batch) All()
    {
        Dictionary<BoundAxis, int> extents = overload.Axes.ToDictionary(axis => axis, axis => shape.Of(axis, overload));
        Dictionary<string, object?> parameters = Parameters(extents);
        if (Undetermined() is { } row && !overload.Parameters.Any(p => p.Axes.Contains(row) && parameters[p.Name] is not null))
            extents[row] = 1;
        return (parameters, Batch(parameters, extents));
    }

    /// <summary>
    /// The axis of the result that no argument and no length of an input tells: as long as the array parameters over it, or 1.
    /// </summary>
    private BoundAxis? Undetermined()
    {
        string[] asked = [.. loss.Members(overload, Precision.Double, LabelWidth.Int).Forward.Parameters.Select(p => p.Name!)];
        HashSet<BoundAxis> known = [.. overload.Axes.Where(axis => asked.Contains(axis.Name))];
        known.UnionWith(overload.Inputs.Where(input => input.IsShared && input.Axes.Length == 1).SelectMany(input => input.Axes));
        known.UnionWith(overload.Parameters
            .Where(parameter => parameter.IsArray && parameter.NullConstant is null && parameter.Axes.Length == 1)
            .SelectMany(parameter => parameter.Axes));
        bool tellsN = overload.Inputs.Any(input => !input.IsShared && input.Axes.All(known.Contains));
        return tellsN ? null : overload.ResultIndices.Select(index => index.Axis).FirstOrDefault(axis => !known.Contains(axis));
    }

    private Dictionary<string, object?> Parameters(Dictionary<BoundAxis, int> extents)
    {
        var values = new Dictionary<string, object?>();
        foreach (System.Reflection.ParameterInfo declared in loss.Constructor.GetParameters())
        {
            BoundParameter parameter = overload.Parameters.Single(p => p.Name == declared.Name);
            BoundDomain domain = loss.Overloads
                .Select(other => other.Parameters.Single(p => p.Name == declared.Name).Domain)
                .FirstOrDefault(domain => !domain.IsAll) ?? BoundDomain.All;
            if (parameter.IsArray)
                values[parameter.Name] = declared.HasDefaultValue && _random.Next(3) == 0 ? null : Array(parameter, extents);
            else if (declared.ParameterType == typeof(bool))
                values[parameter.Name] = _random.Next(2) == 0;
            else if (declared.ParameterType == typeof(double) || declared.ParameterType == typeof(float))
                values[parameter.Name] = Real(domain, declared.HasDefaultValue ? System.Convert.ToDouble(declared.DefaultValue, null) : null);
            else
                values[parameter.Name] = Integer(parameter, domain, declared.HasDefaultValue ? System.Convert.ToInt64(declared.DefaultValue, null) : 1, extents);
        }

        return values;
    }

    private double[] Array(BoundParameter parameter, Dictionary<BoundAxis, int> extents)
    {
        int length = parameter.Axes.Aggregate(1, (product, axis) => product * extents[axis]);
        return [.. Enumerable.Range(0, length).Select(_ => (double)(float)Uniform(0.25, 2))];
    }

    private double Real(BoundDomain domain, double? @default)
    {
        if (domain.IsFinite)
            return domain.Values[_random.Next(domain.Values.Length)];
        if (@default is { } value && _random.Next(3) == 0)
            return (float)value;
        if (!double.IsInfinity(domain.Lower) && !double.IsInfinity(domain.Upper))
            return (float)(domain.Lower + (domain.Upper - domain.Lower) * Uniform(0.1, 0.9));
        double near = (@default ?? 0.5) * Uniform(0.6, 1.6);
        return (float)Math.Min(Math.Max(near, domain.Lower), domain.Upper);
    }

    private double Integer(BoundParameter parameter, BoundDomain domain, long @default, Dictionary<BoundAxis, int> extents)
    {
        if (domain.IsFinite)
            return domain.Values[_random.Next(domain.Values.Length)];
        BoundAxis? labels = overload.Inputs
            .FirstOrDefault(input => input.Ignoring is BoundParameterValue ignoring && ignoring.Parameter == parameter)?.LabelAxis;
        return labels is not null && _random.Next(2) == 0 ? _random.Next(extents[labels]) : @default;
    }

    private ReferenceBatch Batch(Dictionary<string, object?> parameters, Dictionary<BoundAxis, int> extents)
    {
        var arrays = new Dictionary<BoundInput, double[]>();
        var labels = new Dictionary<BoundInput, long[]>();
        var batch = new ReferenceBatch(overload, shape.N, shape.Inner, extents, arrays, labels);
        var values = new ParameterValues(parameters);
        foreach (BoundInput input in overload.Inputs)
        {
            int length = batch.LengthOf(input);
            if (input.Kind == InputKind.Number)
                arrays[input] = [.. Enumerable.Range(0, length).Select(_ => numbers?.Invoke(input, _random) ?? Ordinary(input.Domain, _random))];
            else if (input.Kind == InputKind.Label)
                labels[input] = [.. Enumerable.Range(0, length).Select(_ => Label(input, extents, values))];
            else
                labels[input] = Lists(input, batch);
        }

        return batch;
    }

    /// <summary>A number of ordinary size inside the domain.</summary>
    public static double Ordinary(BoundDomain domain, Random random)
    {
        if (domain.IsFinite)
            return domain.Values[random.Next(domain.Values.Length)];
        bool fromBelow = !double.IsInfinity(domain.Lower);
        bool fromAbove = !double.IsInfinity(domain.Upper);
        double value = (fromBelow, fromAbove) switch
        {
            (true, true) => domain.Lower + (domain.Upper - domain.Lower) * (0.02 + 0.96 * random.NextDouble()),
            (true, false) => domain.Lower + Math.Exp(Normal(random)),
            (false, true) => domain.Upper - Math.Exp(Normal(random)),
            _ => 1.5 * Normal(random),
        };
        return (float)value;
    }

    private long Label(BoundInput input, Dictionary<BoundAxis, int> extents, ParameterValues parameters)
        => input.Ignoring is { } ignoring && _random.Next(5) == 0
            ? (long)parameters.NumberOf(ignoring)
            : _random.Next(extents[input.LabelAxis!]);

    // Rows of different lengths; what follows the end is rubbish that nobody may read.
    private long[] Lists(BoundInput input, ReferenceBatch batch)
    {
        int row = batch.ElementsOf(input);
        var lists = new long[batch.LengthOf(input)];
        for (int position = 0; position < batch.Positions; position++)
        {
            int length = input.Until is null ? row : _random.Next(row + 1);
            for (int element = 0; element < row; element++)
            {
                lists[batch.Offset(position, element, row)] = element < length
                    ? _random.Next(batch.Extents[input.LabelAxis!])
                    : element == length ? input.Until!.Value : _random.Next(3) - 5000;
            }
        }

        return lists;
    }

    private double Uniform(double from, double to) => from + (to - from) * _random.NextDouble();

    private static double Normal(Random random)
        => Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
}
