using System.Runtime.InteropServices;

namespace LossGen.Definitions.Tests.Calls;

/// <summary>
/// Memory of an exact size between two pages that may be neither read nor written; ordinary memory where the system isn't a
/// Unix with 64 bits.
/// </summary>
internal sealed unsafe partial class GuardedMemory : IDisposable
{
    private const int ReadAndWrite = 3;
    private const int PrivateAndAnonymousOnLinux = 0x22;
    private const int PrivateAndAnonymousOnMac = 0x1002;

    private static readonly nuint s_page = (nuint)Environment.SystemPageSize;

    private readonly nint _mapping;
    private readonly nuint _mapped;

    /// <param name="bytes">The size.</param>
    /// <param name="atEnd">Whether the memory touches the guard behind it, or the one before it.</param>
    public GuardedMemory(nuint bytes, bool atEnd)
    {
        nuint data = (bytes + s_page - 1) / s_page * s_page;
        if (!IsGuarded)
        {
            _mapping = (nint)NativeMemory.AllocZeroed(Math.Max(data, 1));
            Address = _mapping;
            return;
        }

        _mapped = data + 2 * s_page;
        int flags = OperatingSystem.IsLinux() ? PrivateAndAnonymousOnLinux : PrivateAndAnonymousOnMac;
        _mapping = Map(0, _mapped, 0, flags, -1, 0);
        if (_mapping == -1 || data > 0 && Protect(_mapping + (nint)s_page, data, ReadAndWrite) != 0)
            throw new InvalidOperationException($"No guarded memory: error {Marshal.GetLastPInvokeError()}.");
        Address = _mapping + (nint)(atEnd ? s_page + data - bytes : s_page);
    }

    public static bool IsGuarded { get; } = (OperatingSystem.IsLinux() || OperatingSystem.IsMacOS()) && Environment.Is64BitProcess;

    public nint Address { get; }

    public void Dispose()
    {
        if (IsGuarded)
            _ = Unmap(_mapping, _mapped);
        else
            NativeMemory.Free((void*)_mapping);
    }

    [LibraryImport("libc", EntryPoint = "mmap", SetLastError = true)]
    private static partial nint Map(nint address, nuint length, int protection, int flags, int file, nint offset);

    [LibraryImport("libc", EntryPoint = "mprotect", SetLastError = true)]
    private static partial int Protect(nint address, nuint length, int protection);

    [LibraryImport("libc", EntryPoint = "munmap", SetLastError = true)]
    private static partial int Unmap(nint address, nuint length);
}
