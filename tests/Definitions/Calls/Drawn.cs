using LossGen.Definitions.Tests.Reference;
using LossGen.Generator.Binding;

namespace LossGen.Definitions.Tests.Calls;

/// <summary>A loss with drawn parameters and a drawn batch for it.</summary>
internal sealed partial class Drawn(LossUnderTest loss, Dictionary<string, object?> parameters, ReferenceBatch batch, Shape shape)
{
    public ReferenceBatch Batch => batch;

    public LossUnderTest Loss => loss;

    public IReadOnlyDictionary<string, object?> Parameters => parameters;

    public Random Random { get; } = new((int)shape.Seed ^ 0x5eed);

    public static Drawn From(LossUnderTest loss, BoundLoss overload, Shape shape, Func<BoundInput, Random, double>? numbers = null)
    {
        (Dictionary<string, object?> parameters, ReferenceBatch batch) = new Draw(loss, overload, shape, numbers).All();
        return new(loss, parameters, batch, shape);
    }

    public LossInstance Create(Reduction reduction = Reduction.Mean, int maxDegreeOfParallelism = 1)
        => loss.Create(parameters, reduction, maxDegreeOfParallelism);

    /// <summary>The extents that the members ask for, in their order.</summary>
    public int[] Asked() => [.. loss.Members(batch.Loss, Precision.Double, LabelWidth.Int).Forward.Parameters
        .Where(parameter => parameter.ParameterType == typeof(int) && parameter.Name != "inner")
        .Select(parameter => batch.Extents.Single(extent => extent.Key.Name == parameter.Name).Value)];

    public ReferenceLoss Reference() => new(batch, Create().Parameters);

    /// <summary>The same loss with another batch.</summary>
    public Drawn With(ReferenceBatch other) => new(loss, parameters, other, shape);

    /// <summary>The same with its parameters moved too; integers are exact.</summary>
    public Drawn With(Func<double, double> move, ReferenceBatch other)
    {
        var moved = parameters.ToDictionary(pair => pair.Key, pair => pair.Value switch
        {
            double number when number != Math.Floor(number) => move(number),
            double[] array => array.Select(move).ToArray(),
            _ => pair.Value,
        });
        return new(loss, moved, other, shape);
    }

    /// <summary>An upstream gradient, never ones.</summary>
    public double[] Upstream()
        => [.. Enumerable.Range(0, batch.Positions * batch.LossesPerSample).Select(_ => (double)(float)((Random.Next(2) * 2 - 1) * (0.25 + Random.NextDouble())))];

    public override string ToString() => FormattableString.Invariant(
        $"{loss.Name}({string.Join(", ", parameters.Select(p => $"{p.Key}: {Text(p.Value)}"))}) on N = {batch.N}, inner = {batch.Inner}, {string.Join(", ", batch.Extents.Select(e => $"{e.Key.Name} = {e.Value}"))}, seed {shape.Seed}");

    private static string Text(object? value) => value switch
    {
        null => "null",
        double[] array => $"[{string.Join(", ", array.Take(4))}{(array.Length > 4 ? ", …" : "")}]",
        _ => FormattableString.Invariant($"{value}"),
    };
}
