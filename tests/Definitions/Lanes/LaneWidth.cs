using System.Runtime.Intrinsics;

namespace LossGen.Definitions.Tests.Lanes;

/// <summary>How a process is told to have less hardware than the machine, and the lane that it then takes.</summary>
internal sealed record LaneWidth(string Name, int Bits, params string[] Variables)
{
    /// <summary>
    /// Whether only some lengths are run: without any vector every length takes the same path, and the library's vectors in
    /// software are slow.
    /// </summary>
    public bool RunsSomeLengths => Bits == 0;

    /// <summary>From the widest down; each needs what the one before it lacks.</summary>
    public static readonly LaneWidth[] Narrower =
    [
        new("256 bits", 256, "DOTNET_EnableAVX512"),
        new("128 bits", 128, "DOTNET_EnableAVX512", "DOTNET_EnableAVX2", "DOTNET_EnableAVX", "DOTNET_EnableFMA"),
        new("one element", 0, "DOTNET_EnableHWIntrinsic"),
    ];

    /// <summary>The bits of the widest vector that this process has.</summary>
    public static int Here => Vector512.IsHardwareAccelerated ? 512
        : Vector256.IsHardwareAccelerated ? 256
        : Vector128.IsHardwareAccelerated ? 128 : 0;
}
