using System.Diagnostics;
using LossGen.Definitions.Tests.Calls;
using LossGen.Generator.Binding;

namespace LossGen.Definitions.Tests.Lanes;

/// <summary>A child process with a narrower lane, seen from both sides.</summary>
internal sealed class LaneProcess : IDisposable
{
    /// <summary>What tells Main to be such a child.</summary>
    public const string Switch = "--lanes";

    /// <summary>Its argument for some lengths alone.</summary>
    public const string Some = "some";

    private readonly Process _process;
    private readonly BinaryReader _results;

    public LaneProcess(LaneWidth width)
    {
        var start = new ProcessStartInfo(Environment.ProcessPath!)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
        };
        if (Path.GetFileNameWithoutExtension(start.FileName) == "dotnet")
            start.ArgumentList.Add(typeof(LaneProcess).Assembly.Location);
        start.ArgumentList.Add(Switch);
        start.ArgumentList.Add(width.RunsSomeLengths ? Some : "all");
        foreach (string variable in width.Variables)
            start.Environment[variable] = "0";
        Width = width;
        _process = Process.Start(start)!;
        _process.ErrorDataReceived += (_, line) => Errors += line.Data + "\n";
        _process.BeginErrorReadLine();
        _results = new BinaryReader(new BufferedStream(_process.StandardOutput.BaseStream, 1 << 16));
        Bits = _results.ReadInt32();
    }

    public LaneWidth Width { get; }

    /// <summary>The width of the child's widest vector.</summary>
    public int Bits { get; }

    /// <summary>What the child said before it died.</summary>
    public string Errors { get; private set; } = "";

    /// <summary>The next array that the child computed.</summary>
    public double[] Next()
    {
        var values = new double[_results.ReadInt32()];
        for (int index = 0; index < values.Length; index++)
            values[index] = _results.ReadDouble();
        return values;
    }

    public void Dispose()
    {
        _results.Dispose();
        if (!_process.HasExited)
            _process.Kill();
        _process.Dispose();
    }

    /// <summary>The child's side: all results of all cases, in the order in which the parent runs them.</summary>
    public static int Run(bool someLengths)
    {
        using var output = new BinaryWriter(new BufferedStream(Console.OpenStandardOutput(), 1 << 16));
        output.Write(LaneWidth.Here);
        foreach (LossUnderTest loss in EveryLoss.All)
        {
            foreach (BoundLoss formula in loss.Overloads)
            {
                foreach (double[] values in LaneCases.Of(loss, formula, someLengths).SelectMany(lanes => lanes.Run()))
                {
                    output.Write(values.Length);
                    foreach (double value in values)
                        output.Write(value);
                }
            }
        }

        return 0;
    }
}
