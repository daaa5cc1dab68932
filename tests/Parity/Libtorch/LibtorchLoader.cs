using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using TorchSharp;

namespace LossGen.Parity.Tests.Libtorch;

/// <summary>Whether libtorch can be used on this machine, after what can be done for it was done.</summary>
public static class LibtorchLoader
{
    private static readonly Lazy<string?> s_reason = new(TryLoad);

    public static bool IsAvailable => s_reason.Value is null;

    /// <summary>One line, or null where it can be used.</summary>
    public static string? Reason => s_reason.Value;

    private static string? TryLoad()
    {
        try
        {
            torch.set_num_threads(1);
            using torch.Tensor one = torch.ones(1, torch.float64);
            return null;
        }
        catch (Exception exception) when (exception is TypeInitializationException or DllNotFoundException or NotSupportedException or BadImageFormatException)
        {
            return $"libtorch does not load here: {(exception.InnerException ?? exception).Message.Split('\n')[0]}";
        }
    }

    // A module initialiser, since the runtime looks for the library when the first type of TorchSharp is touched.
#pragma warning disable CA2255
    [ModuleInitializer]
#pragma warning restore CA2255
    internal static void Prepare()
    {
        string library = Path.Combine(AppContext.BaseDirectory, "runtimes", "linux-x64", "native", "libLibTorchSharp.so");
        if (OperatingSystem.IsLinux() && RuntimeInformation.ProcessArchitecture == Architecture.X64 && File.Exists(library) && !SystemHasSymbol())
            StreamInitialiserPatch.Apply(library);
    }

    private static bool SystemHasSymbol()
        => NativeLibrary.TryLoad("libstdc++.so.6", out nint standardLibrary)
            && NativeLibrary.TryGetExport(standardLibrary, StreamInitialiserPatch.Symbol, out _);
}
