using System.Text.Json;
using LossGen.Definitions.Tests.Calls;
using LossGen.Definitions.Tests.Reference;
using LossGen.Generator.Binding;

namespace LossGen.Definitions.Tests;

/// <summary>One case of a file of worked numbers; the format is said in the README of this project.</summary>
internal sealed class WorkedCase : IDisposable
{
    /// <summary>The numbers have 15 digits, and some of them are sums of such.</summary>
    public const double Digits = 2e-12;

    private readonly JsonDocument _document;
    private readonly JsonElement _case;

    private WorkedCase(JsonDocument document, string name)
    {
        _document = document;
        _case = document.RootElement.GetProperty("cases").EnumerateArray().Single(c => c.GetProperty("name").GetString() == name);
        Loss = EveryLoss.Named(document.RootElement.GetProperty("loss").GetString()!);
        JsonElement inputs = _case.GetProperty("inputs");
        BoundLoss overload = Loss.Overloads.Single(formula =>
            formula.Inputs.Select(input => input.Name).ToHashSet().SetEquals(inputs.EnumerateObject().Select(input => input.Name)));
        Parameters = _case.GetProperty("parameters").EnumerateObject().ToDictionary(parameter => parameter.Name, parameter => Value(parameter.Value));
        Dictionary<string, int> extents = _case.TryGetProperty("extents", out JsonElement stated)
            ? stated.EnumerateObject().ToDictionary(extent => extent.Name, extent => extent.Value.GetInt32())
            : [];
        Batch = WorkedBatch.Of(overload, Parameters, inputs, extents, _case.TryGetProperty("inner", out JsonElement inner) ? inner.GetInt32() : 1);
    }

    public static string Folder => Path.Combine(AppContext.BaseDirectory, "Worked");

    public LossUnderTest Loss { get; }

    public Dictionary<string, object?> Parameters { get; }

    public ReferenceBatch Batch { get; }

    /// <summary>One value per sample, or null where they weren't printed.</summary>
    public double[]? Losses => _case.TryGetProperty("losses", out JsonElement losses) ? WorkedBatch.Numbers(losses) : null;

    /// <summary>Whether the formula, computed as it stands, overflows: the case is there for the stabilised form.</summary>
    public bool NaiveFormOverflows => _case.TryGetProperty("naiveFormOverflows", out _);

    public static WorkedCase Of(string file, string name) => new(JsonDocument.Parse(File.ReadAllText(Path.Combine(Folder, file))), name);

    /// <summary>The reduced value, or null where it wasn't printed.</summary>
    public double? Reduced(Reduction reduction)
        => _case.TryGetProperty(Name(reduction), out JsonElement value) ? WorkedBatch.Number(value) : null;

    /// <summary>The gradients of the reduced value that were printed.</summary>
    public IEnumerable<(BoundInput Input, double[] Gradient)> Gradients(Reduction reduction)
        => _case.TryGetProperty("gradients", out JsonElement gradients) && gradients.TryGetProperty(Name(reduction), out JsonElement ofReduction)
            ? ofReduction.EnumerateObject().Select(gradient => (Input(gradient.Name), WorkedBatch.Numbers(gradient.Value)))
            : [];

    public void Dispose() => _document.Dispose();

    private BoundInput Input(string name) => Batch.Loss.Inputs.Single(input => input.Name == name);

    private static string Name(Reduction reduction) => reduction switch
    {
        Reduction.Mean => "mean",
        Reduction.Sum => "sum",
        _ => "batchMean",
    };

    private static object? Value(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.True or JsonValueKind.False => value.GetBoolean(),
        JsonValueKind.Array => WorkedBatch.Numbers(value),
        JsonValueKind.Null => null,
        _ => WorkedBatch.Number(value),
    };
}
