using System.Diagnostics;
using System.Globalization;
using LossGen.Bench.Contestants;
using LossGen.Bench.Rows;

namespace LossGen.Bench.Measuring;

/// <summary>LossGen alone in child processes whose vectors are narrower; the variables of the runtime are read at its start.</summary>
internal static class Widths
{
    /// <summary>The argument by which a child knows what it is for.</summary>
    public const string Argument = "--alone";

    /// <summary>Microseconds of value and gradient in float by loss, under a variable of the runtime.</summary>
    public static Dictionary<string, double> Under(string? variable)
    {
        var start = new ProcessStartInfo(Environment.ProcessPath!) { RedirectStandardOutput = true };
        if (Path.GetFileNameWithoutExtension(Environment.ProcessPath) == "dotnet")
            start.ArgumentList.Add(typeof(Widths).Assembly.Location);
        start.ArgumentList.Add(Argument);
        if (variable is not null)
            start.Environment[variable] = "0";
        using Process child = Process.Start(start)!;
        string[] lines = child.StandardOutput.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries);
        child.WaitForExit();
        return lines.Select(line => line.Split('\t')).ToDictionary(line => line[0], line => double.Parse(line[1], CultureInfo.InvariantCulture));
    }

    /// <summary>The child's part.</summary>
    public static void Alone()
    {
        foreach (LossRow row in LossRows.All)
        {
            using var batch = new Batch(row.Operands, row.Main, isDouble: false);
            Func<double> call = GeneratedCall.Of(row, batch, "Backward", 1);
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{row.Name}\t{Clock.Consecutive(call, 0.1)}"));
        }
    }
}
