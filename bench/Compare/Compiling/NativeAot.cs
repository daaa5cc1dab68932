using System.Diagnostics;
using System.Runtime.Intrinsics;
using LossGen.Bench.Measuring;

namespace LossGen.Bench.Compiling;

/// <summary>
/// The losses in a program that is published with NativeAOT, beside the same program under the JIT, each pair with the same
/// instructions: the widest that the machine has, and those of the default target.
/// </summary>
/// <param name="Reason">Why nothing could be measured, in a line, or null.</param>
/// <param name="Losses">Microseconds of value and gradient in float.</param>
internal sealed record NativeAot(string? Reason, IReadOnlyList<(string Name, double JitWide, double Wide, double JitPlain, double Plain)> Losses)
{
    // Processes that follow each other meet the machine in different moods.
    private const int Rounds = 3;

    private static readonly bool s_has512 = Vector512.IsHardwareAccelerated;

    /// <summary>The target that has the machine's widest vectors.</summary>
    public static string WideTarget => s_has512 ? "x86-64-v4" : "x86-64-v3";

    public static string WideName => s_has512 ? "AVX-512" : "AVX2";

    public static NativeAot Measure(string repository)
    {
        if (!Environment.GetEnvironmentVariable("PATH")!.Split(Path.PathSeparator).Any(folder => File.Exists(Path.Combine(folder, "clang"))))
            return new("NativeAOT has no linker (clang) here", []);
        string project = Path.Combine(repository, "bench", "Aot");
        Directory.CreateDirectory(Path.Combine(project, "obj"));
        File.WriteAllText(Path.Combine(project, "obj", "Calls.cs"), Calls.Source());
        string output = Path.Combine(project, "bin", "published");
        string wide = Path.Combine(output, "wide"), plain = Path.Combine(output, "plain");
        if ((Publish(project, wide, WideTarget) ?? Publish(project, plain, null)) is { } reason)
            return new(reason, []);
        const string Name = "LossGen.Bench.Aot";
        string managed = Path.Combine(project, "bin", "Release", "net10.0", "linux-x64", Name + ".dll");
        Func<IReadOnlyDictionary<string, double>>[] programs =
        [
            () => Child.Managed(managed, null, without: s_has512 ? null : "AVX512"),
            () => Child.Native(Path.Combine(wide, Name)),
            () => Child.Managed(managed, null, without: "AVX"),
            () => Child.Native(Path.Combine(plain, Name)),
        ];
        IReadOnlyDictionary<string, double>[][] rounds = [.. Enumerable.Range(0, Rounds).Select(_ => programs.Select(program => program()).ToArray())];
        return new(null, [.. rounds[0][0].Keys.Select(loss => (loss, Median(loss, 0), Median(loss, 1), Median(loss, 2), Median(loss, 3)))]);

        double Median(string loss, int program) => rounds.Select(round => round[program][loss]).Order().ElementAt(Rounds / 2);
    }

    // Null if it went well. Warnings are errors.
    private static string? Publish(string project, string output, string? target)
    {
        var start = new ProcessStartInfo("dotnet", ["publish", project, "-c", "Release", "--nologo", "-v", "q", "--ucr", "-o", output, .. target is null ? (string[])[] : ["-p:IlcInstructionSet=" + target]])
        {
            RedirectStandardOutput = true,
        };
        using Process publish = Process.Start(start)!;
        string[] lines = publish.StandardOutput.ReadToEnd().Split('\n');
        publish.WaitForExit();
        return publish.ExitCode == 0 ? null
            : "publishing with NativeAOT failed: " + (lines.FirstOrDefault(line => line.Contains("error", StringComparison.Ordinal)) ?? "no error told").Trim();
    }
}
