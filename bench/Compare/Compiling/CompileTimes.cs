using System.Diagnostics;
using System.Runtime;
using LossGen.Generator.Roslyn;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace LossGen.Bench.Compiling;

/// <summary>Milliseconds of the generator, by the driver that compilers and editors use.</summary>
/// <param name="Cold">All definitions, in a process that has just begun.</param>
/// <param name="Warm">All definitions once more, nothing cached.</param>
/// <param name="Edit">From an edit that has nothing to do with a loss to the cached result.</param>
/// <param name="Reran">How many declarations or files were computed again after it.</param>
/// <param name="Losses">By loss: its milliseconds, warm, the characters of its file, and the bytes that are allocated on the way.</param>
internal sealed record CompileTimes(double Cold, double Warm, double Edit, int Reran, IReadOnlyDictionary<string, (double Milliseconds, int Characters, long Allocated)> Losses)
{
    private const int Rounds = 25;

    /// <summary>Rounds over all definitions in which the JIT must have compiled nothing, and after how many it is given up.</summary>
    private const int QuietRounds = 5, MostRounds = 200;

    public static CompileTimes Measure(string definitions)
    {
        SyntaxTree[] trees = Sources.Of(definitions);
        SyntaxTree shared = trees.Single(tree => tree.ToString().Contains("class LossFormulas", StringComparison.Ordinal));
        CSharpCompilation all = Sources.Compile(trees);
        all.GetDiagnostics();
        double cold = Time(all, out _);

        WarmUp(all);
        double warm = Median(() => Time(all, out _));
        var losses = new Dictionary<string, (double, int, long)>();
        foreach ((string name, SyntaxTree tree) in Sources.EachLoss(trees))
        {
            CSharpCompilation alone = Sources.Compile([shared, tree]);
            alone.GetDiagnostics();
            GeneratorDriver driver = Driver();
            double time = Median(() => Time(alone, out driver));
            long before = GC.GetTotalAllocatedBytes(precise: true);
            Time(alone, out driver);
            long allocated = GC.GetTotalAllocatedBytes(precise: true) - before;
            losses[name] = (time, driver.GetRunResult().Results[0].GeneratedSources.Sum(source => source.SourceText.Length), allocated);
        }

        (double edit, int reran) = TimeEdit(all);
        return new(cold, warm, edit, reran, losses);
    }

    /// <summary>As a compiler that has run a while: past both tiers, with nothing left for the thread that compiles.</summary>
    private static void WarmUp(CSharpCompilation all)
    {
        for (int round = 0, quiet = 0; round < MostRounds && quiet < QuietRounds; round++)
        {
            long before = JitInfo.GetCompiledMethodCount();
            Time(all, out _);
            quiet = JitInfo.GetCompiledMethodCount() == before ? quiet + 1 : 0;
        }
    }

    private static (double Milliseconds, int Reran) TimeEdit(CSharpCompilation all)
    {
        SyntaxTree unrelated = Sources.Parse("class Unrelated;");
        GeneratorDriver driver = Driver().RunGenerators(all.AddSyntaxTrees(unrelated));
        int reran = 0;
        double edit = Median(() =>
        {
            SyntaxTree edited = Sources.Parse($"class Unrelated {{ int _field{Random.Shared.Next()}; }}");
            CSharpCompilation after = all.AddSyntaxTrees(edited);
            long start = Stopwatch.GetTimestamp();
            driver = driver.RunGenerators(after);
            double time = Stopwatch.GetElapsedTime(start).TotalMilliseconds;
            reran = driver.GetRunResult().Results[0].TrackedSteps
                .Where(step => step.Key is TrackingNames.Declarations or TrackingNames.Files)
                .SelectMany(step => step.Value).SelectMany(run => run.Outputs)
                .Count(output => output.Reason is IncrementalStepRunReason.New or IncrementalStepRunReason.Modified);
            return time;
        });
        return (edit, reran);
    }

    private static double Time(CSharpCompilation compilation, out GeneratorDriver driver)
    {
        driver = Driver();
        long start = Stopwatch.GetTimestamp();
        driver = driver.RunGenerators(compilation);
        return Stopwatch.GetElapsedTime(start).TotalMilliseconds;
    }

    private static CSharpGeneratorDriver Driver() => CSharpGeneratorDriver.Create(
        [new LossGenerator().AsSourceGenerator()],
        parseOptions: CSharpParseOptions.Default.WithLanguageVersion(LanguageVersion.Latest),
        driverOptions: new(IncrementalGeneratorOutputKind.None, trackIncrementalGeneratorSteps: true));

    private static double Median(Func<double> time)
    {
        double[] times = [.. Enumerable.Range(0, Rounds).Select(_ => time())];
        Array.Sort(times);
        return times[Rounds / 2];
    }
}
