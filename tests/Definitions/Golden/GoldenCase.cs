using System.Text.Json;
using LossGen.Definitions.Tests.Calls;
using LossGen.Definitions.Tests.Reference;
using LossGen.Generator.Binding;

namespace LossGen.Definitions.Tests.Golden;

/// <summary>A drawn case with the answers that libtorch gave to it, as a line of <c>vectors.json</c>.</summary>
internal sealed record GoldenCase(string Row, Drawn Drawn, double[] Upstream, Answers Answers)
{
    /// <summary>Numbers that JSON doesn't have are strings: NaN, Infinity, -Infinity.</summary>
    public static readonly JsonSerializerOptions Options = new()
    {
        NumberHandling = System.Text.Json.Serialization.JsonNumberHandling.AllowNamedFloatingPointLiterals,
    };

    public string ToJson()
    {
        ReferenceBatch batch = Drawn.Batch;
        var inputs = batch.Numbers.ToDictionary(pair => pair.Key.Name, pair => (object)pair.Value)
            .Concat(batch.Labels.ToDictionary(pair => pair.Key.Name, pair => (object)pair.Value));
        return JsonSerializer.Serialize(
            new
            {
                row = Row,
                loss = Drawn.Loss.Name,
                parameters = Drawn.Parameters,
                n = batch.N,
                inner = batch.Inner,
                extents = batch.Extents.ToDictionary(extent => extent.Key.Name, extent => extent.Value),
                inputs = batch.Loss.Inputs.ToDictionary(input => input.Name, input => inputs.Single(i => i.Key == input.Name).Value),
                upstream = Upstream,
                losses = Answers.Losses,
                values = Answers.Values.ToDictionary(value => value.Key.ToString(), value => value.Value),
                gradients = Answers.Gradients.GroupBy(gradient => gradient.Of?.ToString() ?? "Each")
                    .ToDictionary(of => of.Key, of => of.ToDictionary(gradient => gradient.Input.Name, gradient => gradient.Gradient)),
            },
            Options);
    }

    public static GoldenCase Of(JsonElement json)
    {
        LossUnderTest loss = EveryLoss.Named(json.GetProperty("loss").GetString()!);
        JsonElement inputs = json.GetProperty("inputs");
        BoundLoss overload = loss.Overloads.Single(formula =>
            formula.Inputs.Select(input => input.Name).SequenceEqual(inputs.EnumerateObject().Select(input => input.Name)));
        var batch = new ReferenceBatch(
            overload,
            json.GetProperty("n").GetInt32(),
            json.GetProperty("inner").GetInt32(),
            overload.Axes.ToDictionary(axis => axis, axis => json.GetProperty("extents").GetProperty(axis.Name).GetInt32()),
            overload.Inputs.Where(input => input.Kind == InputKind.Number).ToDictionary(input => input, input => Numbers(inputs.GetProperty(input.Name))),
            overload.Inputs.Where(input => input.Kind != InputKind.Number)
                .ToDictionary(input => input, input => inputs.GetProperty(input.Name).Deserialize<long[]>()!));
        Dictionary<string, object?> parameters = json.GetProperty("parameters").EnumerateObject()
            .ToDictionary(parameter => parameter.Name, parameter => Parameter(parameter.Value));
        var answers = new Answers(
            Numbers(json.GetProperty("losses")),
            json.GetProperty("values").EnumerateObject().ToDictionary(value => Enum.Parse<Reduction>(value.Name), value => value.Value.Deserialize<double>(Options)),
            [.. json.GetProperty("gradients").EnumerateObject().SelectMany(of => of.Value.EnumerateObject().Select(gradient => (
                of.Name == "Each" ? (Reduction?)null : Enum.Parse<Reduction>(of.Name),
                overload.Inputs.Single(input => input.Name == gradient.Name),
                Numbers(gradient.Value))))]);
        return new(json.GetProperty("row").GetString()!, new Drawn(loss, parameters, batch, default), Numbers(json.GetProperty("upstream")), answers);
    }

    private static object? Parameter(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Null => null,
        JsonValueKind.True or JsonValueKind.False => value.GetBoolean(),
        JsonValueKind.Array => Numbers(value),
        _ => value.Deserialize<double>(Options),
    };

    private static double[] Numbers(JsonElement array) => array.Deserialize<double[]>(Options)!;
}
