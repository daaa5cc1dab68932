using System.Diagnostics;
using System.Globalization;
using System.Runtime.Intrinsics.Arm;
using System.Runtime.Intrinsics.X86;

namespace LossGen.Numerics;

/// <summary>The worst errors of a function as this process computes it, and how a process without an instruction set says its own.</summary>
internal sealed record Measurement(string Name, double FloatError, string FloatAt, double DoubleError, string DoubleAt)
{
    /// <summary>The stride of the tests.</summary>
    public const int Suite = 997;

    /// <summary>Whether multiply-adds fuse in this process.</summary>
    public static bool Fuses => Fma.IsSupported || AdvSimd.IsSupported;

    /// <param name="function">The function.</param>
    /// <param name="stride">1 for every float; else every so manieth.</param>
    public static Measurement Of(Function function, int stride)
    {
        (double f, float x, float y) = FloatScan.Worst(function, stride, Function.Widest);
        (double d, double xd, double yd) = DoubleTable.Worst(function, Function.Widest);
        return new(
            function.Name,
            Math.Round(f, 3), function.IsBinary ? Invariant($"{x:R}, {y:R}") : Invariant($"{x:R}"),
            Math.Round(d, 3), function.IsBinary ? Invariant($"{xd:R}, {yd:R}") : Invariant($"{xd:R}"));
    }

    public static Measurement Parse(string line)
    {
        string[] cells = line.Split('\t');
        return new(cells[0], double.Parse(cells[1], CultureInfo.InvariantCulture), cells[2], double.Parse(cells[3], CultureInfo.InvariantCulture), cells[4]);
    }

    /// <summary>What this program prints for the arguments in a process that may not use an instruction set.</summary>
    public static string[] InProcessWithout(string instructionSet, params string[] arguments)
    {
        string program = Path.Combine(AppContext.BaseDirectory, "LossGen.Numerics.Tests" + (OperatingSystem.IsWindows() ? ".exe" : ""));
        var start = new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, UseShellExecute = false };
        start.Environment["DOTNET_Enable" + instructionSet] = "0";
        using Process process = Process.Start(start)!;
        string[] lines = process.StandardOutput.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        process.WaitForExit();
        return process.ExitCode == 0 ? lines : throw new InvalidOperationException($"Exit code {process.ExitCode}: {string.Join('\n', lines)}");
    }

    public override string ToString() => Invariant($"{Name}\t{FloatError:0.000}\t{FloatAt}\t{DoubleError:0.000}\t{DoubleAt}");

    private static string Invariant(FormattableString text) => FormattableString.Invariant(text);
}
