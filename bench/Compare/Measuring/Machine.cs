using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using TorchSharp;

namespace LossGen.Bench.Measuring;

/// <summary>What the numbers were measured on, in a line.</summary>
internal static class Machine
{
    public static string Line()
    {
        int width = Vector512.IsHardwareAccelerated ? 512 : Vector256.IsHardwareAccelerated ? 256 : 128;
        return $"{Processor()}, {Environment.ProcessorCount} processors, {width} bits a vector, {RuntimeInformation.FrameworkDescription}, libtorch {torch.__version__}, {RuntimeInformation.OSDescription}";
    }

    private static string Processor()
    {
        const string Path = "/proc/cpuinfo";
        string? model = File.Exists(Path) ? File.ReadLines(Path).FirstOrDefault(line => line.StartsWith("model name", StringComparison.Ordinal)) : null;
        return model?[(model.IndexOf(':') + 2)..] ?? RuntimeInformation.ProcessArchitecture.ToString();
    }
}
