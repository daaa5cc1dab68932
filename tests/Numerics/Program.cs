using LossGen.Numerics;

// The tests; and what they ask of a process that may not use an instruction set.
switch (args)
{
    case ["measure", var stride, .. var names]:
        foreach (Function function in Functions.All.Where(f => names.Length == 0 || names.Contains(f.Name)))
            Console.WriteLine(Measurement.Of(function, int.Parse(stride)));
        return 0;
    case ["fingerprint"]:
        foreach (int width in Fingerprint.Widths)
        {
            foreach (string line in Fingerprint.OfAll(width))
                Console.WriteLine($"{width} {line}");
        }

        return 0;
    case ["parts"]:
        PartsOfLanesTests.CheckAll();
        Console.WriteLine("parts");
        return 0;
    case ["operations"]:
        LaneOperationTests.CheckAll();
        Console.WriteLine("operations");
        return 0;
    case ["accuracy"]:
        AccuracyTable.Write();
        return 0;
    default:
        return await Xunit.Runner.InProc.SystemConsole.ConsoleRunner.Run(args);
}
