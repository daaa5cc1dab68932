using System.Text.Json;
using LossGen.Definitions.Tests.Calls;
using LossGen.Generator.Binding;

namespace LossGen.Definitions.Tests;

/// <summary>The numbers that PyTorch printed, in both precisions and every reduction.</summary>
public sealed class WorkedNumbersTests
{
    public static TheoryData<string, string> Cases
    {
        get
        {
            var rows = new TheoryData<string, string>();
            foreach (string file in Directory.GetFiles(WorkedCase.Folder).Order(StringComparer.Ordinal))
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
        using WorkedCase worked = WorkedCase.Of(file, name);
        foreach (Reduction reduction in Enum.GetValues<Reduction>())
        {
            foreach (Precision precision in Enum.GetValues<Precision>())
            {
                using var call = new Call(worked.Loss.Create(worked.Parameters, reduction), worked.Batch, precision);
                Check(worked, call, reduction, precision);
            }
        }
    }

    private static void Check(WorkedCase worked, Call call, Reduction reduction, Precision precision)
    {
        double tolerance = precision == Precision.Double ? WorkedCase.Digits : Tolerance.Float;
        double value = call.Backward(out Dictionary<BoundInput, double[]> gradients);
        Tolerance.Close(call.Forward(), value, tolerance, $"{precision} {reduction} value of Forward");
        if (worked.Losses is { } losses)
        {
            Tolerance.Close(losses, call.ForwardEach(), tolerance, null, $"{precision} losses");

            // Where the sum or batch mean wasn't printed, the losses tell it.
            if (reduction != Reduction.Mean)
                Tolerance.Close(losses.Sum() / (reduction == Reduction.Sum ? 1 : worked.Batch.N), value, tolerance * losses.Length, $"{precision} {reduction} of the losses");
        }

        if (worked.Reduced(reduction) is { } reduced)
            Tolerance.Close(reduced, value, tolerance, $"{precision} {reduction}");
        foreach ((BoundInput input, double[] gradient) in worked.Gradients(reduction))
            Tolerance.Close(gradient, gradients[input], tolerance, null, $"{precision} {reduction} gradient of {input.Name}");
    }
}
