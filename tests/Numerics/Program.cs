using LossGen.Numerics;

if (args is ["scan", var stride, ..])
{
    foreach (Function f in Functions.All)
    {
        if (args.Length > 2 && !args[2..].Contains(f.Name))
            continue;
        (double error, float at) = FloatScan.Worst(f, int.Parse(stride), Function.Widest);
        (double error2, double x, double y) = DoubleTable.Worst(f, Function.Widest);
        Console.WriteLine($"{f.Name}\t{error:0.000}\t{at:R}\t{error2:0.000}\t{x:R} {y:R}");
    }

    return 0;
}

return await Xunit.Runner.InProc.SystemConsole.ConsoleRunner.Run(args);
