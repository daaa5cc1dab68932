using System.Globalization;
using LossGen.Formulas.Tests.Running;

// Runs the tests; with --formulas and a number, that many formulas, from a seed that may follow; with --loss and a formula, its
// Inputs and its parameters, that loss with its stages.
if (args is ["--loss", string formula, string inputs, string parameters])
{
    Console.WriteLine(LossBatch.Explain(new(formula, inputs, parameters)));
    Console.WriteLine(Proof.Of([new(formula, inputs, parameters)], new Tally(Console.WriteLine)));
    return 0;
}

if (args is not ["--formulas", string count, ..])
    return await Xunit.Runner.InProc.SystemConsole.ConsoleRunner.Run(args);

int first = args.Length > 2 ? int.Parse(args[2], CultureInfo.InvariantCulture) : 1;
var watch = System.Diagnostics.Stopwatch.StartNew();
Tally tally = Proof.Of(int.Parse(count, CultureInfo.InvariantCulture), first, new Tally(Console.WriteLine));
foreach (string refused in tally.Refused)
    Console.WriteLine(refused);
Console.WriteLine(tally);
Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{watch.Elapsed.TotalSeconds:F0} s"));
return tally.Failures.IsEmpty ? 0 : 1;
