using System.Text.Json;
using LossGen.Definitions.Tests.Calls;
using LossGen.Definitions.Tests.Reference;
using LossGen.Generator.Binding;

namespace LossGen.Definitions.Tests;

/// <summary>The numbers that PyTorch printed, in both precisions. They have 15 digits.</summary>
public sealed class WorkedNumbersTests
{
    private const double DoubleTolerance = 2e-12;

    private static string Folder => Path.Combine(AppContext.BaseDirectory, "Worked");

    public static TheoryData<string, string> Cases
    {
        get
        {
            var rows = new TheoryData<string, string>();
            foreach (string file in Directory.GetFiles(Folder).Order(StringComparer.Ordinal))
            {
                using JsonDocument document = JsonDocument.Parse(File.ReadAllText(file));
                if (EveryLoss.All.All(loss => loss.Name != document.RootElement.GetProperty("loss").GetString()))
                    continue;
                foreach (JsonElement worked in document.RootElement.GetProperty("cases").EnumerateArray())
                    rows.Add(Path.GetFileName(file), worked.GetProperty("name").GetString()!);
            }

            return rows;
        }
    }

    [Theory, MemberData(nameof(Cases))]
    public void Printed_numbers_are_reproduced(string file, string name)
    {
        using JsonDocument document = JsonDocument.Parse(File.ReadAllText(Path.Combine(Folder, file)));
        JsonElement worked = document.RootElement.GetProperty("cases").EnumerateArray().Single(c => c.GetProperty("name").GetString() == name);
        LossUnderTest loss = EveryLoss.Named(document.RootElement.GetProperty("loss").GetString()!);
        JsonElement inputs = worked.GetProperty("inputs");
        BoundLoss overload = loss.Overloads.Single(formula =>
            formula.Inputs.Select(input => input.Name).ToHashSet().SetEquals(inputs.EnumerateObject().Select(input => input.Name)));
        Dictionary<string, object?> parameters = worked.GetProperty("parameters").EnumerateObject()
            .ToDictionary(parameter => parameter.Name, parameter => Value(parameter.Value));
        ReferenceBatch batch = WorkedBatch.Of(overload, parameters, inputs, worked.TryGetProperty("inner", out JsonElement inner) ? inner.GetInt32() : 1);

        foreach (Reduction reduction in Enum.GetValues<Reduction>())
        {
            foreach (Precision precision in Enum.GetValues<Precision>())
            {
                using var call = new Call(loss.Create(parameters, reduction), batch, precision);
                Check(worked, call, reduction, precision, batch);
            }
        }
    }

    private static void Check(JsonElement worked, Call call, Reduction reduction, Precision precision, ReferenceBatch batch)
    {
        double tolerance = precision == Precision.Double ? DoubleTolerance : Tolerance.Float;
        double value = call.Backward(out Dictionary<BoundInput, double[]> gradients);
        Assert.Equal(call.Forward(), value);
        if (worked.TryGetProperty("losses", out JsonElement losses))
        {
            double[] printed = WorkedBatch.Numbers(losses);
            Tolerance.Close(printed, call.ForwardEach(), tolerance, null, $"{precision} losses");

            // Where the sum or batch mean wasn't printed, the losses tell it.
            if (reduction == Reduction.Sum)
                Tolerance.Close(printed.Sum(), value, tolerance * printed.Length, $"{precision} sum of the losses");
            else if (reduction == Reduction.BatchMean)
                Tolerance.Close(printed.Sum() / batch.N, value, tolerance * printed.Length, $"{precision} batch mean of the losses");
        }

        if (worked.TryGetProperty(Name(reduction), out JsonElement reduced))
            Tolerance.Close(WorkedBatch.Number(reduced), value, tolerance, $"{precision} {reduction}");
        if (worked.TryGetProperty("gradients", out JsonElement printedGradients) && printedGradients.TryGetProperty(Name(reduction), out JsonElement ofReduction))
        {
            foreach (JsonProperty gradient in ofReduction.EnumerateObject())
            {
                BoundInput input = batch.Loss.Inputs.Single(candidate => candidate.Name == gradient.Name);
                Tolerance.Close(WorkedBatch.Numbers(gradient.Value), gradients[input], tolerance, null, $"{precision} {reduction} gradient of {input.Name}");
            }
        }

        if (worked.TryGetProperty("withoutGradient", out JsonElement without))
            Assert.All(without.EnumerateObject(), input => Assert.False(batch.Loss.Inputs.Single(candidate => candidate.Name == input.Name).HasGradient));
    }

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
