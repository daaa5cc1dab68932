using LossGen.Definitions.Tests.Lanes;

// Runs the tests; with --lanes, is the child with a narrower lane that LaneTests asks for its results.
return args is [LaneProcess.Switch, string lengths]
    ? LaneProcess.Run(lengths == LaneProcess.Some)
    : await Xunit.Runner.InProc.SystemConsole.ConsoleRunner.Run(args);
