using System.Diagnostics;
using System.Globalization;

namespace LossGen.Bench.Measuring;

/// <summary>A process of its own, for what is read at the start of one: which instructions the runtime may use.</summary>
internal static class Child
{
    /// <summary>What a program of the runtime tells.</summary>
    /// <param name="assembly">The program.</param>
    /// <param name="argument">Its argument, if any.</param>
    /// <param name="without">The instructions that the runtime is not to use, those that build on them included.</param>
    public static IReadOnlyDictionary<string, double> Managed(string assembly, string? argument, string? without)
    {
        var start = new ProcessStartInfo("dotnet", argument is null ? [assembly] : [assembly, argument]);
        if (without is not null)
            start.Environment["DOTNET_Enable" + without] = "0";
        return Run(start);
    }

    /// <summary>What a program of its own tells.</summary>
    public static IReadOnlyDictionary<string, double> Native(string program) => Run(new(program));

    /// <summary>The child's part: a line for its parent.</summary>
    public static void Tell(string name, double microseconds) => Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{name}\t{microseconds}"));

    private static Dictionary<string, double> Run(ProcessStartInfo start)
    {
        start.RedirectStandardOutput = true;
        using Process child = Process.Start(start)!;
        string[] lines = child.StandardOutput.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries);
        child.WaitForExit();
        if (child.ExitCode != 0)
            throw new InvalidOperationException($"{string.Join(' ', start.ArgumentList.Prepend(start.FileName))} ended with {child.ExitCode}.");
        return lines.Select(line => line.Split('\t')).ToDictionary(line => line[0], line => double.Parse(line[1], CultureInfo.InvariantCulture));
    }
}
