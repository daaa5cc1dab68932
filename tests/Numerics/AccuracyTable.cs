using System.Globalization;
using System.Runtime.CompilerServices;

namespace LossGen.Numerics;

/// <summary>The committed table of measured errors.</summary>
/// <remarks>Written by <c>dotnet run --project tests/Numerics -c Release -- accuracy</c>, in about an hour on two cores.</remarks>
internal static class AccuracyTable
{
    private const string Head = """
        # Measured accuracy of the vector functions

        Worst errors in units in the last place, and the argument where each was found. Float: over all 2³² arguments (of pow
        with a drawn exponent each), against the double functions, which the last eight only round. Double: at the 24,000 and
        more points a function of `tables/`, against multiple precision. *Fused* is AVX-512 with fused multiply-adds, *two
        steps* the same code on 128 bits without. Near the zeros of lgamma and digamma that no argument hits
        exactly, the unit is that of the terms which cancel there. sqrt is correctly rounded; abs, floor and round are exact.

        Written by `dotnet run --project tests/Numerics -c Release -- accuracy`; a test compares it with what the code does now.

        | function | bound | float, fused | at | float, two steps | at | double, fused | at | double, two steps | at |
        | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- |

        """;

    /// <summary>The rows as measured with fused multiply-adds, and without.</summary>
    public static IEnumerable<(Measurement Fused, Measurement TwoSteps)> Read()
    {
        foreach (string line in File.ReadLines(Place()))
        {
            string[] cells = [.. line.Trim('|').Split('|').Select(c => c.Trim())];
            if (cells.Length == 10 && double.TryParse(cells[1], CultureInfo.InvariantCulture, out _))
            {
                yield return (
                    new(cells[0], Number(cells[2]), cells[3], Number(cells[6]), cells[7]),
                    new(cells[0], Number(cells[4]), cells[5], Number(cells[8]), cells[9]));
            }
        }

        static double Number(string text) => double.Parse(text, CultureInfo.InvariantCulture);
    }

    public static void Write()
    {
        Task<string[]> twoSteps = Task.Run(() => Measurement.InProcessWithout("AVX2", "measure", "1"));
        Measurement[] fused = [.. Functions.All.Select(f => Measurement.Of(f, 1))];
        var rows = fused.Zip(twoSteps.Result.Select(Measurement.Parse), Functions.All).Select(row => string.Create(CultureInfo.InvariantCulture,
            $"| {row.First.Name} | {row.Third.Bound} | {row.First.FloatError:0.000} | {row.First.FloatAt} | {row.Second.FloatError:0.000} | {row.Second.FloatAt} | {row.First.DoubleError:0.000} | {row.First.DoubleAt} | {row.Second.DoubleError:0.000} | {row.Second.DoubleAt} |\n"));
        File.WriteAllText(Place(), Head.ReplaceLineEndings("\n") + string.Concat(rows));
    }

    private static string Place([CallerFilePath] string here = "") => Path.Combine(Path.GetDirectoryName(here)!, "ACCURACY.md");
}
