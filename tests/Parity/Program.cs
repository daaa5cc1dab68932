using LossGen.Parity.Tests;
using LossGen.Parity.Tests.Certificate;

// The tests; and what is written with the help of libtorch.
switch (args)
{
    case ["golden"]:
        GoldenVectors.Write();
        return 0;
    case ["certificate"] or ["certificate", "more"]:
        CertificateFile.Write(isMore: args.Length > 1);
        return 0;
    default:
        return await Xunit.Runner.InProc.SystemConsole.ConsoleRunner.Run(args);
}
