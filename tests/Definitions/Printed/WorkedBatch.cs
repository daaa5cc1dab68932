using System.Globalization;
using System.Text.Json;
using LossGen.Definitions.Tests.Reference;
using LossGen.Generator.Binding;

namespace LossGen.Definitions.Tests;

/// <summary>Arrays from a file of worked numbers, with the extents that their lengths imply.</summary>
internal static class WorkedBatch
{
    public static ReferenceBatch Of(BoundLoss loss, Dictionary<string, object?> parameters, JsonElement inputs, Dictionary<string, int> stated, int inner)
    {
        Dictionary<string, double[]> arrays = inputs.EnumerateObject().ToDictionary(input => input.Name, input => Numbers(input.Value));
        (int n, Dictionary<BoundAxis, int> extents) = Extents(loss, parameters, arrays, stated, inner);
        return new(
            loss, n, inner, extents,
            loss.Inputs.Where(input => input.Kind == InputKind.Number).ToDictionary(input => input, input => arrays[input.Name]),
            loss.Inputs.Where(input => input.Kind != InputKind.Number).ToDictionary(input => input, input => arrays[input.Name].Select(label => (long)label).ToArray()));
    }

    public static double[] Numbers(JsonElement array) => [.. array.EnumerateArray().Select(Number)];

    public static double Number(JsonElement number) => number.ValueKind == JsonValueKind.String
        ? double.Parse(number.GetString()!, CultureInfo.InvariantCulture)
        : number.GetDouble();

    // What an array over one unknown axis, or without any, tells of that axis or of N; a lone batch of several axes is one sample.
    private static (int N, Dictionary<BoundAxis, int> Extents) Extents(
        BoundLoss loss, Dictionary<string, object?> parameters, Dictionary<string, double[]> arrays, Dictionary<string, int> stated, int inner)
    {
        Dictionary<BoundAxis, int> extents = loss.Axes.Where(axis => stated.ContainsKey(axis.Name)).ToDictionary(axis => axis, axis => stated[axis.Name]);
        foreach (BoundParameter parameter in loss.Parameters)
        {
            if (parameter.Axes.Length == 1 && parameters.GetValueOrDefault(parameter.Name) is double[] array)
                extents[parameter.Axes[0]] = array.Length;
        }

        int? n = null;
        for (int round = 0; round < 4; round++)
        {
            foreach (BoundInput input in loss.Inputs)
            {
                BoundAxis[] unknown = [.. input.Axes.Where(axis => !extents.ContainsKey(axis))];
                int known = input.Axes.Except(unknown).Aggregate(1, (product, axis) => product * extents[axis]);
                int elements = arrays[input.Name].Length / known / (input.IsShared ? 1 : inner);
                if (unknown.Length == 0 && !input.IsShared)
                    n ??= elements;
                else if (unknown.Length == 1 && (input.IsShared || n is not null))
                    extents[unknown[0]] = elements / (input.IsShared ? 1 : n!.Value);
            }

            if (round == 2 && n is null)
                n = 1;
        }

        return (n!.Value, extents);
    }
}
